"""One row of a download as an observation, or its problems."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from thinking_together.core.tabular import Problems
from thinking_together.core.tabular.formula import unguard
from thinking_together.local_data.layouts import FINGERTIPS, NUMBERS, SHORT, Header
from thinking_together.local_data.numbers import MISSING_NUMBER, is_missing, parse_number
from thinking_together.local_data.observation import Layout, Observation, Parent

_NOT_TEXT = (*NUMBERS, "unit", "parent", "parent_name", "compared_parent")
_TEXTS = tuple(field for field, _ in dict((*FINGERTIPS, *SHORT)).items() if field not in _NOT_TEXT)
_AREA = re.compile(r"[A-Za-z0-9_.\-]{1,20}")
_SORTABLE = re.compile(r"\d{4,8}")
_AGES_IN_NAME = re.compile(r"\((\d{1,3}) ?(?:-|to) ?(\d{1,3})(?: ?(?:years|yrs))\)")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row and the line it begins on."""

    line: int
    cells: list[str]


class RowReader:
    """Turns the rows below one header into observations. ``indicator`` is the ID where no column tells it."""

    def __init__(self, file: str, header: Header, problems: Problems, indicator: str) -> None:
        self.file = file
        self.header = header
        self.problems = problems
        self.indicator = indicator
        self.short_rows = 0
        self.kept: dict[str, str] = {}  # names of areas and indicators stand in every row, and once in memory

    def observation(self, row: Row) -> Observation | None:
        """The observation, or ``None`` after naming every problem of the row."""
        before = self.problems.count
        if not self._widened(row):
            return None
        values: dict[str, Any] = {field: self._text(row, field) for field in _TEXTS}
        values |= {field: self._number(row, field) for field in NUMBERS}
        if self.header.layout is Layout.SHORT:
            values |= self._told_by_name(row, values["name"])
        self._check(row, values)
        under = [self._text(row, field) for field in ("parent", "parent_name", "compared_parent")]
        if self.problems.count > before:
            return None
        return Observation(**values, parents=(Parent(*under),) if any(under) else (), line=row.line)

    def _problem(self, row: Row, field: str, what: str, remedy: str) -> None:
        self.problems.add(self.file, what, remedy, row=row.line, column=self.header.heading(field))

    def _widened(self, row: Row) -> bool:
        """Old downloads leave the last field out of data rows; other widths have lost a comma or quote."""
        width = len(self.header.headings)
        if len(row.cells) == width:
            return True
        if len(row.cells) == width - 1 and self._ends_in_place(row):
            row.cells.append("")
            self.short_rows += 1
            return True
        self.problems.add(
            self.file,
            f"{len(row.cells)} fields where the header has {width}",
            "Check commas and quotes on this line, or download the file again.",
            row=row.line,
        )
        return False

    def _ends_in_place(self, row: Row) -> bool:
        """Whether a short row lacks only its last field: the sortable period still stands in its place."""
        place = self.header.places.get("sortable")
        return place is not None and bool(_SORTABLE.fullmatch(row.cells[place].strip()))

    def _cell(self, row: Row, field: str) -> str:
        place = self.header.places.get(field)
        return "" if place is None else unguard(row.cells[place].strip())

    def _text(self, row: Row, field: str) -> str:
        text = " ".join(self._cell(row, field).split())
        return self.kept.setdefault(text, text)

    def _number(self, row: Row, field: str) -> float | None:
        try:
            value = parse_number(self._cell(row, field))
        except ValueError as error:
            self._problem(row, field, str(error), "Write a plain number, or leave the cell blank if missing.")
            return None
        if value is None or value >= 0 or field not in ("count", "denominator"):
            return value
        if value != MISSING_NUMBER:
            what = f"{value:g} is below 0, which a count cannot be"
            self._problem(row, field, what, "Correct it, or leave the cell blank if missing.")
        return None

    def _told_by_name(self, row: Row, name: str) -> dict[str, str]:
        """The short layout has no ID, sex or age: file name, ``unit`` and the indicator's name tell them."""
        ages = _AGES_IN_NAME.search(name)
        return {
            "indicator": self.indicator,
            "sex": self._text(row, "unit"),
            "age": f"{ages.group(1)}-{ages.group(2)} yrs" if ages else "",
        }

    def _check(self, row: Row, values: dict[str, Any]) -> None:
        if not _AREA.fullmatch(values["area"]):
            what = f"'{values['area'][:30]}' is no area code"
            self._problem(row, "area", what, "Use the ONS code, such as E92000001.")
        if is_missing(values["period"]):
            self._problem(row, "period", "the time period is empty", "Every figure needs its period.")
        if self.header.layout is not Layout.SHORT and is_missing(values["indicator"]):
            self._problem(row, "indicator", "the indicator ID is empty", "Every figure needs its indicator.")
        if values["sortable"] and not _SORTABLE.fullmatch(values["sortable"]):
            what = f"'{values['sortable'][:30]}' is no sortable period, so this line's fields are shifted"
            self._problem(row, "sortable", what, "Check commas and quotes, or download the file again.")
