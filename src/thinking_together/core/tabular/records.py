"""The records of CSV text one at a time, so that a file of any size is read in little memory."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from thinking_together.core.tabular.limits import USUAL, Limits
from thinking_together.core.tabular.refused import FileRefused
from thinking_together.core.tabular.textstream import TextSource

csv.field_size_limit(USUAL.cell)
_MOST_LINES_A_ROW = 10  # beyond the rows, lines that hold nothing: a file of nothing but line ends comes to an end


class Records:
    """Iterates over ``(line, cells)``: the line on which a record begins, and its cells.

    ``FileRefused`` where the text is no CSV, or a record or the file is past the limits. Blank records are passed on
    as they are.
    """

    def __init__(self, source: TextSource, limits: Limits = USUAL, delimiter: str = ",") -> None:
        self.source = source
        self.limits = limits
        self.delimiter = delimiter
        self.pieces: list[str] = []  # of the record that is being read
        self.length = 0
        self.start = 1
        self.header: list[str] = []
        self.reader = csv.reader(self._lines(), delimiter=delimiter, strict=True)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        rows = 0
        while True:
            self.pieces, self.length = [], 0
            self.start = self.reader.line_num + 1
            try:
                cells = next(self.reader, None)
            except csv.Error as error:
                raise self._refused(str(error)) from None
            if cells is None:
                return
            self.header = self.header or cells
            rows += any(cells)
            if rows > self.limits.rows + 1:  # and the header
                what = f"the file has more than {self.limits.rows:,} rows"
                raise FileRefused(what, "Split the file.", self.start)
            yield self.start, cells

    def _lines(self) -> Iterator[str]:
        for number, piece in enumerate(iter(lambda: self.source.readline(self.limits.row + 1), ""), start=1):
            self.pieces.append(piece)
            self.length += len(piece)
            if self.length > self.limits.row:
                what = f"the row that begins on line {self.start} has more than {self.limits.row:,} characters"
                raise FileRefused(what, "Check quotes and line ends here, or shorten it.", self.start, self._column())
            if number > _MOST_LINES_A_ROW * self.limits.rows:
                what = f"the file has more than {_MOST_LINES_A_ROW * self.limits.rows:,} lines"
                raise FileRefused(what, "Take out lines that hold nothing, or split the file.", number)
            yield piece

    def _refused(self, error: str) -> FileRefused:
        if "field larger than field limit" in error:
            what = f"a cell has more than {self.limits.cell:,} characters"
            return FileRefused(what, "Shorten it, or check the quotes before it.", self.start, self._column())
        row = self.start if "unexpected end of data" in error else self.reader.line_num
        return FileRefused(f"the CSV cannot be read: {error}", "Check quotes and separators here.", row)

    def _column(self) -> str | None:
        """The heading over the cell that is too long, or its number where it has none."""
        number = long_cell("".join(self.pieces), self.delimiter, self.limits.cell)
        if number is None:
            return None
        return self.header[number - 1][:60] if number <= len(self.header) else str(number)


def long_cell(text: str, delimiter: str, longest: int) -> int | None:
    """The number, counted from 1, of the first cell of a record that is longer than ``longest``; none where none is."""
    column, length = 1, 0
    for at, part in enumerate(text.split('"')):
        pieces = [part] if at % 2 else part.split(delimiter)  # every second part stands between quotes
        for place, piece in enumerate(pieces):
            if place:
                column, length = column + 1, 0
            length += len(piece)
            if length > longest:
                return column
    return None
