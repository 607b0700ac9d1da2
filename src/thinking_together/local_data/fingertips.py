"""Reads any Fingertips download, old or new, and the shorter layout made from one.

Pure: text in, ``Download`` out, every problem named with its line and column. The quirks it knows stand in
``docs/guides/local-data.md``; it adds nothing up, and what is missing stays missing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from thinking_together.core.tabular import FileRefused, Folder, Limits, Problem, Problems
from thinking_together.core.tabular.records import Records
from thinking_together.core.tabular.textstream import TextSource
from thinking_together.local_data.layouts import Header, read_header
from thinking_together.local_data.observation import Download
from thinking_together.local_data.repeats import distinct, without_missing_numbers
from thinking_together.local_data.rows import Row, RowReader

LIMITS = Limits(rows=1_000_000)  # of a file that is looked at by itself; a bundle has its own


class DownloadRefused(Exception):
    """The file cannot be used; ``problems`` names every reason."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def read_file(path: Path) -> Download:
    """Reads a download from disk; ``DownloadRefused`` names each problem as file, line, column and remedy."""
    path = path.resolve()
    problems = Problems()
    download = None
    try:
        if not path.is_file():
            raise FileRefused("there is no such file", "Name the CSV file of a download.")
        with Folder(path.parent).open_text(path.name) as text:
            download = read_text(path.name, text, problems)
    except FileRefused as refused:
        problems.add(path.name, refused.what, refused.remedy, row=refused.row, column=refused.column)
    if download is None or problems:
        raise DownloadRefused(problems.found)
    return download


def read_text(file: str, text: str | TextSource, problems: Problems, limits: Limits = LIMITS) -> Download | None:
    """Reads a download's text; ``None`` after naming problems. One problem does not hide the next."""
    before = problems.count
    source = io.StringIO(text, newline="") if isinstance(text, str) else text
    lines = _lines(file, Records(source, limits), problems)
    first = next(lines, None)
    if first is None:
        if problems.count == before:
            problems.add(file, "the file is empty", "Download it again; it needs at least its header line.")
        return None
    header = read_header(first.cells)
    if not _header_is_good(file, header, problems):
        return None
    rows = RowReader(file, header, problems, indicator_in(file))
    observations = [made for row in lines if (made := rows.observation(row)) is not None]
    if not observations and problems.count == before:
        problems.add(file, "the file has a header and no data rows", "Download it again.", row=1)
    observations = without_missing_numbers(observations)
    kept = distinct(file, observations, problems)
    if problems.count > before:
        return None
    return Download(
        file=file,
        layout=header.layout,
        columns=len(header.headings),
        rows=len(observations),
        short_rows=rows.short_rows,
        missing=sum(o.value is None for o in observations),
        observations=tuple(kept),
        ignored_columns=header.ignored,
    )


def indicator_in(file: str) -> str:
    """The indicator ID that a file name tells (``…_indicator_90813.csv``, ``90813.csv``), else empty."""
    stem = Path(file).stem.lower()
    named = re.search(r"indicator[ _\-]?(\d{2,6})(?!\d)", stem)
    if named:
        return named.group(1)
    alone = re.findall(r"(?<!\d)\d{5}(?!\d)", stem)
    return alone[0] if len(alone) == 1 else ""


def _lines(file: str, records: Records, problems: Problems) -> Iterator[Row]:
    """Rows that hold anything, each with the line it begins on (names may contain line breaks)."""
    try:
        for line, cells in records:
            if any(cell.strip() for cell in cells):
                yield Row(line, cells)
    except FileRefused as refused:
        problems.add(file, refused.what, refused.remedy, row=refused.row, column=refused.column)


def _header_is_good(file: str, header: Header, problems: Problems) -> bool:
    for heading in header.missing:
        problems.add(
            file,
            "the column is missing",
            "Use a Fingertips download of 26 or 27 columns, or the short layout that begins with area_code.",
            row=1,
            column=heading,
        )
    for heading in header.doubled:
        problems.add(file, "the column stands twice", "Keep one of them.", row=1, column=heading)
    return not header.missing and not header.doubled
