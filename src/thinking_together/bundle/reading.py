"""Reading a whole bundle: every part in order, every problem named, nothing written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thinking_together.bundle import datapackage
from thinking_together.bundle.digest import files_below
from thinking_together.core.tabular import Folder, Problems, Reading
from thinking_together.programmes.parts import Part, parts


@dataclass(frozen=True)
class ReadBundle:
    """What every part read, in order, and the problems found on the way."""

    parsed: list[tuple[Part, Any]]
    problems: Problems


def read_bundle(root: Path) -> ReadBundle:
    """Reads the folder. A missing folder is one problem, not an error."""
    reading = Reading(Folder(root))
    if not root.is_dir():
        reading.problems.add(str(root.name), "there is no such folder", "Name the folder of a bundle.")
        return ReadBundle([], reading.problems)
    datapackage.read(reading)
    parsed = [(part, _read(part, reading)) for part in parts()]
    _strays(root, reading)
    return ReadBundle(parsed, reading.problems)


def _read(part: Part, reading: Reading) -> Any:
    """What a part read; the texts of a part with a fault may be incomplete, and others are told so."""
    before = reading.problems.count, reading.left_out
    parsed = part.read(reading)
    if (reading.problems.count, reading.left_out) != before:
        reading.unsure.add(f"text/{part.name}")
    return parsed


def _strays(root: Path, reading: Reading) -> None:
    """A file that no part knows is a misspelt name: told, so that nothing is quietly left out."""
    for name, _ in files_below(root):
        if name in reading.used:
            continue
        remedy = "Correct its name (docs/guides/bundle.md lists all names) or take it out."
        reading.problems.add(name, "no part of a bundle has this name", remedy)
