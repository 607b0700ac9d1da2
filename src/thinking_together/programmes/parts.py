"""The register of bundle parts: each app reads and writes its own files of a programme's folder.

A part is read in two steps so that nothing is half imported: ``read`` looks at files and names every problem
without touching the database, ``save`` writes what was read inside the import's one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from thinking_together.core.tabular import CsvFile, FolderWriter, Reading, YamlFile
from thinking_together.programmes.models import Programme


@dataclass(frozen=True)
class OtherFile:
    """A file of a format of its own (RIS, QDC, XLSX, Markdown); ``name`` may end in ``*.md``."""

    name: str
    help: str


@dataclass(frozen=True)
class Part:
    """An app's part of a bundle.

    ``order`` sorts parts so that names are defined before they are referred to (programme 0, gatherings 10,
    phases 20 to 70, evidence 80, synthesis 90, report 95). ``read(reading)`` returns what ``save(programme,
    parsed)`` stores; ``write(programme, writer)`` writes the same files again.
    """

    name: str
    order: int
    files: Sequence[CsvFile[Any] | YamlFile[Any] | OtherFile]
    read: Callable[[Reading], Any]
    save: Callable[[Programme, Any], None]
    write: Callable[[Programme, FolderWriter], None]

    @property
    def label(self) -> str:
        """The part's name as people read it."""
        return self.name.replace("_", " ")


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    _parts[part.name] = part


def parts() -> list[Part]:
    """All parts in reading order."""
    return sorted(_parts.values(), key=lambda part: (part.order, part.name))
