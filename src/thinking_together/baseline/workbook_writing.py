"""A baseline workbook in NICE's layout, the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from thinking_together.baseline.workbook import COLUMNS, FIELDS, WorkbookLine
from thinking_together.content.ng225 import shipped_ng225

INVENTED = "INVENTED DATA: place, agencies and answers are made up."
_FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_RUNS = ("=", "+", "-", "@", "\t")
_WRAP = Alignment(wrap_text=True, vertical="top")


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
    return _stable(out.getvalue(), cover.as_of)


def _introduce(sheet: Worksheet, cover: Cover) -> None:
    guideline = shipped_ng225()
    texts = [
        *([INVENTED] if cover.invented else []),
        f"Baseline assessment: {cover.title}",
        f"NICE guideline {guideline.code}, edition of {guideline.edition.isoformat()}",
        f"The wording of the guideline is NICE's and stands at {guideline.link}",
    ]
    for row, text in enumerate(texts, start=1):
        _put(sheet, row, [text])
    sheet.column_dimensions["A"].width = 100


def _fill(sheet: Worksheet, lines: Sequence[WorkbookLine], cover: Cover) -> None:
    own = list(dict.fromkeys(heading for line in lines for heading, _ in line.extra))
    header = [heading for _, heading, _, _ in COLUMNS] + own
    row = 1
    if cover.invented:
        _put(sheet, row, [INVENTED])
        row += 1
    _put(sheet, row, header, bold=True)
    for column in range(1, len(header) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 50 if column == 1 else 24
    sheet.freeze_panes = f"C{row + 1}"
    for line in lines:
        for heading in line.headings:
            row += 1
            _put(sheet, row, [heading], bold=True)
        row += 1
        _put(sheet, row, [getattr(line, field) for field in FIELDS] + [dict(line.extra).get(name, "") for name in own])


def _put(sheet: Worksheet, row: int, texts: Sequence[str], *, bold: bool = False) -> None:
    """Text as text: a spreadsheet neither runs it nor turns it into a number or a date."""
    for column, text in enumerate(texts, start=1):
        if not text:
            continue
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
        cell.value = text
        cell.data_type = "s"
        cell.alignment = _WRAP
        cell.font = Font(bold=bold)
        cell.quotePrefix = text.startswith(_RUNS)


def _stable(data: bytes, as_of: date) -> bytes:
    """The same zip without the moment it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as stable:
        for info in parts.infolist():
            content = parts.read(info)
            if info.filename == "docProps/core.xml":
                moment = rb"(<dcterms:modified[^>]*>)[^<]*"
                content = re.sub(moment, rb"\g<1>" + f"{as_of.isoformat()}T00:00:00Z".encode(), content)
            entry = zipfile.ZipInfo(info.filename, _FIRST_ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            stable.writestr(entry, content)
    return out.getvalue()
