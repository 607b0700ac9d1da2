"""That a file cannot be used, said so that a person can put it right."""

from __future__ import annotations


class FileRefused(Exception):
    """What is wrong, what to do, and where the place is known the line and the column."""

    def __init__(self, what: str, remedy: str, row: int | None = None, column: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.row = row
        self.column = column
