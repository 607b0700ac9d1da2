"""How much is read of what somebody hands in. What is past a limit is refused, never cut."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes of files are in bytes, those of rows and cells in characters.

    A file of rows is read row by row, so it may be large; a ``document`` (Markdown, RIS, a codebook, a workbook) is
    held whole; a ``yaml`` is held several times over. ``bundle`` is all files together, ``archive`` the packed file.
    """

    file: int = 200 * MEBIBYTE
    document: int = 16 * MEBIBYTE
    yaml: int = 1 * MEBIBYTE
    bundle: int = 500 * MEBIBYTE
    archive: int = 200 * MEBIBYTE
    files: int = 5_000
    depth: int = 8
    rows: int = 300_000
    columns: int = 2_000
    cell: int = 1 * MEBIBYTE
    row: int = 4 * MEBIBYTE


USUAL = Limits()


def in_words(size: int) -> str:
    """``200 MiB``, ``900 bytes``."""
    if size >= MEBIBYTE:
        return f"{size // MEBIBYTE} MiB"
    return f"{size // 1024} KiB" if size >= 1024 else f"{size} bytes"
