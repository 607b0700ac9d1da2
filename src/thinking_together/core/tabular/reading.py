"""One pass over a folder: values out, problems collected, names known so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any, TypeVar

from thinking_together.core.tabular.columns import Column, parse_cell
from thinking_together.core.tabular.csvfile import CsvFile, YamlFile
from thinking_together.core.tabular.csvrows import CsvRows
from thinking_together.core.tabular.folder import Folder
from thinking_together.core.tabular.problems import Problems
from thinking_together.core.tabular.refused import FileRefused
from thinking_together.core.tabular.textstream import TextStream
from thinking_together.core.tabular.yamlmapping import read_mapping

Row = TypeVar("Row")


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

    def refused(self, name: str, refused: FileRefused) -> None:
        """Names the problem that keeps a file from being used."""
        self.problems.add(name, refused.what, refused.remedy, row=refused.row, column=refused.column)

    @contextmanager
    def stream(self, name: str, *, required: bool = False) -> Iterator[TextStream | None]:
        """A file's text to be read piece by piece, or ``None`` as for ``text``; ``FileRefused`` inside is named."""
        self.used.add(name)
        with ExitStack() as stack:
            text = None
            try:
                if required or self.folder.has(name):
                    text = stack.enter_context(self.folder.open_text(name))
            except FileRefused as refused:
                self.refused(name, refused)
            try:
                yield text
            except FileRefused as refused:
                self.refused(name, refused)

    def text(self, name: str, *, required: bool = False, largest: int | None = None) -> str | None:
        """A whole document as text, or ``None`` after naming the problem (a missing optional file is none)."""
        self.used.add(name)
        try:
            if not required and not self.folder.has(name):
                return None
            return self.folder.read_text(name, largest)
        except FileRefused as refused:
            self.refused(name, refused)
            return None

    def data(self, name: str, *, required: bool = False) -> bytes | None:
        """A whole document as bytes, or ``None`` as for ``text``."""
        self.used.add(name)
        try:
            if not required and not self.folder.has(name):
                return None
            return self.folder.read_bytes(name)
        except FileRefused as refused:
            self.refused(name, refused)
            return None

    def names(self, below: str, suffix: str) -> list[str]:
        """Names directly in a subfolder that end in ``suffix``, sorted; none after naming what is wrong with it."""
        try:
            return self.folder.names(below, suffix)
        except FileRefused as refused:
            self.refused(below, refused)
            return []

    def rows(self, file: CsvFile[Row]) -> list[tuple[int, Row]]:
        """The good rows with the line each starts on; every bad cell is named in ``problems``."""
        rows = CsvRows(self, file)
        before = self.problems.count
        found: list[tuple[int, Row]] | None = None
        with self.stream(file.name, required=file.required) as text:
            found = None if text is None else rows.read(text)
        if not found and self.problems.count > before:
            rows.doubt()
        return found or []

    def values(self, file: CsvFile[Row]) -> list[Row]:
        """The good rows without their lines."""
        return [row for _, row in self.rows(file)]

    def mapping(self, file: YamlFile[Row]) -> Row | None:
        """The one value of a YAML file, or ``None`` after naming its problems."""
        text = self.text(file.name, required=file.required, largest=self.folder.limits.yaml)
        return None if text is None else self.mapping_in(file, text)

    def mapping_in(self, file: YamlFile[Row], text: str) -> Row | None:
        """The same of a YAML text that stands inside a file, such as front matter; an empty text is a problem."""
        value: Row | None = read_mapping(self, file, text)
        return value

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
