"""What a reference asks, in words."""

from __future__ import annotations

import pytest

from thinking_together.analysis.tables import Kind, Source
from thinking_together.evidence.figures import FigureDimension, FigureInfo
from thinking_together.evidence.reference import parse
from thinking_together.report.domain.naming import phase_name, title_of

INFO = FigureInfo(
    "survey",
    "training",
    "Training received",
    Kind.PROPORTION,
    "respondents",
    (
        FigureDimension("option", "Training", (("job", "On the job"), ("aid", "First aid"))),
        FigureDimension("sector", "Sector", (("health", "Health"), ("police", "Police")), pools=True),
        FigureDimension("period", "Period", (("2020/21", "2020/21"),)),
    ),
    "survey",
    Source("Survey"),
    "option",
)


@pytest.mark.parametrize(
    ("reference", "title"),
    [
        ("survey/training", "Training received"),
        ("survey/training?option=*", "Training received"),
        ("survey/training?option=*&sector=*", "Training received, by sector"),
        ("survey/training?option=job&sector=-health", "Training received: On the job; all but Health"),
        ("survey/training?sector=health+police", "Training received: Health and Police"),
        ("survey/training?period=2020/21", "Training received: period 2020/21"),
    ],
)
def test_titles_say_what_is_asked(reference: str, title: str) -> None:
    assert title_of(parse(reference), INFO) == title


def test_an_unknown_figure_is_named_by_its_reference() -> None:
    assert title_of(parse("survey/nothing?a=b"), None) == "survey/nothing?a=b"
    assert phase_name("baseline") == "NICE baseline assessment"
