"""A phase's supplement as one HTML page."""

from __future__ import annotations

from collections.abc import Mapping

from django.template.loader import get_template

from thinking_together.content.support import shipped_support
from thinking_together.report.charts.draw import Drawing
from thinking_together.report.domain.document import Document, TableView
from thinking_together.report.domain.tables import table_view
from thinking_together.report.domain.trail import place_words
from thinking_together.report.html import FilePlaces, style
from thinking_together.report.supplement.build import Entry, Supplement


class SupplementPlaces(FilePlaces):
    """In a supplement the marks lead back to the report beside it."""

    def evidence(self, number: int) -> str:
        return f"../short-report.html#e{number}"

    def place(self, anchor: str) -> str:
        at = super().place(anchor)
        return f"../short-report.html{at}" if at.startswith("#") else at

    def table(self, number: int) -> str:
        return super().table(number).removeprefix("supplement/")

    def recommendation(self, code: str) -> str:
        return f"recommendations.html#{code}"

    def behind(self, code: str) -> str:
        return f"findings.html#behind-{code}"


def page(supplement: Supplement, document: Document, drawings: Mapping[str, Drawing]) -> str:
    """The page; every table with its caption, source, method and rule."""
    return str(
        get_template("report/supplement.html").render(
            {
                "supplement": supplement,
                "document": document,
                "page": SupplementPlaces(document, drawings),
                "tables": [(entry, _view(entry)) for entry in supplement.entries],
                "words": place_words(document),
                "style": style(),
                "support": shipped_support(document.local_support),
                "kind": lambda value: type(value).__name__,
            }
        )
    )


def _view(entry: Entry) -> TableView | None:
    return (
        table_view(entry.table, f"table-{entry.name}", caption=f"{entry.name}: {entry.title}") if entry.table else None
    )
