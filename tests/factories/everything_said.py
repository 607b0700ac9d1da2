"""All that a file says: its text, and what stands in it without being seen."""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

ARCHIVES = (".xlsx", ".docx", ".pptx", ".zip")
PNG = b"\x89PNG\r\n\x1a\n"
_CELL_OF_A_SHEET = re.compile(r"<v>([^<]*)</v>")
_END_OF_A_CELL = re.compile(r"</(?:td|th|w:tc|a:tc|text|p|a:p|w:p|li|title|desc|figcaption|row)>")
_TAG = re.compile(r"<[^>]*>")
_SPOKEN = re.compile(r"""\b(?:alt|title|aria-label|descr|content|name)=(?:"([^"]*)"|'([^']*)')""")


def said(name: str, data: bytes) -> str:
    """One piece a line: cells, labels, paragraphs, alternative texts, metadata. Archives and streams are opened."""
    return "\n".join(_pieces(name, data))


def _pieces(name: str, data: bytes) -> Iterator[str]:
    if name.endswith(ARCHIVES):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment.decode("utf-8", "replace")
            for member in archive.namelist():
                yield from _pieces(member, archive.read(member))
    elif data.startswith(b"%PDF"):
        yield from _of_pdf(data)
    elif data.startswith(PNG):
        yield from of_png(data)
    else:
        yield from _of_text(data.decode("utf-8", "replace"))


def _of_text(text: str) -> Iterator[str]:
    yield text
    if "<" in text:
        yield from (html.unescape(one or two) for one, two in _SPOKEN.findall(text))
        yield from _CELL_OF_A_SHEET.findall(text)
        for piece in _END_OF_A_CELL.split(text):
            yield " ".join(html.unescape(_TAG.sub("", piece)).split())


def of_png(data: bytes) -> Iterator[str]:
    """Every chunk that is not the picture itself."""
    at = len(PNG)
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind not in (b"IHDR", b"IDAT", b"PLTE", b"IEND"):
            yield body.decode("latin-1")
            if kind == b"zTXt":
                yield zlib.decompress(body.split(b"\0", 1)[1][1:]).decode("latin-1")
            if kind == b"iTXt" and body.split(b"\0", 1)[1][:1] == b"\1":
                yield zlib.decompress(body.split(b"\0", 4)[-1]).decode("utf-8", "replace")


def _of_pdf(data: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(data))
    for page in reader.pages:
        yield " ".join(page.extract_text().split())
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    for number in sorted(numbers):
        yield from _strings(reader.get_object(IndirectObject(number, 0, reader)))


def _strings(found: Any) -> Iterator[str]:
    """Titles, alternative texts and whatever else is text in an object of a PDF, and the metadata's stream."""
    if isinstance(found, TextStringObject):
        yield str(found)
    elif isinstance(found, ByteStringObject):
        yield bytes(found).decode("latin-1")
    elif isinstance(found, DictionaryObject):
        for value in found.values():
            if not isinstance(value, IndirectObject):
                yield from _strings(value)
        if isinstance(found, StreamObject) and found.get("/Type") == "/Metadata":
            yield found.get_data().decode("latin-1")
    elif isinstance(found, ArrayObject):
        for value in found:
            if not isinstance(value, IndirectObject):
                yield from _strings(value)
