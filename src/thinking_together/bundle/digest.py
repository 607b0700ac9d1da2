"""What a bundle holds, as one number: it changes when any of its files does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from thinking_together.core.tabular.inventory import is_beside

BESIDE = {"README.md", "LICENCE", "LICENSE"}


def files_below(root: Path) -> Iterator[tuple[str, Path]]:
    """Name and path of every file that belongs to the bundle, sorted; hidden files and its README do not."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not is_beside(name) and name not in BESIDE:
            yield name, path


def bundle_digest(root: Path) -> str:
    """SHA-256 over the names and the SHA-256 of the bundle's files; 64 hexadecimal digits."""
    whole = hashlib.sha256()
    for name, path in files_below(root):
        with path.open("rb") as file:
            whole.update(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {name}\n".encode())
    return whole.hexdigest()
