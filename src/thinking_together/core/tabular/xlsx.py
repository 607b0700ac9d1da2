"""The cells of somebody else's XLSX as text, read within bounds: nothing is run, expanded or followed.

An XLSX is a zip of XML parts. Sizes are looked at before anything is unpacked, a part that declares a document type or
an entity is refused, and so is one with more elements than what is read here can need. Empty rows cost next to nothing.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.exceptions import InvalidFileException

from thinking_together.core.tabular.limits import MEBIBYTE
from thinking_together.core.tabular.refused import FileRefused

MOST_UNPACKED = 64 * MEBIBYTE
MOST_PARTS = 2_000
MOST_SHEETS = 50
MOST_ROWS = 5_000
MOST_COLUMNS = 150
BLANK_ROWS = 200
MOST_ROW_ELEMENTS = 2_500_000  # two for each of the 1,048,576 rows a sheet may have, and some
MOST_ELEMENTS = 200_000
_ROWS = ("xl/worksheets/", "xl/sharedStrings")
LONGEST_CELL = 32_767  # the most a cell of the format holds
_XML = (".xml", ".rels", ".vml")
_DECLARES = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T\x00?Y|E\x00?N\x00?T\x00?I)", re.IGNORECASE)
_AS_XLSX = "Save it again as an Excel workbook (.xlsx) without a password."
# What openpyxl and the libraries below it raise for files that are cut short or made up.
_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    zlib.error,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    RuntimeError,
    OSError,
    EOFError,
    AssertionError,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's lines that hold anything, each with its number and its cells as text."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheets(data: bytes, *, exact: bool = False) -> list[Sheet]:
    """Every sheet of a workbook; ``FileRefused`` saying what is wrong and what to do.

    Space around a cell's text is left out, unless it is to be read ``exact``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _check_parts(parts)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            return _sheets(book.worksheets, exact)
        finally:
            book.close()
    except _BROKEN:
        raise FileRefused("the file is not an XLSX workbook, or is cut short or damaged", _AS_XLSX) from None


def _check_parts(parts: zipfile.ZipFile) -> None:
    infos = parts.infolist()
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MOST_PARTS or unpacked > MOST_UNPACKED:
        what = f"the workbook unpacks to {len(infos)} parts and {unpacked // MEBIBYTE} MiB"
        remedy = (
            f"At most {MOST_PARTS} parts and {MOST_UNPACKED // MEBIBYTE} MiB are read; take out what is not needed."
        )
        raise FileRefused(what, remedy)
    for info in infos:
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/"):
            raise FileRefused(f"'{name[:60]}' inside the workbook leads out of it", _AS_XLSX)
        if info.filename.lower().endswith(_XML):
            _check_xml(info.filename, parts.read(info))


def _check_xml(name: str, content: bytes) -> None:
    """Every element is an object in memory, so they are counted before any is made."""
    if _DECLARES.search(content):
        what = f"'{name[:60]}' inside the workbook declares a document type or XML entities"
        raise FileRefused(what, _AS_XLSX)
    most = MOST_ROW_ELEMENTS if name.startswith(_ROWS) else MOST_ELEMENTS
    if content.count(b"<") > most:
        what = f"'{name[:60]}' inside the workbook has more than {most:,} elements"
        raise FileRefused(what, "Copy what is needed into a new workbook without empty rows and styles.")


def _sheets(worksheets: list[Any], exact: bool) -> list[Sheet]:
    if len(worksheets) > MOST_SHEETS:
        raise FileRefused(f"the workbook has {len(worksheets)} sheets", f"At most {MOST_SHEETS} are read.")
    return [Sheet(sheet.title, tuple(_rows(sheet, exact))) for sheet in worksheets]


def _rows(sheet: Any, exact: bool) -> Iterable[tuple[int, tuple[str, ...]]]:
    blank = full = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), start=1):
        empty = cells.count(None) == len(cells)  # a sheet may hold a million of these
        texts = () if empty else tuple(cell_text(value, exact) for value in cells)
        if any(texts[MOST_COLUMNS:]):
            what = f"the sheet '{sheet.title}' has more than {MOST_COLUMNS} columns in line {number}"
            raise FileRefused(what, "Take out what is not needed.")
        if not any(texts):
            blank += 1
            continue
        if blank > BLANK_ROWS and full:
            what = f"the sheet '{sheet.title}' goes on in line {number}, below {blank} empty lines"
            raise FileRefused(what, "Move it up, or take it out.")
        blank, full = 0, full + 1
        if full > MOST_ROWS:
            raise FileRefused(
                f"the sheet '{sheet.title}' has more than {MOST_ROWS} lines", "Take out what is not needed."
            )
        yield number, texts


def cell_text(value: Any, exact: bool = False) -> str:
    """A cell as a person reads it; a formula is its text, never its result."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(getattr(value, "text", value))  # an array formula holds its text
    text = ILLEGAL_CHARACTERS_RE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text[:LONGEST_CELL] if exact else text[:LONGEST_CELL].strip()
