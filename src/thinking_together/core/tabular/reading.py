"""One pass over a folder: values out, problems collected, names known so far."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from heapq import nsmallest
from typing import Any, TypeVar

import yaml

from thinking_together.core.tabular.columns import Column, columns_of, parse_cell
from thinking_together.core.tabular.csvfile import CsvFile, YamlFile
from thinking_together.core.tabular.folder import FileRefused, Folder
from thinking_together.core.tabular.formula import unguard
from thinking_together.core.tabular.problems import Problems

Row = TypeVar("Row")
MOST_ROWS = 1_000_000
csv.field_size_limit(1024 * 1024)


class PlainLoader(yaml.SafeLoader):
    """The safe loader without aliases: a few lines of them can stand for more than fits in memory."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, "an alias (*name) stands here, which is not read", mark)
        return super().compose_node(parent, index)


@dataclass
class Reading:
    """Reads declared files of a folder.

    ``known`` holds sets of names by kind (``sector``, ``partner``, ``text`` …): a column with ``defines`` adds to
    them, one with ``refers`` must find its values there. Where a definition itself cannot be read, its kind is
    ``unsure``: what refers to it is not told as a problem of its own, so that a fault is named where it is and once.
    Nothing is written anywhere.
    """

    folder: Folder
    problems: Problems = field(default_factory=Problems)
    known: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unsure: set[str] = field(default_factory=set)
    left_out: int = 0  # rows that rest on what a fault has left undefined
    used: set[str] = field(default_factory=set)
    lengths: dict[str, int] = field(default_factory=dict)  # code points of each text in known["text"]

    def offers_text(self, ref: str, length: int) -> None:
        """Tells later parts that a text of this name and length will exist."""
        self.known["text"].add(ref)
        self.lengths[ref] = length

    def knows(self, kind: str, value: str) -> bool:
        """Whether a name of this kind is defined, or could be by what cannot be read."""
        return value in self.known[kind] or self.is_unsure(kind, value)

    def is_unsure(self, kind: str, value: str) -> bool:
        """Whether a name that is not defined may be missing because of a fault told elsewhere.

        A text's name begins with the phase that offers it.
        """
        if value in self.known[kind]:
            return False
        return kind in self.unsure or (kind == "text" and f"text/{value.partition('/')[0]}" in self.unsure)

    def text(self, name: str, *, required: bool = False) -> str | None:
        """A whole file as text, or ``None`` after naming the problem (a missing optional file is none)."""
        self.used.add(name)
        try:
            if not required and not self.folder.has(name):
                return None
            return self.folder.read_text(name)
        except FileRefused as refused:
            self.problems.add(name, refused.what, refused.remedy)
            return None

    def data(self, name: str, *, required: bool = False) -> bytes | None:
        """A whole file as bytes, or ``None`` as for ``text``."""
        self.used.add(name)
        try:
            if not required and not self.folder.has(name):
                return None
            return self.folder.read_bytes(name)
        except FileRefused as refused:
            self.problems.add(name, refused.what, refused.remedy)
            return None

    def rows(self, file: CsvFile[Row]) -> list[tuple[int, Row]]:
        """The good rows with the line each starts on; every bad cell is named in ``problems``."""
        before = self.problems.count
        text = self.text(file.name, required=file.required)
        found = [] if text is None else _CsvRows(self, file).read(text)
        if not found and self.problems.count > before:
            self.unsure.update(c.defines for c in columns_of(file.row) if c.defines)
        return found

    def values(self, file: CsvFile[Row]) -> list[Row]:
        """The good rows without their lines."""
        return [row for _, row in self.rows(file)]

    def mapping(self, file: YamlFile[Row]) -> Row | None:
        """The one value of a YAML file, or ``None`` after naming its problems."""
        text = self.text(file.name, required=file.required)
        return None if text is None else self.mapping_in(file, text)

    def mapping_in(self, file: YamlFile[Row], text: str) -> Row | None:
        """The same of a YAML text that stands inside a file, such as front matter; an empty text is a problem."""
        before = self.problems.count
        document = self.yaml(file.name, text)
        return None if self.problems.count > before else _mapping(self, file, document)

    def yaml(self, name: str, text: str) -> Any:
        """A YAML document by the safe loader, or ``None`` after naming the problem."""
        try:
            return yaml.load(text, PlainLoader)  # noqa: S506 - a SafeLoader, made stricter
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            what = getattr(error, "problem", None) or "the YAML cannot be read"
            self.problems.add(name, what, "Correct the YAML at this line.", row=mark.line + 1 if mark else None)
            return None

    def cell(self, file: str, line: int, column: Column, text: str) -> Any:
        """One parsed cell; ``None`` after naming the problem."""
        try:
            value = parse_cell(column, text)
        except ValueError as error:
            self.problems.add(file, str(error), f"{column.help}.", row=line, column=column.name)
            if column.defines:
                self.unsure.add(column.defines)
            return None
        for one in value if column.many else (value,):
            self._names(file, line, column, one)
        return value

    def _names(self, file: str, line: int, column: Column, value: Any) -> None:
        if value in (None, ""):
            return
        if column.refers and not self.knows(column.refers, str(value)):
            have = ", ".join(nsmallest(8, self.known[column.refers])) or "none"
            self.problems.add(
                file,
                f"unknown {column.refers} '{str(value)[:60]}'",
                f"Use one that the bundle defines ({have} …) or define it.",
                row=line,
                column=column.name,
            )
        if column.defines:
            self.known[column.defines].add(str(value))


