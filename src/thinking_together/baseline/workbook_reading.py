"""The recommendations of a baseline workbook, with every problem named by its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from thinking_together.baseline.headings import Layout, layout
from thinking_together.baseline.workbook import FIELDS, HEADINGS, WorkbookLine
from thinking_together.content.ng225 import section_of, shipped_ng225
from thinking_together.core.tabular import FileRefused, Problems
from thinking_together.core.tabular.xlsx import Sheet, read_sheets

HEADER_WITHIN = 40  # lines of a sheet among which its header is looked for
_NUMBER = re.compile(r"(?<![0-9.])[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,3}(?![0-9]|\.[0-9])")


def read_workbook(name: str, data: bytes, problems: Problems) -> list[WorkbookLine]:
    """Every recommendation in the workbook's order; problems are added for the file called ``name``."""
    try:
        sheets = read_sheets(data)
    except FileRefused as refused:
        problems.add(name, refused.what, refused.remedy)
        return []
    headed = [(sheet, at, found) for sheet in sheets for at, found in [_header(sheet)] if found is not None]
    if len(headed) != 1:
        _tell_sheets(name, [sheet.name for sheet, _, _ in headed], problems)
        return []
    sheet, at, found = headed[0]
    for unsure in found.unsure:
        problems.add(name, unsure.what, unsure.remedy, row=at, column=unsure.heading[:60])
    lines = _Lines(name, found, problems)
    for row, cells in sheet.rows:
        if row > at:
            lines.take(row, cells)
    return lines.read


def _header(sheet: Sheet) -> tuple[int, Layout | None]:
    for row, cells in sheet.rows[:HEADER_WITHIN]:
        found = layout(cells)
        if found.is_header:
            return row, found
    return 0, None


def _tell_sheets(name: str, headed: list[str], problems: Problems) -> None:
    needed = f"'{HEADINGS['label']}' and '{HEADINGS['number']}'"
    if headed:
        what = f"several sheets list recommendations: {', '.join(headed)[:200]}"
        problems.add(name, what, "Keep the recommendations in one sheet.")
    else:
        remedy = f"Use NICE's layout: one line of headings with at least {needed}."
        problems.add(name, f"no sheet has the headings {needed}", remedy)


@dataclass
class _Lines:
    """Takes the lines below the header one by one."""

    name: str
    layout: Layout
    problems: Problems
    read: list[WorkbookLine] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)

    def problem(self, row: int, what: str, remedy: str) -> None:
        self.problems.add(self.name, what, remedy, row=row, column=HEADINGS["number"])

    def take(self, row: int, cells: tuple[str, ...]) -> None:
        self._under_no_heading(row, cells)
        values = {name: cells[at] for name, at in self.layout.places.items() if at < len(cells)}
        extra = tuple((heading, cells[at]) for at, heading in self.layout.extra if at < len(cells) and cells[at])
        number = self._number(row, values, bool(extra))
        if number is None:
            return
        if not values.get("label"):
            self.problems.add(
                self.name,
                "the recommendation has no words",
                "Give it a short label.",
                row=row,
                column=HEADINGS["label"],
            )
        texts = {name: values.get(name, "") for name in FIELDS if name != "number"}
        self.read.append(WorkbookLine(number=number, extra=extra, headings=tuple(self.headings), **texts))
        self.headings = []

    def _under_no_heading(self, row: int, cells: tuple[str, ...]) -> None:
        """Nothing is left out quietly: a cell that no heading stands over is named."""
        headed = {*self.layout.places.values(), *(at for at, _ in self.layout.extra)}
        for at, cell in enumerate(cells):
            if cell and at not in headed and not self.layout.unsure:
                what = f"a cell in column {get_column_letter(at + 1)} stands under no heading"
                self.problem(row, what, "Give the column a heading, or empty the cell.")

    def _number(self, row: int, values: dict[str, str], extra: bool) -> str | None:
        """The recommendation's number; ``None`` for a heading, or after naming a problem."""
        label, reference = values.get("label", ""), values.get("number", "")
        found = set(_NUMBER.findall(reference)) or set(_NUMBER.findall(label.split(" ")[0]))
        if not found and not extra and not any(values[n] for n in values if n not in ("label", "number")):
            if reference or label:
                self.headings.append(f"{reference} {label}".strip())
            return None
        if len(found) != 1:
            what = f"'{reference[:60]}' names {len(found)} recommendations" if found else "the line has no number"
            self.problem(row, what, "Give each line the number of one recommendation, such as 1.14.1.")
            return None
        (number,) = found
        return number if self._known(row, number) else None

    def _known(self, row: int, number: str) -> bool:
        guideline = shipped_ng225()
        first = self.seen.setdefault(number, row)
        if first != row:
            self.problem(row, f"{number} stands already on line {first}", "Keep one of the two.")
            return False
        if guideline.section(section_of(number)) is None:
            last = guideline.sections[-1].number
            self.problem(row, f"{guideline.code} has no section {section_of(number)}", f"Sections are 1.1 to {last}.")
            return False
        return True
