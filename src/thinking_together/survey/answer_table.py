"""A file of answers as it stands: a heading and rows of text, checked for shape only."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

from thinking_together.core.tabular import Problem
from thinking_together.core.tabular.formula import unguard

MOST_COLUMNS = 2_000
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


def read_answer_table(text: str, file: str) -> AnswerTable:
    """The table in CSV text (parted by commas, semicolons or tabs); ``AnswersError`` names every problem of shape."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    problems: list[Problem] = []
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    header: tuple[str, ...] = ()
    try:
        header = tuple(unguard(name.strip()) for name in next(reader, []))
        problems += _header_problems(header, file)
        start = reader.line_num + 1
        for cells in reader:
            if any(cells) and len(cells) != len(header):
                what = f"{len(cells)} cells where the heading has {len(header)}"
                problems.append(Problem(file, start, None, what, "Check separators and quotation marks in this row."))
            elif any(cells):
                rows.append(tuple(cells))
                lines.append(start)
            start = reader.line_num + 1
    except csv.Error as error:
        what = f"the CSV cannot be read: {error}"
        problems.append(Problem(file, reader.line_num, None, what, "Check the quotation marks here."))
    if problems:
        raise AnswersError(problems[:_MOST_TOLD])
    if not rows:
        raise AnswersError([Problem(file, 2, None, "there are no answers below the heading", "Export them again.")])
    return AnswerTable(file, header, tuple(rows), tuple(lines))


def _delimiter(text: str) -> str:
    """The separator that the heading holds most often outside quotation marks."""
    first = text.split("\n", 1)[0]
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
