"""The text of a file piece by piece: what is not plain UTF-8 text is refused at its line."""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO, Protocol

from thinking_together.core.tabular.refused import FileRefused

# What XML forbids, so that no document could be written with it; half characters of UTF-16 among them.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PIECE = 64 * 1024
_ZIP = "PK\x03\x04"  # how XLSX, DOCX and ZIP files begin


class TextSource(Protocol):
    """What rows are read from: an open text file, a ``StringIO``."""

    def readline(self, size: int = -1, /) -> str: ...


def forbidden(text: str) -> str:
    """The name of the first character that no document can hold, such as ``U+0000``; empty where there is none."""
    found = FORBIDDEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


class TextStream:
    """UTF-8 with or without a byte-order mark; line ends of every kind are ``\\n``."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.line = 1  # on which the next piece begins
        self.text = io.TextIOWrapper(file, encoding="utf-8-sig")

    def readline(self, size: int = -1, /) -> str:
        """A line, or at most ``size`` characters of it; ``FileRefused`` where it is not text."""
        try:
            piece = self.text.readline(size)
        except UnicodeDecodeError:
            raise self._not_utf8() from None
        if self.line == 1 and piece.startswith(_ZIP):
            raise FileRefused("the file is a workbook or an archive, not plain text", "Export it as plain text.")
        wrong = forbidden(piece)
        if wrong and "\x00" in piece:
            what = f"line {self.line} holds null characters, so it is not plain text"
            raise FileRefused(what, "Export it again as plain text.", self.line)
        if wrong:
            what = f"line {self.line} holds a control character ({wrong})"
            raise FileRefused(what, "Take it out, or export the file again as plain text.", self.line)
        self.line += piece.endswith("\n")
        return piece

    def read(self) -> str:
        """All that is left."""
        return "".join(iter(lambda: self.readline(_PIECE), ""))

    def _not_utf8(self) -> FileRefused:
        """Decoding works on blocks, so the line is looked for once more from the start."""
        self.file.seek(0)
        begins = self.file.read(2)
        if begins in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            what = "line 1 is not UTF-8: the file is written in UTF-16"
            return FileRefused(what, "Save the file as 'CSV UTF-8' or with UTF-8 encoding.", 1)
        self.file.seek(0)
        line = _first_bad_line(self.file)
        what = f"line {line} is not UTF-8"
        return FileRefused(what, "Save the file as 'CSV UTF-8' or with UTF-8 encoding.", line)


def _first_bad_line(file: BinaryIO) -> int:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    for piece in iter(lambda: file.readline(_PIECE), b""):
        try:
            decoder.decode(piece)
        except UnicodeDecodeError:
            return line
        line += piece.endswith(b"\n")
    return line
