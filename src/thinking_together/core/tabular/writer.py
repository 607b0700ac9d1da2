"""A folder of plain files written in one stable form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, TextIO

from thinking_together.core.tabular.names import folded


class FolderWriter:
    """Writes files below a root and remembers their names, so that the same content gives the same bytes.

    ``FileExistsError`` for a name that some systems could not tell from one written before.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.written: list[str] = []
        self._folded: dict[str, str] = {}

    def _place(self, name: str) -> Path:
        first = self._folded.setdefault(folded(name), name)
        if first != name:
            raise FileExistsError(f"'{name}' and '{first}' would be one file on many computers; rename one of the two")
        path = self.root.joinpath(*PurePosixPath(name).parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        if name not in self.written:
            self.written.append(name)
        return path

    def write_bytes(self, name: str, data: bytes) -> None:
        self._place(name).write_bytes(data)

    def write_text(self, name: str, text: str) -> None:
        self.write_bytes(name, text.encode())

    @contextmanager
    def open_text(self, name: str) -> Iterator[TextIO]:
        """A file to write row after row."""
        with self._place(name).open("w", encoding="utf-8", newline="") as out:
            yield out

    def write_json(self, name: str, document: Any) -> None:
        self.write_text(name, json.dumps(document, indent=2, ensure_ascii=False) + "\n")
