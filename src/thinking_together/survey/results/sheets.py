"""Results as files for spreadsheets: one figure, all of them, and the codebook. INVENTED is first where it is so."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import openpyxl
from openpyxl.styles import Font

from thinking_together.analysis.tables import State, Table
from thinking_together.core.invented import INVENTED
from thinking_together.core.tabular.formula import guard
from thinking_together.core.tabular.xlsx_writing import stable_workbook, write_row
from thinking_together.survey.results.shown import NOT_SHOWN

CELLS = ("State", "Value", "Lower 95%", "Upper 95%", "Number", "Of", "Unit", "Note")
Cell = str | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a file: words above it, the heads of its columns, its rows."""

    name: str
    above: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    below: tuple[str, ...] = ()


def sheet_of(table: Table, reference: str) -> Sheet:
    """One gated table."""
    heads = tuple(d.label for d in table.dimensions) or ("Figure",)
    source = ", ".join(part for part in (table.source.name, table.source.date) if part)
    above = (*_invented(table.source.invented), table.title, f"Reference: {reference}")
    return Sheet(
        "Figure", above, (*heads, *CELLS), tuple(rows_of(table)), (*table.notes, table.method, f"Source: {source}")
    )


def rows_of(table: Table) -> Iterator[tuple[Cell, ...]]:
    """A row a figure; a figure that is not shown has its state and no number."""
    for s in table.statistics:
        labels = tuple(d.label_of(s.key(d.name) or "") for d in table.dimensions) or (table.title,)
        state = "shown" if s.state is State.SHOWN else NOT_SHOWN[s.state]
        note = s.note if s.state is not State.SUPPRESSED else ""
        yield (*labels, state, s.value, s.lower, s.upper, s.numerator, s.denominator, table.unit, note)


def sheet_of_all(answers: Sequence[tuple[str, Table]], invented: bool) -> Sheet:
    """Many gated tables one below the other, each figure with the words of what it is of."""
    rows = tuple(
        (reference, table.title, ", ".join(str(label) for label in row[: len(row) - len(CELLS)]), *row[-len(CELLS) :])
        for reference, table in answers
        for row in rows_of(table)
    )
    return Sheet("Figures", _invented(invented), ("Reference", "Title", "Of what", *CELLS), rows)


def codebook_sheet(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], title: str, invented: bool) -> Sheet:
    return Sheet("Codebook", (*_invented(invented), title), heads, rows)


def as_csv(sheet: Sheet) -> bytes:
    """With the mark by which spreadsheets know UTF-8."""
    out = io.StringIO()
    file = csv.writer(out, lineterminator="\n")
    for row in (*((words,) for words in sheet.above), sheet.heads, *sheet.rows, *((words,) for words in sheet.below)):
        file.writerow([guard(cell) if isinstance(cell, str) else cell for cell in row])
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(sheets: Sequence[Sheet], title: str, as_of: date) -> bytes:
    """The same bytes for the same figures."""
    book = openpyxl.Workbook(write_only=True)
    bold = Font(bold=True)
    for sheet in sheets:
        made = book.create_sheet(sheet.name)
        made.column_dimensions["A"].width = made.column_dimensions["B"].width = 40
        for words in sheet.above:
            write_row(made, [words], bold)
        write_row(made, sheet.heads, bold)
        for row in sheet.rows:
            write_row(made, row)
        for words in sheet.below:
            write_row(made, [words])
    book.properties.title = title
    out = io.BytesIO()
    book.save(out)
    return stable_workbook(out.getvalue(), as_of)


def _invented(invented: bool) -> tuple[str, ...]:
    return (INVENTED,) if invented else ()
