"""``backup`` and ``restore``: the whole installation in and out of one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thinking_together.cli.django import django_ready

Target = Annotated[Path, typer.Argument(help="New file to write.")]
Source = Annotated[Path, typer.Argument(help="File that backup wrote.", exists=True, dir_okay=False)]
Yes = Annotated[bool, typer.Option("--yes", help="Replace what the installation holds.")]
Journals = Annotated[
    list[Path] | None,
    typer.Option("--purges", help="Another machine's purges.jsonl, to be repeated too.", exists=True, dir_okay=False),
]
NOT_DONE = 2


def backup(target: Target) -> None:
    """Write everything the installation holds into one new file, while it goes on working."""
    django_ready()
    from django.db import DatabaseError

    from thinking_together.core.backup.noting import note_backup
    from thinking_together.core.backup.problems import BackupRefused
    from thinking_together.core.backup.taking import take_backup
    from thinking_together.core.writes import SYSTEM

    try:
        taken = take_backup(target)
    except (BackupRefused, OSError, DatabaseError) as error:
        raise _not_done(error, "Nothing was written.") from None
    told = taken.manifest
    typer.echo(f"{target}: {told.rows} records of {len(told.tables)} tables and {len(told.files)} files.")
    typer.echo(f"SHA-256 {taken.sha256}")
    try:
        note_backup(taken=taken, name=target.name, by=SYSTEM)
    except DatabaseError as error:
        raise _not_done(error, "The backup is whole, but the log does not tell of it.") from None


def restore(source: Source, yes: Yes = False, purges: Journals = None) -> None:
    """Put a backup in the place of what the installation holds: all of it, or nothing."""
    django_ready()
    from django.conf import settings
    from django.db import DatabaseError

    from thinking_together.core.backup.problems import BackupRefused
    from thinking_together.core.backup.restoring import present_rows, restore_backup
    from thinking_together.core.purge_journal import JournalUnreadable

    settings.VAR.mkdir(parents=True, exist_ok=True)
    try:
        if not yes and (rows := present_rows()):
            raise BackupRefused(f"The installation holds {rows} records. Say --yes to replace them.")
        restored = restore_backup(source, other_journals=purges or ())
    except (BackupRefused, JournalUnreadable, OSError, DatabaseError) as error:
        raise _not_done(error, "Nothing was changed.") from None
    told = restored.manifest
    typer.echo(f"{told.rows} records of {len(told.tables)} tables and {len(told.files)} files, as of {told.taken_at}.")
    if restored.purges:
        typer.echo(f"{restored.purges} purges of after that time were repeated.")


def _not_done(error: Exception, told: str) -> typer.Exit:
    first, *_ = str(error).splitlines() or [type(error).__name__]  # what a database adds may hold people's words
    typer.echo(f"{first} {told}", err=True)
    return typer.Exit(NOT_DONE)