class _CsvRows:
    def __init__(self, reading: Reading, file: CsvFile[Any]) -> None:
        self.reading = reading
        self.file = file
        self.columns = columns_of(file.row)
        self.seen: dict[str, dict[Any, int]] = {c.name: {} for c in self.columns if c.unique}

    def problem(self, what: str, remedy: str, row: int | None = None, column: str | None = None) -> None:
        self.reading.problems.add(self.file.name, what, remedy, row=row, column=column)

    def read(self, text: str) -> list[tuple[int, Any]]:
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        out: list[tuple[int, Any]] = []
        try:
            header = next(lines, None)
            if header is None:
                self.problem("the file is empty", "It needs at least its header line.")
                return []
            places = self._places([name.strip() for name in header])
            if places is None:
                return []
            start = lines.line_num + 1
            for cells in lines:
                row = self._row(start, cells, len(header), places)
                if row is not None:
                    out.append((start, row))
                start = lines.line_num + 1
                if len(out) > MOST_ROWS:
                    self.problem(f"more than {MOST_ROWS} rows", "Split the file.")
                    return []
        except csv.Error as error:
            self.problem(f"the CSV cannot be read: {error}", "Check quotes and separators here.", lines.line_num)
        return out

    def _places(self, header: list[str]) -> dict[str, int] | None:
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
            self.reading.unsure.update(c.defines for c in self.columns if c.defines)
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


def _mapping(reading: Reading, file: YamlFile[Any], document: Any) -> Any | None:
    columns = columns_of(file.row)
    names = [c.name for c in columns]
    if not isinstance(document, dict):
        reading.problems.add(file.name, "the file is not a mapping", f"Write lines like '{names[0]}: …'.")
        return None
    before = reading.problems.count
    for name in document:
        if name not in names:
            reading.problems.add(
                file.name, "the key is not known", f"The keys are: {', '.join(names)}.", column=str(name)[:60]
            )
    values = {}
    for c in columns:
        values[c.name] = reading.cell(file.name, 1, c, _plain(document.get(c.name)))
    return None if reading.problems.count > before else file.row(**values)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "|".join(_plain(part) for part in value)
    return value.isoformat() if isinstance(value, date) else str(value).strip()
