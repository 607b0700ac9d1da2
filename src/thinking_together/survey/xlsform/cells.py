"""The rows of a form's sheets by the headings of their columns; what is not read is told by sheet, row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from thinking_together.core.tabular import Problem
from thinking_together.core.tabular.xlsx import Sheet
from thinking_together.survey.form.wording import PLACEHOLDER

_SAID = ("label", "hint")
_SAY = "Word it without the answer: everybody reads the same words."
UNREAD_SHEETS = ("external_choices", "entities", "osm", "cascades")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number and its cells by heading, those left empty not among them."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def word(self, heading: str) -> str:
        """A cell in which space around does not count."""
        return self.cells.get(heading, "").strip()

    def text(self, heading: str) -> str:
        return self.cells.get(heading, "")


@dataclass
class Told:
    """Problems found in one file so far."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, sheet: str, row: int | None, column: str | None, what: str, remedy: str) -> None:
        self.problems.append(Problem(f"{self.file}, sheet {sheet}", row, column, what, remedy))

    def at(self, line: Line, column: str | None, what: str, remedy: str) -> None:
        self.add(line.sheet, line.number, column, what, remedy)


def named_sheets(sheets: list[Sheet], told: Told) -> dict[str, Sheet]:
    """By name; those that change what a form asks and are not read are told."""
    found: dict[str, Sheet] = {}
    for sheet in sheets:
        name = sheet.name.strip().casefold()
        if name in UNREAD_SHEETS and sheet.rows:
            told.add(name, sheet.rows[0][0], None, f"the sheet '{name}' is not read", "Take it out.")
        if name in found:
            told.add(name, None, None, f"two sheets are called '{name}'", "Keep one.")
        found[name] = sheet
    return found


def lines_of(sheet: Sheet | None, read: tuple[str, ...], told: Told) -> list[Line]:
    """The rows below the headings. A filled cell in a column that is not ``read`` is told."""
    if sheet is None or not sheet.rows:
        return []
    name = sheet.name.strip().casefold()
    (at, header), *rows = sheet.rows
    headings = [_heading(cell) for cell in header]
    for heading in {h for h in headings if h and headings.count(h) > 1}:
        told.add(name, at, heading, f"two columns are called '{heading}'", "Keep one.")
    lines = []
    for number, cells in rows:
        filled = {h: cell for h, cell in zip(headings, cells, strict=True) if cell.strip() or (cell and h in read)}
        line = Line(name, number, {h: cell for h, cell in filled.items() if h in read})
        for heading, cell in _unread(filled, read):
            told.at(line, heading or None, *_refusal(heading, cell))
        for heading in (h for h in _SAID if PLACEHOLDER.search(filled.get(h, ""))):
            [answer, *_] = PLACEHOLDER.findall(filled[heading])
            told.at(line, heading, f"the answer {answer} inside '{heading}' is not read", _SAY)
        lines.append(line)
    return lines


def _unread(filled: Mapping[str, str], read: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return ((heading, cell) for heading, cell in filled.items() if heading not in read)


def _heading(cell: str) -> str:
    heading = cell.strip().casefold()
    return "list_name" if heading == "list name" else heading


def _refusal(heading: str, cell: str) -> tuple[str, str]:
    if not heading:
        return f"'{cell.strip()[:40]}' stands in a column without a heading", "Take it out, or give it a heading."
    if "::" in heading and not heading.startswith(("media", "bind", "body", "instance")):
        return f"'{heading}' is a translation", f"Leave one language, in the column '{heading.partition('::')[0]}'."
    return f"'{heading}' is not read", "Empty this cell, or take the column out."
