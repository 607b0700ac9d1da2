"""The register of purges: content that is removed for good stays removed when an older backup is restored.

A room says how it removes its part of what a purge names (``register``); several rooms may hold copies of one thing.
A purge is written to the database and to the journal beside it before it counts.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone

from thinking_together.core.audit import Actor
from thinking_together.core.purge_journal import NAME, PurgeEntry, append, locked_journal, read_journal
from thinking_together.core.purge_records import Purge

Remover = Callable[[str], int]

_removers: dict[str, list[Remover]] = {}


class UnknownPurge(Exception):
    """A purge of a kind that no room here knows: it could not be repeated."""


def register(kind: str, remove: Remover) -> None:
    """``remove(key)`` takes out what the key names and returns how many records changed; twice does no harm."""
    removers = _removers.setdefault(kind, [])
    if remove not in removers:
        removers.append(remove)


def journal_path() -> Path:
    return Path(settings.VAR) / NAME


@transaction.atomic
def purge(*, kind: str, key: str, by: Actor) -> int:
    """Removes content everywhere and for good; returns how many records changed. Called inside a write.

    The entry outlives whoever is erased later, so it tells a number and no name.
    """
    who = f"person {by.pk}" if isinstance(by, AbstractBaseUser) else str(by)
    entry = PurgeEntry(uuid.uuid4(), kind, key, who, timezone.now())
    changed = _remove(entry)
    _remember(entry)
    with locked_journal(journal_path()) as file:
        append(file, [entry])
    transaction.on_commit(_leave_no_trace)
    return changed


@transaction.atomic
def replay(entries: Iterable[PurgeEntry]) -> int:
    """Repeats the purges that this database does not know; returns how many. For a database out of a backup."""
    known = set(Purge.objects.values_list("id", flat=True))
    missing = {entry.id: entry for entry in entries if entry.id not in known}
    for entry in sorted(missing.values(), key=lambda entry: (entry.at, entry.id)):
        _remove(entry)
        _remember(entry)
    return len(missing)


def recorded() -> list[PurgeEntry]:
    """The purges that the database knows."""
    return [PurgeEntry(row.id, row.kind, row.key, row.by, row.at) for row in Purge.objects.all()]


def complete_journal() -> None:
    """Adds to the journal what only the database knows: on another machine it begins with the backup's purges."""
    with locked_journal(journal_path()) as file:
        known = {entry.id for entry in read_journal(journal_path())}
        missing = [entry for entry in recorded() if entry.id not in known]
        if missing:
            append(file, missing)


def _remove(entry: PurgeEntry) -> int:
    removers = _removers.get(entry.kind)
    if not removers:
        raise UnknownPurge(f"no room knows how to purge '{entry.kind}'")
    return sum(remove(entry.key) for remove in removers)


def _leave_no_trace() -> None:
    """SQLite keeps pages as they were in its write-ahead log until they are moved into the database."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _remember(entry: PurgeEntry) -> None:
    Purge.objects.create(id=entry.id, kind=entry.kind, key=entry.key, by=entry.by, at=entry.at)
