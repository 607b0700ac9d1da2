"""Zip files on their way: uploads that wait to be read, exports that wait to be fetched. None is in a backup."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings

UNFINISHED = ".unfinished"
_PIECE = 256 * 1024
_LONGEST_WRITE = 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Passed:
    """What was written: bytes, and SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


def folder() -> Path:
    """Only for the system's own account on this machine."""
    place = Path(settings.VAR) / "passing"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def place_of(key: UUID) -> Path:
    return folder() / f"{key}.zip"


def write(key: UUID, fill: Callable[[IO[bytes]], object]) -> Passed:
    """The whole file, or none. ``fill(out)`` writes it; done again it takes the place of the first."""
    number, name = tempfile.mkstemp(suffix=UNFINISHED, dir=folder())
    unfinished = Path(name)
    try:
        with os.fdopen(number, "w+b") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())
            size = out.seek(0, os.SEEK_END)
            out.seek(0)
            digest = hashlib.file_digest(out, "sha256").hexdigest()
        unfinished.replace(place_of(key))
    finally:
        unfinished.unlink(missing_ok=True)
    return Passed(size, digest)


def remove(key: UUID) -> None:
    place_of(key).unlink(missing_ok=True)


def sweep(needed: Container[str]) -> int:
    """Deletes every file whose key is not needed, and what a writer that died left; how many."""
    gone = [path for path in folder().iterdir() if _is_left(path, needed)]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _is_left(path: Path, needed: Container[str]) -> bool:
    if path.suffix == UNFINISHED:
        return time.time() - path.stat().st_mtime > _LONGEST_WRITE
    return path.stem not in needed


def pieces(path: Path, at_end: Callable[[], object]) -> Iterator[bytes]:
    """The file piece by piece; ``at_end()`` once the last was taken, and never where the reader went away before."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
    at_end()
