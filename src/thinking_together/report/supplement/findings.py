"""The annex of the findings: what each phase says to a finding, how sure it is, and what would speak against it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from thinking_together.core.tabular.xlsx_writing import write_row
from thinking_together.report.charts.draw import Drawing
from thinking_together.report.charts.frame import INVENTED_WORDS
from thinking_together.report.domain.document import Document, FindingNote
from thinking_together.report.html import render, style
from thinking_together.report.stable_zip import stable
from thinking_together.report.supplement.page import SupplementPlaces

TITLE = "What stands behind each finding"
Row = tuple[str, ...]
SHEETS = {
    "Findings": ("Finding", "Title", "Confidence", "Recommendations"),
    "Phases": ("Finding", "Title", "Phase", "Says", "Why"),
    "Confidence": ("Finding", "Title", "Component", "Level", "Why"),
    "Against": ("Finding", "Title", "Looked for", "Found", "What follows"),
}


def findings_page(document: Document, drawings: Mapping[str, Drawing]) -> str:
    """The annex as a page; each finding leads back to the report."""
    return render("report/findings.html", document, SupplementPlaces(document, drawings), style=style(), title=TITLE)


def findings_workbook(document: Document) -> bytes:
    """The annex as a workbook: a sheet for each question, a row for each answer; the same bytes each time."""
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook(write_only=True)
    bold = Font(bold=True)
    numbers = {r.code: str(n) for n, r in enumerate(document.recommendations(), start=1)}
    notes = [section.finding for section in document.findings() if section.finding]
    for name, heads in SHEETS.items():
        sheet = book.create_sheet(name)
        _widths(sheet)
        if document.invented:
            write_row(sheet, [INVENTED_WORDS], bold)
        write_row(sheet, [f"{TITLE}: {document.title}, {document.place}"], bold)
        write_row(sheet, list(heads), bold)
        for note in notes:
            for row in _rows(name, note, numbers):
                write_row(sheet, [note.code, note.title, *row])
    _properties(book.properties, document)
    out = io.BytesIO()
    book.save(out)
    return stable(out.getvalue(), document.as_of)


def _rows(sheet: str, note: FindingNote, numbers: Mapping[str, str]) -> Iterator[Row]:
    if sheet == "Findings":
        asked = sorted((numbers[code] for code in note.recommendations if code in numbers), key=int)
        yield note.confidence, ", ".join(asked)
    elif sheet == "Phases":
        yield from ((s.phase, s.convergence, s.explanation) for s in note.says)
    elif sheet == "Confidence":
        yield from ((j.component, j.level, j.explanation) for j in note.judged)
    else:
        yield from ((c.looked_for, c.found, c.explanation) for c in note.contrary)


def _widths(sheet: Any) -> None:
    for column, width in zip("ABCDE", (10, 48, 28, 28, 80), strict=True):
        sheet.column_dimensions[column].width = width


def _properties(properties: Any, document: Document) -> None:
    properties.title = ("INVENTED: " if document.invented else "") + f"{document.title}: {TITLE}"
    properties.creator = document.place
    properties.created = properties.modified = datetime(document.as_of.year, document.as_of.month, document.as_of.day)
