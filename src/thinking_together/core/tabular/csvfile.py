"""CSV and YAML files of a declared shape."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeVar

from thinking_together.core.tabular.columns import Code, columns_of, print_cell
from thinking_together.core.tabular.formula import guard
from thinking_together.core.tabular.writer import FolderWriter
from thinking_together.core.tabular.yamltext import print_yaml

Row = TypeVar("Row")


@dataclass(frozen=True)
class CsvFile(Generic[Row]):
    """One CSV file whose columns are the fields of ``row``; ``required`` files must be in the bundle."""

    name: str
    row: type[Row]
    help: str
    required: bool = False

    def write(self, writer: FolderWriter, rows: Iterable[Row]) -> None:
        """Writes the header and the rows in the order given; nothing at all for an optional file without rows."""
        rows = iter(rows)
        first = next(rows, None)
        if first is None and not self.required:
            return
        columns = columns_of(self.row)
        with writer.open_text(self.name) as out:
            sheet = csv.writer(out, lineterminator="\n")
            sheet.writerow(c.name for c in columns)
            for row in chain([] if first is None else [first], rows):
                cells = ((c, print_cell(c, getattr(row, c.name))) for c in columns)
                sheet.writerow(guard(text) if c.type in (str, Code) else text for c, text in cells)


@dataclass(frozen=True)
class YamlFile(Generic[Row]):
    """One YAML file that is a flat mapping whose keys are the fields of ``row``."""

    name: str
    row: type[Row]
    help: str
    required: bool = False

    def write(self, writer: FolderWriter, value: Row) -> None:
        document: dict[str, Any] = {}
        for c in columns_of(self.row):
            content = getattr(value, c.name)
            if content in (None, "", ()):
                continue
            if c.many:
                content = [print_cell(c, (part,)) for part in content]
            document[c.name] = str(content) if isinstance(content, Code) else content
        writer.write_text(self.name, print_yaml(document))
