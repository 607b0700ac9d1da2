"""A file of answers as it stands: a heading and rows of text, checked for shape only."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass

from thinking_together.core.tabular import FileRefused, Limits, Problem
from thinking_together.core.tabular.formula import unguard
from thinking_together.core.tabular.limits import USUAL
from thinking_together.core.tabular.records import Records
from thinking_together.core.tabular.textstream import TextSource

MOST_COLUMNS = USUAL.columns
_MOST_TOLD = 50


class AnswersError(ValueError):
    """A file of answers cannot be used; ``problems`` names every place and its remedy."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """``rows[i]`` begins on line ``lines[i]`` of ``file`` and has one cell for each name in ``header``."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def column(self, name: str) -> list[str]:
        """The cells of a column without the spaces around them."""
        place = self.header.index(name)
        return [row[place].strip() for row in self.rows]


def read_answer_table(source: str | TextSource, file: str, limits: Limits = USUAL) -> AnswerTable:
    """The table in CSV text (parted by commas, semicolons or tabs); ``AnswersError`` names every problem of shape."""
    try:
        return _Table(source, file, limits).read()
    except FileRefused as refused:
        problem = Problem(file, refused.row, refused.column, refused.what, refused.remedy)
        raise AnswersError([problem]) from None


class _Table:
    """Reads row by row. A cell that stands a thousand times is kept once."""

    def __init__(self, source: str | TextSource, file: str, limits: Limits) -> None:
        text = io.StringIO(source, newline="") if isinstance(source, str) else source
        first = text.readline(limits.row + 1)
        self.file = file
        self.records = iter(Records(_Again(first, text), limits, _delimiter(first)))
        self.problems: list[Problem] = []
        self.kept: dict[str, str] = {}

    def read(self) -> AnswerTable:
        _, cells = next(self.records, (1, []))
        header = tuple(unguard(name.strip()) for name in cells)
        self.problems += _header_problems(header, self.file)
        rows: list[tuple[str, ...]] = []
        lines: list[int] = []
        for line, cells in self.records:
            if not any(cells):
                continue
            if len(cells) != len(header):
                what = f"{len(cells)} cells where the heading has {len(header)}"
                remedy = "Check separators and quotation marks in this row."
                self.problems.append(Problem(self.file, line, None, what, remedy))
            if not self.problems:
                rows.append(tuple(map(self.kept.setdefault, cells, cells)))
                lines.append(line)
            elif len(self.problems) >= _MOST_TOLD:
                break
        if self.problems:
            raise AnswersError(self.problems[:_MOST_TOLD])
        if not rows:
            what = "there are no answers below the heading"
            raise AnswersError([Problem(self.file, 2, None, what, "Export them again.")])
        return AnswerTable(self.file, header, tuple(rows), tuple(lines))


@dataclass(slots=True)
class _Again:
    """A source whose first line was looked at already."""

    first: str
    rest: TextSource

    def readline(self, size: int = -1, /) -> str:
        line, self.first = self.first, ""
        return line or self.rest.readline(size)


def _delimiter(first: str) -> str:
    """The separator that the heading holds most often outside quotation marks."""
    outside = "".join(first.split('"')[::2])
    counts = {mark: outside.count(mark) for mark in (",", ";", "\t")}
    return max(counts, key=lambda mark: counts[mark])


def _header_problems(header: tuple[str, ...], file: str) -> list[Problem]:
    if not any(header):
        return [Problem(file, 1, None, "the file is empty", "It needs a heading and a row for each response.")]
    if len(header) > MOST_COLUMNS:
        return [Problem(file, 1, None, f"{len(header)} columns; at most {MOST_COLUMNS} are read", "Leave some out.")]
    problems = [
        Problem(file, 1, str(place), f"column {place} has no heading", "Name it or take it out.")
        for place, name in enumerate(header, start=1)
        if not name
    ]
    for name, times in Counter(header).items():
        if name and times > 1:
            what = f"the heading stands {times} times"
            problems.append(Problem(file, 1, name[:80], what, "Rename the columns so that each stands once."))
    return problems
