"""A baseline workbook in NICE's layout, the same bytes for the same content."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from thinking_together.baseline.workbook import COLUMNS, FIELDS, WorkbookLine
from thinking_together.content.ng225 import shipped_ng225
from thinking_together.core.tabular.xlsx_writing import put_texts, stable_workbook

INVENTED = "INVENTED DATA: place, agencies and answers are made up."


@dataclass(frozen=True, slots=True)
class Cover:
    """What the introduction sheet says."""

    title: str
    as_of: date
    invented: bool


def write_workbook(lines: Sequence[WorkbookLine], cover: Cover) -> bytes:
    """The workbook that reads back equal. No cell is a formula, whatever its text begins with."""
    book = Workbook()
    introduction = book.active
    assert isinstance(introduction, Worksheet)
    introduction.title = "Introduction"
    _introduce(introduction, cover)
    _fill(book.create_sheet("Data sheet"), lines, cover)
    book.properties.creator = "Thinking Together"
    book.properties.title = (INVENTED + " " if cover.invented else "") + cover.title
    book.properties.created = datetime.combine(cover.as_of, time())
    out = io.BytesIO()
    book.save(out)
    return stable_workbook(out.getvalue(), cover.as_of)


def _introduce(sheet: Worksheet, cover: Cover) -> None:
    guideline = shipped_ng225()
    texts = [
        *([INVENTED] if cover.invented else []),
        f"Baseline assessment: {cover.title}",
        f"NICE guideline {guideline.code}, edition of {guideline.edition.isoformat()}",
        f"The wording of the guideline is NICE's and stands at {guideline.link}",
    ]
    for row, text in enumerate(texts, start=1):
        put_texts(sheet, row, [text])
    sheet.column_dimensions["A"].width = 100


def _fill(sheet: Worksheet, lines: Sequence[WorkbookLine], cover: Cover) -> None:
    own = list(dict.fromkeys(heading for line in lines for heading, _ in line.extra))
    header = [heading for _, heading, _, _ in COLUMNS] + own
    row = 1
    if cover.invented:
        put_texts(sheet, row, [INVENTED])
        row += 1
    put_texts(sheet, row, header, bold=True)
    for column in range(1, len(header) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 50 if column == 1 else 24
    sheet.freeze_panes = f"C{row + 1}"
    for line in lines:
        for heading in line.headings:
            row += 1
            put_texts(sheet, row, [heading], bold=True)
        row += 1
        put_texts(
            sheet, row, [getattr(line, field) for field in FIELDS] + [dict(line.extra).get(name, "") for name in own]
        )
