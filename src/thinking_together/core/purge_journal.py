"""The purge journal: a file beside the database, so that an older backup of it cannot bring purged content back.

One JSON line a purge, appended and never changed. It says which record, by whom and when, and holds no content.
"""

from __future__ import annotations

import fcntl
import json
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

NAME = "purges.jsonl"


class JournalUnreadable(Exception):
    """A line that says nothing: what was purged is not known, so nothing may be restored beside it."""


@dataclass(frozen=True, slots=True)
class PurgeEntry:
    """One purge. ``id`` is the same in the journal, in the database and in every backup of it."""

    id: uuid.UUID
    kind: str
    key: str
    by: str
    at: datetime

    def line(self) -> str:
        told = {"id": str(self.id), "kind": self.kind, "key": self.key, "by": self.by, "at": self.at.isoformat()}
        return json.dumps(told, ensure_ascii=False) + "\n"


def read_journal(path: Path) -> list[PurgeEntry]:
    """All entries in order. A last line without its end was never acted upon and is passed over."""
    if not path.is_file():
        return []
    whole = path.read_text(encoding="utf-8")
    lines = whole.split("\n")[:-1]
    return [_entry(path, number, line) for number, line in enumerate(lines, start=1)]


def _entry(path: Path, number: int, line: str) -> PurgeEntry:
    try:
        told = json.loads(line)
        at = datetime.fromisoformat(told["at"])
        return PurgeEntry(uuid.UUID(told["id"]), str(told["kind"]), str(told["key"]), str(told["by"]), at)
    except (ValueError, KeyError, TypeError) as error:
        raise JournalUnreadable(f"{path}, line {number} is no entry of the purge journal") from error


@contextmanager
def locked_journal(path: Path) -> Iterator[IO[bytes]]:
    """The journal open for reading and appending; every other writer waits."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(number, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def append(file: IO[bytes], entries: Iterable[PurgeEntry]) -> None:
    """Adds entries to the journal and returns when they are on the disk.

    Half a line that a crash left behind goes first: its purge never happened.
    """
    file.seek(0)
    size = sum(len(line) for line in file if line.endswith(b"\n"))
    file.truncate(size)
    file.seek(size)
    file.write("".join(entry.line() for entry in entries).encode())
    file.flush()
    os.fsync(file.fileno())
