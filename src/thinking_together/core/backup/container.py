"""The file of a backup: one line with the SHA-256 of all that follows, then a zip archive.

Any changed, missing or added byte is found before anything is read out of the archive. A zip program opens the file
too.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from thinking_together.core.backup.problems import BackupRefused

MAGIC = b"thinking-together backup sha256="
_HEADER = len(MAGIC) + 64 + 1
_CHUNK = 1 << 20
_LEVEL = 4


@contextmanager
def new_container(target: Path) -> Iterator[ZipFile]:
    """An archive to fill. It gets its name only when it is whole and on the disk; else nothing is left."""
    part = target.with_name(f".{target.name}.part")
    try:
        number = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(number, "w+b") as file:
            file.write(MAGIC + b"0" * 64 + b"\n")
            with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
                yield archive
            _seal(file)
        os.link(part, target)  # unlike a rename, never over a file that is there
        _sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _seal(file: IO[bytes]) -> None:
    digest = _digest_after_header(file)
    file.seek(len(MAGIC))
    file.write(digest.encode())
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def opened_container(path: Path) -> Iterator[tuple[ZipFile, str]]:
    """The archive and its SHA-256, once every byte of it was checked."""
    try:
        with path.open("rb") as file:
            digest = _checked(path, file)
            with ZipFile(file) as archive:
                yield archive, digest
    except BadZipFile as error:
        raise BackupRefused(f"{path} is damaged: {error}. Use another copy.") from error


def _checked(path: Path, file: IO[bytes]) -> str:
    header = file.read(_HEADER)
    if not header.startswith(MAGIC):
        raise BackupRefused(f"{path} is no backup of this system. Name a file that backup wrote.")
    digest = _digest_after_header(file)
    if header[len(MAGIC) :] != digest.encode() + b"\n":
        raise BackupRefused(f"{path} is damaged: it is not as it was written, or not whole. Use another copy.")
    return digest


def _digest_after_header(file: IO[bytes]) -> str:
    file.seek(_HEADER)
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
