"""The rows of one CSV file of a declared shape, every bad cell named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from thinking_together.core.tabular.columns import columns_of
from thinking_together.core.tabular.csvfile import CsvFile
from thinking_together.core.tabular.formula import unguard
from thinking_together.core.tabular.records import Records
from thinking_together.core.tabular.refused import FileRefused
from thinking_together.core.tabular.textstream import TextSource

if TYPE_CHECKING:
    from thinking_together.core.tabular.reading import Reading


class CsvRows:
    """Reads one file once. A row that cannot be read puts what its file defines in doubt, so that one fault is not
    told again by every file that refers to it.
    """

    def __init__(self, reading: Reading, file: CsvFile[Any]) -> None:
        self.reading = reading
        self.file = file
        self.columns = columns_of(file.row)
        self.defines = {c.defines for c in self.columns if c.defines}
        self.seen: dict[str, dict[Any, int]] = {c.name: {} for c in self.columns if c.unique}

    def problem(self, what: str, remedy: str, row: int | None = None, column: str | None = None) -> None:
        self.reading.problems.add(self.file.name, what, remedy, row=row, column=column)

    def doubt(self) -> None:
        self.reading.unsure |= self.defines

    def read(self, source: TextSource) -> list[tuple[int, Any]]:
        """The good rows with their lines; ``FileRefused`` where reading has to stop."""
        records = iter(Records(source, self.reading.folder.limits))
        _, header = next(records, (1, None))
        if header is None:
            raise FileRefused("the file is empty", "It needs at least its header line.")
        places = self._places([name.strip() for name in header])
        if places is None:
            self.doubt()
            return []
        rows = ((line, self._row(line, cells, len(header), places)) for line, cells in records)
        return [(line, row) for line, row in rows if row is not None]

    def _places(self, header: list[str]) -> dict[str, int] | None:
        if len(header) > self.reading.folder.limits.columns:
            raise FileRefused(f"the header has {len(header):,} columns", "Check commas and quotes here.", 1)
        names = [c.name for c in self.columns]
        missing = [c.name for c in self.columns if c.name not in header and not c.optional]
        unknown = [name for name in header if name not in names]
        doubled = sorted({name for name in header if header.count(name) > 1})
        for name in missing:
            self.problem("the column is missing", f"Add it. The columns are: {', '.join(names)}.", 1, name)
        for name in unknown:
            self.problem("the column is not known", f"The columns are: {', '.join(names)}.", 1, name[:60])
        for name in doubled:
            self.problem("the column stands twice", "Keep one.", 1, name[:60])
        return None if missing or unknown or doubled else {name: header.index(name) for name in header}

    def _row(self, line: int, cells: list[str], width: int, places: dict[str, int]) -> Any | None:
        if not any(cells):
            return None
        if len(cells) != width:
            self.problem(f"{len(cells)} cells where the header has {width}", "Check commas and quotes.", line)
            self.doubt()
            return None
        before = self.reading.problems.count
        values = {}
        for c in self.columns:
            cell = unguard(cells[places[c.name]]) if c.name in places else ""
            values[c.name] = self.reading.cell(self.file.name, line, c, cell)
            if c.unique:
                self._unique(line, c.name, values[c.name])
        if self.reading.problems.count > before or self._rests_on_a_fault(values):
            return None
        return self.file.row(**values)

    def _rests_on_a_fault(self, values: dict[str, Any]) -> bool:
        """Whether a row refers to what another fault has left undefined; it is left out and not told."""
        for c in self.columns:
            told = values[c.name] if c.many else (values[c.name],)
            if c.refers and any(v not in (None, "") and self.reading.is_unsure(c.refers, str(v)) for v in told or ()):
                self.reading.left_out += 1
                self.reading.unsure.update(c.defines for c in self.columns if c.defines)
                return True
        return False

    def _unique(self, line: int, name: str, value: Any) -> None:
        first = self.seen[name].setdefault(value, line)
        if value is not None and first != line:
            self.problem(f"'{str(value)[:60]}' stands already on line {first}", "Each may stand once.", line, name)
