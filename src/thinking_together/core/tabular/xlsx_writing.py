"""Text into an XLSX: nothing a spreadsheet would run, and the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from thinking_together.core.tabular.formula import guard

_FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_RUNS = ("=", "+", "-", "@", "\t")
_ILLEGAL = {n: None for n in range(32) if n not in (9, 10, 13)}
_LONGEST = 32_000  # characters of a cell
_WRAP = Alignment(wrap_text=True, vertical="top")


def put_texts(sheet: Worksheet, row: int, texts: Sequence[str], *, bold: bool = False) -> None:
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


def write_row(sheet: Any, cells: Sequence[str | float | None], bold: Font | None = None) -> None:
    """A row of a sheet that is written and never read. Text that a spreadsheet would run as a formula is guarded."""
    made = []
    for content in cells:
        safe = guard(content.translate(_ILLEGAL)[:_LONGEST]) if isinstance(content, str) else content
        cell = WriteOnlyCell(sheet, value=safe)
        if isinstance(safe, str):
            cell.data_type = "s"
        if bold is not None:
            cell.font = bold
        made.append(cell)
    sheet.append(made)


def stable_workbook(data: bytes, as_of: date) -> bytes:
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
