"""The trails of all recommendations as a page of the supplement: a picture each, and the same as a list."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from thinking_together.report.charts import trail as picture
from thinking_together.report.charts.draw import Drawing
from thinking_together.report.domain.document import Document
from thinking_together.report.domain.trail import RecommendationTrail, recommendation_trail
from thinking_together.report.html import render, style
from thinking_together.report.supplement.page import SupplementPlaces

TITLE = "From each recommendation to its evidence"


def trails_page(document: Document, drawings: Mapping[str, Drawing]) -> str:
    """The page; every finding and piece of evidence leads back to the report."""
    found = [(number, *drawn(document, r.code)) for number, r in enumerate(document.recommendations(), start=1)]
    return render(
        "report/trails.html",
        document,
        SupplementPlaces(document, drawings),
        style=style(),
        title=TITLE,
        trails=[(number, trail, drawing, inlined(drawing)) for number, trail, drawing in found],
        by_phase=picture.by_phase,
    )


def drawn(document: Document, code: str) -> tuple[RecommendationTrail, Drawing]:
    """A recommendation's trail and its picture; ``KeyError`` where the report has no such recommendation."""
    trail = recommendation_trail(document, code)
    if trail is None:
        raise KeyError(code)
    number = [r.code for r in document.recommendations()].index(code) + 1
    return trail, picture.draw(trail, number, invented=document.invented)


def inlined(drawing: Drawing) -> str:
    """The picture as an address that holds it."""
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.svg.encode()).decode()
