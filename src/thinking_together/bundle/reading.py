"""Reading a whole bundle: every part in order, every problem named, nothing written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thinking_together.bundle import datapackage
from thinking_together.bundle.digest import BESIDE
from thinking_together.bundle.opening import limits
from thinking_together.core.progress import Progress, Step, silent
from thinking_together.core.tabular import Folder, Problems, Reading
from thinking_together.core.tabular.inventory import list_files
from thinking_together.programmes.parts import Part, parts


@dataclass(frozen=True)
class ReadBundle:
    """What every part read, in order, and the problems found on the way."""

    parsed: list[tuple[Part, Any]]
    problems: Problems


def read_bundle(root: Path, progress: Progress = silent) -> ReadBundle:
    """Reads the folder. A missing folder is one problem, not an error."""
    reading = Reading(Folder(root, limits()))
    if not root.is_dir():
        remedy = "Name the folder of a bundle, or its zip file."
        reading.problems.add(str(root.name), "there is no such folder", remedy)
        return ReadBundle([], reading.problems)
    names = list_files(reading.folder.root, reading.folder.limits, reading.problems)
    if reading.problems:
        return ReadBundle([], reading.problems)
    datapackage.read(reading)
    parsed = []
    for done, part in enumerate(parts()):
        progress(Step(done, 2 * len(parts()), f"reading {part.label}"))
        parsed.append((part, _read(part, reading)))
    _strays(names, reading)
    return ReadBundle(parsed, reading.problems)


def _read(part: Part, reading: Reading) -> Any:
    """What a part read; the texts of a part with a fault may be incomplete, and others are told so."""
    before = reading.problems.count, reading.left_out
    parsed = part.read(reading)
    if (reading.problems.count, reading.left_out) != before:
        reading.unsure.add(f"text/{part.name}")
    return parsed


def _strays(names: list[str], reading: Reading) -> None:
    """A file that no part knows is a misspelt name: told, so that nothing is quietly left out."""
    inner = sorted(name.removesuffix(datapackage.NAME) for name in names if name.endswith(f"/{datapackage.NAME}"))
    for folder in inner:
        what = "another bundle lies in this folder"
        reading.problems.add(folder.rstrip("/"), what, "Take it out, or read that folder by itself.")
    for name in names:
        if name in reading.used or name in BESIDE or name.startswith(tuple(inner)):
            continue
        remedy = "Correct its name (docs/guides/bundle.md lists all names) or take it out."
        if name.lower().endswith((".zip", ".7z", ".gz", ".tar")):
            remedy = "An archive inside a bundle is not opened: put its files where they belong, or take it out."
        reading.problems.add(name, "no part of a bundle has this name", remedy)
