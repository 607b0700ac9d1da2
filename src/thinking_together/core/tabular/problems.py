"""What is wrong with a file, said so that a person can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem at one place. ``row`` is the line a person sees in the file, counted from 1."""

    file: str
    row: int | None
    column: str | None
    what: str
    remedy: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.row or "", self.column or ""))
        return f"{place}: {self.what}. {self.remedy}"


@dataclass(slots=True)
class Problems:
    """Collects problems so that all of them are told at once, up to a limit a person can read."""

    found: list[Problem] = field(default_factory=list)
    limit: int = 1000
    count: int = 0  # all of them, those past the limit too

    def add(self, file: str, what: str, remedy: str, *, row: int | None = None, column: str | None = None) -> None:
        self.count += 1
        if len(self.found) < self.limit:
            self.found.append(Problem(file, row, column, what, remedy))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Adds problems that another reader has found."""
        for told in problems:
            self.add(told.file, told.what, told.remedy, row=told.row, column=told.column)

    def __bool__(self) -> bool:
        return bool(self.found)
