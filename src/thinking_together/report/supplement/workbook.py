"""A phase's supplement as a workbook: a contents sheet and a sheet a table, INVENTED first in each where that is so."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from thinking_together.analysis.tables import State, Table
from thinking_together.core.tabular.xlsx_writing import write_row
from thinking_together.report.charts.frame import INVENTED_WORDS
from thinking_together.report.stable_zip import stable
from thinking_together.report.supplement.build import Entry, Supplement

WORDS = {State.SUPPRESSED: "too few to show", State.NOT_ASKED: "not asked", State.NO_DATA: "no data"}


def workbook(supplement: Supplement) -> bytes:
    """The XLSX; the same bytes for the same supplement."""
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook(write_only=True)
    bold = Font(bold=True)
    contents = book.create_sheet("Contents")
    _top(contents, supplement, f"{supplement.title}: tables of the supplement", bold)
    write_row(contents, ["Sheet", "Table", "Reference", "Evidence number"], bold)
    for entry in supplement.entries:
        write_row(contents, [entry.name, entry.title, entry.reference, ", ".join(map(str, entry.numbers))])
    for entry in supplement.entries:
        _entry(book.create_sheet(entry.name), supplement, entry, bold)
    day = datetime(supplement.as_of.year, supplement.as_of.month, supplement.as_of.day)
    properties = book.properties
    properties.title = ("INVENTED: " if supplement.invented else "") + f"{supplement.programme}: {supplement.title}"
    properties.creator = supplement.place
    properties.created = properties.modified = day
    out = io.BytesIO()
    book.save(out)
    return stable(out.getvalue(), supplement.as_of)


def _top(sheet: Any, supplement: Supplement, title: str, bold: Any) -> None:
    sheet.column_dimensions["A"].width = 32
    sheet.column_dimensions["B"].width = 28
    if supplement.invented:
        write_row(sheet, [INVENTED_WORDS], bold)
    write_row(sheet, [title], bold)
    write_row(sheet, [f"{supplement.programme}, {supplement.place}"])


def _entry(sheet: Any, supplement: Supplement, entry: Entry, bold: Any) -> None:
    _top(sheet, supplement, entry.title, bold)
    write_row(sheet, ["Reference", entry.reference])
    if entry.passage:
        write_row(sheet, ["Passage", entry.passage])
        return
    if entry.table is None:
        write_row(sheet, ["Not shown", entry.reason])
        write_row(sheet, ["Rule", entry.policy])
        return
    table = entry.table
    write_row(sheet, ["Source", ", ".join(p for p in (table.source.name, table.source.date, table.source.url) if p)])
    write_row(sheet, ["Licence", table.source.licence])
    write_row(sheet, ["Method", table.method])
    write_row(sheet, ["Rule", entry.policy])
    for note in table.notes:
        write_row(sheet, ["Note", note])
    write_row(sheet, [])
    _figures(sheet, table, bold)


def _figures(sheet: Any, table: Table, bold: Any) -> None:
    names = [d.label for d in table.dimensions] or ["Figure"]
    write_row(
        sheet, [*names, "State", "Value", "Lower 95%", "Upper 95%", "Numerator", "Denominator", "Unit", "Note"], bold
    )
    for s in table.statistics:
        labels = [d.label_of(s.key(d.name) or "") for d in table.dimensions] or [table.title]
        state = WORDS.get(s.state, "shown")
        write_row(sheet, [*labels, state, s.value, s.lower, s.upper, s.numerator, s.denominator, table.unit, s.note])
