"""Noting in the installation that a backup was taken: whoever has the file has everything."""

from __future__ import annotations

from thinking_together.core.backup.records import BackupTaken
from thinking_together.core.backup.taking import Taken
from thinking_together.core.writes import Actor, Written, write


@write("installation.backed_up")
def note_backup(*, taken: Taken, name: str, by: Actor) -> Written[BackupTaken]:
    """``name`` is that of the file alone: its folder can tell who somebody is."""
    told = taken.manifest
    made = BackupTaken.objects.create(taken_at=told.taken_at, name=name[:255], sha256=taken.sha256)
    return Written(made, made, {"file": made.name, "sha256": taken.sha256, "records": told.rows})
