"""Writing files so that a full disk, or a power cut, leaves what was there before and nothing half written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path, PurePosixPath


def write_whole(path: Path, data: bytes) -> None:
    """The file with all of ``data``, or as it was. ``OSError`` where it cannot be written."""
    write_all(path.parent, {path.name: data})


def write_all(folder: Path, files: Mapping[str, bytes], *, last: str = "", gone: tuple[str, ...] = ()) -> None:
    """Every file into the folder, or none: all are written beside their places first, then put there.

    ``gone`` are names that are taken away before; ``last`` is put there when all others are, so that it says that
    they are whole. ``OSError`` where they cannot be written: then the folder is as it was, but for empty folders.
    """
    with ExitStack() as parts:
        waiting = {name: _beside(folder, name, data, parts) for name, data in files.items()}
        for name in gone:
            (folder / name).unlink(missing_ok=True)
        for name in sorted(waiting, key=lambda name: name == last):
            waiting[name].replace(folder.joinpath(*PurePosixPath(name).parts))


def _beside(folder: Path, name: str, data: bytes, parts: ExitStack) -> Path:
    path = folder.joinpath(*PurePosixPath(name).parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    part = Path(made)
    parts.callback(part.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, _mode(path))
        file.write(data)
        file.flush()
        os.fsync(handle)
    return part


def _mode(path: Path) -> int:
    """What the file has, or what this process gives to new ones."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
