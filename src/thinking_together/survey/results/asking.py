"""What an address asks of a figure."""

from __future__ import annotations

from django.http import QueryDict

from thinking_together.evidence.figures import FigureInfo
from thinking_together.survey.figures.questions import TOGETHER, Asking, How, first, others, splits

HOW_WORDS = {
    How.APART: "Each by itself",
    How.POOLED: "The ticked ones taken together",
    How.BUT: "All but the ticked ones, taken together",
}


def asking_of(info: FigureInfo, told: QueryDict) -> Asking:
    """What an address asks. Groups of another split stay ticked where somebody chose a new one: they are left out."""
    how = told.get("how", "")
    by = next((d for d in splits(info) if d.name == told.get("by")), None)
    return Asking(
        by.name if by else "",
        tuple(code for code, _ in by.values if code in told.getlist("group")) if by else (),
        How(how) if how in HOW_WORDS else How.APART,
        tuple((d.name, told.get(d.name, "") or first(d)) for d in others(info) if told.get(d.name) or d.required),
        told.get(TOGETHER) == "1" and info.dimension(TOGETHER) is not None,
    )
