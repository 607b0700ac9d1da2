"""A CSV file of counts, read for ``rates``: every bad row is named with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from thinking_together.core.tabular import FileRefused, Folder
from thinking_together.core.tabular.limits import USUAL
from thinking_together.core.tabular.problems import Problems
from thinking_together.core.tabular.records import Records

LARGEST = 1e15
SMALLEST = 1e-6
MOST_EVENTS = 400  # in one person, in one period
FREQUENCIES = "frequencies"
WORDS = ("group", FREQUENCIES)
_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class CountRow:
    """One row of the file. ``line`` is where it begins; ``group`` and ``standard`` are for standardised rates.

    ``squared`` is the sum over people of their number of events squared, where the file has event frequencies.
    """

    line: int
    numerator: float
    denominator: float
    group: str = ""
    standard: float = 0.0
    squared: float | None = None


@dataclass(frozen=True, slots=True)
class CountsFile:
    """A file of counts that is read row by row, as often as its rows are asked for, in little memory.

    ``grouped`` asks for the columns of a standardised rate, and takes ``frequencies`` where the file has it: the
    numbers of people with one event, two events and so on. ``share`` refuses a numerator above its denominator.
    Further columns are passed over. Rows of one group may stand anywhere, so that a grouped file has to be held: it
    may have as many rows as other files; any other may have as many as its size allows.
    """

    path: Path
    grouped: bool
    share: bool

    def rows(self, problems: Problems) -> Iterator[CountRow]:
        """The good rows in order, while what is wrong goes to ``problems``."""
        wanted = ("group", "numerator", "denominator", "standard") if self.grouped else ("numerator", "denominator")
        offered = (FREQUENCIES,) if self.grouped else ()
        reader = _Reader(self.path.name, problems, wanted, offered, self.share)
        limits = USUAL if self.grouped else replace(USUAL, rows=USUAL.file)
        try:
            folder = Folder(self.path.resolve().parent, limits)
            with folder.open_text(self.path.resolve().name) as text:
                yield from reader.read(iter(Records(text, limits)))
        except FileRefused as refused:
            problems.add(self.path.name, refused.what, refused.remedy, row=refused.row, column=refused.column)


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str
    problems: Problems
    wanted: tuple[str, ...]
    offered: tuple[str, ...]
    share: bool

    def problem(self, what: str, remedy: str, line: int | None = None, column: str | None = None) -> None:
        self.problems.add(self.file, what, remedy, row=line, column=column)

    def read(self, records: Iterator[tuple[int, list[str]]]) -> Iterator[CountRow]:
        _, header = next(records, (1, []))
        if not any(header):
            self.problem("the file is empty", f"It needs a first line: {','.join(self.wanted)}.")
            return
        places = self._places(header)
        if places is None:
            return
        found = False
        for row in self._rows(records, len(header), places):
            found = True
            yield row
        if not found and not self.problems:
            self.problem("there are no rows below the first line", "Add at least one row.")

    def _places(self, header: Sequence[str]) -> dict[str, int] | None:
        names = [name.strip().lower() for name in header]
        for name in self.wanted:
            if names.count(name) != 1:
                what = "the column is missing" if name not in names else "the column stands twice"
                self.problem(what, f"The first line needs once: {','.join(self.wanted)}.", 1, name)
        for name in self.offered:
            if names.count(name) > 1:
                self.problem("the column stands twice", "Keep one of them.", 1, name)
        there = (*self.wanted, *(name for name in self.offered if name in names))
        return None if self.problems else {name: names.index(name) for name in there}

    def _rows(self, records: Iterator[tuple[int, list[str]]], width: int, places: dict[str, int]) -> Iterator[CountRow]:
        for line, cells in records:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != width:
                remedy = "Check commas and quotes; write numbers without thousands separators."
                self.problem(f"{len(cells)} cells where the first line has {width}", remedy, line)
                continue
            row = self._row(line, {name: cells[place].strip() for name, place in places.items()})
            if row:
                yield row

    def _row(self, line: int, cells: dict[str, str]) -> CountRow | None:
        numbers = {name: self._number(line, name, text) for name, text in cells.items() if name not in WORDS}
        numerator, denominator = numbers["numerator"], numbers["denominator"]
        group, standard = cells.get("group", ""), numbers.get("standard", 0.0)
        if "group" in cells and not group:
            self.problem("the cell is empty", "Name the group of the row.", line, "group")
            return None
        if numerator is None or denominator is None or standard is None:
            return None
        if self.share and numerator > denominator > 0:
            what = f"the numerator {numerator:g} is greater than the denominator {denominator:g}"
            self.problem(what, "A proportion is a part of its denominator: check both.", line, "numerator")
            return None
        squared = None
        if FREQUENCIES in cells:
            squared = self._squared(line, numerator, cells[FREQUENCIES])
            if squared is None:
                return None
        return CountRow(line, numerator, denominator, group, standard, squared)

    def _squared(self, line: int, numerator: float, text: str) -> float | None:
        """The sum of squares that ``12 3 1`` means: twelve people with one event, three with two, one with three."""
        people = text.split()
        remedy = "Write how many people had one event, two events and so on, such as 12 3 1."
        if not people and numerator:
            self.problem("the cell is empty", remedy, line, FREQUENCIES)
            return None
        if len(people) > MOST_EVENTS or not all(re.fullmatch(r"[0-9]{1,12}", number) for number in people):
            self.problem(f"'{text[:40]}' is not a list of whole numbers", remedy, line, FREQUENCIES)
            return None
        events = sum(at * int(number) for at, number in enumerate(people, start=1))
        if events != numerator:
            what = f"these people have {events} events, the numerator is {numerator:g}"
            self.problem(what, "Both count the same events: check them.", line, FREQUENCIES)
            return None
        return float(sum(at * at * int(number) for at, number in enumerate(people, start=1)))

    def _number(self, line: int, column: str, text: str) -> float | None:
        wrong = _wrong(text)
        if wrong:
            self.problem(wrong, "Write a number of 0 or more, such as 12 or 350.5.", line, column)
            return None
        return float(text)


def _wrong(text: str) -> str:
    """What is wrong with a cell that should hold a number; empty where nothing is."""
    if not text:
        return "the cell is empty"
    if len(text) > 40 or not _NUMBER.fullmatch(text):
        return f"'{text[:40]}' is not a number"
    value = float(text)
    if value < 0:
        return f"{text} is negative"
    if value > LARGEST or 0 < value < SMALLEST:
        return f"{text} is too {'large' if value > 1 else 'small'} to be a count"
    return ""
