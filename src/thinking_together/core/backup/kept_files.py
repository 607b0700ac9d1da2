"""The files that an installation keeps beside its database: what people uploaded. Caches are not among them.

Restored files stand ready beside the old ones until the database is the restored one, and only then take their place.
``finish_exchange`` does that step, and does it again where a crash came between.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from django.conf import settings
from django.db import DatabaseError

from thinking_together.core.backup.manifest import FilePart
from thinking_together.core.backup.problems import BackupRefused
from thinking_together.core.backup.records import Restoration

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Places:
    """``ready`` holds restored files, ``marker`` says by which restore, ``old`` is what they replace."""

    kept: Path
    ready: Path
    old: Path
    marker: Path


def places() -> Places:
    kept = Path(settings.MEDIA_ROOT)
    beside = kept.parent
    return Places(
        kept,
        beside / f"{kept.name}.restoring",
        beside / f"{kept.name}.replaced",
        beside / f"{kept.name}.restoration",
    )


def kept_files() -> Iterator[tuple[str, Path]]:
    """Path below the folder and place of every kept file, sorted. Links are followed nowhere."""
    folder = places().kept
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), path


def write_files(archive: ZipFile) -> Iterator[FilePart]:
    for name, path in kept_files():
        with path.open("rb") as source, archive.open(f"files/{name}", "w", force_zip64=True) as target:
            size, digest = _copy(source, target)
        yield FilePart(name, size, digest)


def stage_files(archive: ZipFile, parts: tuple[FilePart, ...], restoration: uuid.UUID) -> None:
    """Puts the backup's files beside the kept ones, checked, with the mark of this restore."""
    where = places()
    shutil.rmtree(where.ready, ignore_errors=True)
    where.ready.mkdir(parents=True, mode=0o700)
    for part in parts:
        path = where.ready / part.path
        if not path.resolve().is_relative_to(where.ready.resolve()):
            raise BackupRefused(f"The backup holds a file that leads out of its folder ({part.path}).")
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(part.member) as source, path.open("xb") as target:
            if _copy(source, target) != (part.size, part.sha256):
                raise BackupRefused(f"The backup's file {part.path} is damaged. Use another copy.")
            os.fsync(target.fileno())
    where.marker.write_text(str(restoration), encoding="ascii")


def discard_staged() -> None:
    where = places()
    where.marker.unlink(missing_ok=True)
    shutil.rmtree(where.ready, ignore_errors=True)


@contextmanager
def one_restore_at_a_time() -> Iterator[None]:
    folder = places().kept.parent
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "restore.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefused("Another restore is under way here. Wait until it ends.") from None
        yield


def finish_exchange() -> None:
    """Takes the last step of a restore whose database is in place, or throws away what a failed one left."""
    where = places()
    if not where.marker.exists() and not where.old.exists():
        return
    if where.marker.exists() and not _restored(where.marker.read_text(encoding="ascii")):
        discard_staged()
        return
    if where.ready.exists():
        if where.kept.exists():
            shutil.rmtree(where.old, ignore_errors=True)
            where.kept.rename(where.old)
        where.ready.rename(where.kept)
    where.marker.unlink(missing_ok=True)
    shutil.rmtree(where.old, ignore_errors=True)


def _restored(mark: str) -> bool:
    try:
        return Restoration.objects.filter(id=uuid.UUID(mark)).exists()
    except (ValueError, DatabaseError):
        return False


def _copy(source: IO[bytes], target: IO[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    while chunk := source.read(_CHUNK):
        target.write(chunk)
        size += len(chunk)
        digest.update(chunk)
    return size, digest.hexdigest()
