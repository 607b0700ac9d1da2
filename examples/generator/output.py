"""Writes files of a bundle in one stable form: the same content gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from thinking_together.core.tabular.formula import guard

TEXT = Path(__file__).parent / "text"


class Output:
    """The folder being written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.names: list[str] = []

    def data(self, name: str, data: bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.names.append(name)

    def text(self, name: str, text: str) -> None:
        self.data(name, text.encode())

    def rows(self, name: str, header: str, rows: Iterable[Sequence[Any]]) -> None:
        """A CSV file; ``header`` is its column names parted by spaces."""
        out = io.StringIO()
        sheet = csv.writer(out, lineterminator="\n")
        sheet.writerow(header.split())
        for row in rows:
            sheet.writerow(_cell(value) for value in row)
        self.text(name, out.getvalue())

    def copy(self, name: str) -> None:
        """An authored file of ``text/`` as it stands."""
        self.data(name, (TEXT / name).read_bytes())

    def beside(self, name: str) -> None:
        """An authored file that explains the bundle and is no part of it."""
        (self.root / name).write_bytes((TEXT / name).read_bytes())

    def describe(self, slug: str, title: str, created: str) -> None:
        """``datapackage.json``; to be called last."""
        document = {
            "format": "thinking-together-bundle",
            "version": 1,
            "name": slug,
            "title": f"INVENTED DATA: {title}",
            "created": created,
            "resources": [{"path": name} for name in sorted(self.names)],
        }
        self.text("datapackage.json", json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return "|".join(map(str, value))
    return guard(value) if isinstance(value, str) else str(value)
