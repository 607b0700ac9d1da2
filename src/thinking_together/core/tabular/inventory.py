"""What a folder holds, looked at before anything is read: plain files within bounds, under names that stay apart."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from thinking_together.core.tabular.limits import Limits, in_words
from thinking_together.core.tabular.names import folded
from thinking_together.core.tabular.problems import Problems

LONGEST_NAME = 200
PACKING = ("__MACOSX",)  # what a packing program adds of its own


def is_beside(name: str) -> bool:
    """Whether a file belongs to the computer it lay on: hidden, or left by a packing program."""
    pieces = name.split("/")
    return any(piece.startswith(".") and piece not in (".", "..") for piece in pieces) or pieces[0] in PACKING


def list_files(root: Path, limits: Limits, problems: Problems) -> list[str]:
    """The names of all plain files below, sorted. With a problem named, none of them should be read."""
    walk = _Walk(root, limits, problems)
    for name in walk.names():
        walk.take(name)
    return sorted(walk.found)


@dataclass
class _Walk:
    root: Path
    limits: Limits
    problems: Problems
    found: list[str] = field(default_factory=list)
    folded: dict[str, str] = field(default_factory=dict)
    size: int = 0

    def names(self) -> Iterator[str]:
        """Every file, folder by folder; ends at the first limit."""
        waiting = [""]
        while waiting:
            below = waiting.pop()
            if below.count("/") > self.limits.depth:
                what = f"folders lie more than {self.limits.depth} deep in each other"
                self.problems.add(below.rstrip("/")[:LONGEST_NAME], what, "Put the files further up.")
                return
            for entry in sorted(os.scandir(self.root / below), key=lambda e: e.name):
                name = below + entry.name
                if is_beside(name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{name}/")
                elif len(self.found) == self.limits.files:
                    what = f"there are more than {self.limits.files:,} files"
                    self.problems.add(self.root.name, what, "Take out what does not belong there.")
                    return
                else:
                    self.found.append(name)
                    yield name

    def take(self, name: str) -> None:
        path = self.root / name
        told = name.encode("utf-8", "backslashreplace").decode()[:LONGEST_NAME]
        first = self.folded.setdefault(folded(name), name)
        if told != name or not name.isprintable():
            what = "the name is too long, or holds characters that other computers cannot show"
            self.problems.add(ascii(told)[1:-1], what, "Use letters, digits, _ - and .")
        elif first != name:
            what = f"many computers cannot tell this name from '{first[:LONGEST_NAME]}'"
            self.problems.add(name, what, "Rename one of the two.")
        if path.is_symlink():
            self.problems.add(told, "this is a link", "Put the file itself there.")
        elif not path.is_file():
            self.problems.add(told, "this is no plain file but a pipe or a device", "Put the file itself there.")
        else:
            self._measure(path, told)

    def _measure(self, path: Path, told: str) -> None:
        size = path.stat().st_size
        if size > self.limits.file:
            what = f"the file has {in_words(size)}; at most {in_words(self.limits.file)} are read"
            self.problems.add(told, what, "Split or shorten it.")
        before, self.size = self.size, self.size + size
        if before <= self.limits.bundle < self.size:
            what = f"all files together have more than {in_words(self.limits.bundle)}"
            self.problems.add(self.root.name, what, "Split or shorten them.")
