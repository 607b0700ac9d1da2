"""Restoring a backup: checked whole before anything changes, then all of it or nothing, with purges repeated."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from django.db import DatabaseError, transaction
from django.utils import timezone

from thinking_together.core import purges
from thinking_together.core.audit import SYSTEM, Detail, add_event
from thinking_together.core.backup import manifest as told
from thinking_together.core.backup.container import opened_container
from thinking_together.core.backup.kept_files import (
    discard_staged,
    finish_exchange,
    one_restore_at_a_time,
    stage_files,
)
from thinking_together.core.backup.loading import load_tables
from thinking_together.core.backup.manifest import Manifest, parse_manifest
from thinking_together.core.backup.problems import BackupRefused
from thinking_together.core.backup.records import Restoration
from thinking_together.core.backup.schema import bring_up_to_date, build_schema, refuse_unknown
from thinking_together.core.backup.tables import kept_models
from thinking_together.core.backup.targets import empty_database
from thinking_together.core.purge_journal import PurgeEntry, locked_journal, read_journal

Progress = Callable[[str], None]
FROM_THE_FRAMEWORK = {"contenttypes.ContentType", "auth.Permission"}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and how many purges of after the backup were repeated in it."""

    manifest: Manifest
    purges: int


def present_rows() -> int:
    """How many records the present database holds that a restore would replace; 0 where it has no tables."""
    total = 0
    for model in kept_models():
        if model._meta.label in FROM_THE_FRAMEWORK:
            continue
        try:
            with transaction.atomic():
                total += model._base_manager.count()
        except DatabaseError:
            continue
    return total


def restore_backup(
    source: Path, *, other_journals: Sequence[Path] = (), progress: Progress = lambda _: None
) -> Restored:
    """Puts a backup in the place of the installation's data; ``other_journals`` are other machines' purge journals."""
    with one_restore_at_a_time(), opened_container(source) as (archive, sha256):
        manifest = _manifest(archive)
        refuse_unknown(manifest.migrations)
        known = _known_purges() + [entry for path in other_journals for entry in read_journal(path)]
        mark = uuid.uuid4()
        finish_exchange()
        try:
            stage_files(archive, manifest.files, mark)
            repeated = _replace_database(
                archive, source.name, manifest, known, Restoration(id=mark, sha256=sha256), progress
            )
        except BaseException:
            discard_staged()
            raise
        finish_exchange()
        purges.complete_journal()
        return Restored(manifest, repeated)


def _manifest(archive: ZipFile) -> Manifest:
    try:
        manifest = parse_manifest(archive.read(told.NAME))
    except KeyError as error:
        raise BackupRefused("The backup has no manifest. Use another copy.") from error
    expected = {table.member for table in manifest.tables} | {file.member for file in manifest.files} | {told.NAME}
    if set(archive.namelist()) != expected:
        raise BackupRefused("The backup does not hold what its manifest says. Use another copy.")
    return manifest


def _known_purges() -> list[PurgeEntry]:
    """Of the journal and of the present database, which may hold those of other machines; it may also be broken."""
    entries = read_journal(purges.journal_path())
    try:
        with transaction.atomic():
            return entries + list(purges.recorded())
    except DatabaseError:
        return entries


def _replace_database(
    archive: ZipFile,
    name: str,
    manifest: Manifest,
    known: list[PurgeEntry],
    restoration: Restoration,
    progress: Progress,
) -> int:
    """The journal is held to the end, so that a purge made meanwhile is either repeated here or waits."""
    with ExitStack() as until_committed, empty_database():
        apps = build_schema(manifest.migrations)
        with transaction.atomic():
            load_tables(archive, manifest, apps, progress)
        bring_up_to_date()
        until_committed.enter_context(locked_journal(purges.journal_path()))
        with transaction.atomic():
            repeated = purges.replay([*known, *read_journal(purges.journal_path())])
            restoration.taken_at, restoration.restored_at = manifest.taken_at, timezone.now()
            restoration.save(force_insert=True)
            details: dict[str, Detail] = {"file": name, "sha256": restoration.sha256, "purges": repeated}
            add_event(by=SYSTEM, action="installation.restored", record=restoration, programme="", details=details)
    return repeated
