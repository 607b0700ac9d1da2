"""Taking a backup."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

from django.db import connection, models
from django.utils import timezone

from thinking_together.core.backup import manifest as told
from thinking_together.core.backup.container import new_container, opened_container
from thinking_together.core.backup.kept_files import write_files
from thinking_together.core.backup.manifest import Manifest, TablePart
from thinking_together.core.backup.problems import BackupRefused
from thinking_together.core.backup.rows import RowsDigest, encoders, line_of
from thinking_together.core.backup.schema import applied_migrations, refuse_unless_current
from thinking_together.core.backup.snapshot import one_moment
from thinking_together.core.backup.tables import kept_models, stored_fields

BATCH = 1000
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was written, with the SHA-256 to keep beside it."""

    manifest: Manifest
    sha256: str


def take_backup(target: Path, progress: Progress = lambda _: None) -> Taken:
    """Writes the whole installation, as of one moment, into a new file."""
    if target.exists():
        raise BackupRefused(f"{target} is there already. Name a new file.")
    if not target.parent.is_dir():
        raise BackupRefused(f"The folder {target.parent} is not there. Make it, or name another.")
    with new_container(target) as archive:
        manifest = _fill(archive, progress)
    with opened_container(target) as (_, digest):
        return Taken(manifest, digest)


def _fill(archive: ZipFile, progress: Progress) -> Manifest:
    with one_moment():
        refuse_unless_current()
        taken_at, migrations = timezone.now(), applied_migrations()
        tables = []
        for model in kept_models():
            progress(model._meta.label)
            tables.append(_write_table(archive, model))
    files = tuple(write_files(archive))
    manifest = Manifest(
        told.FORMAT, version("thinking-together"), taken_at, connection.vendor, migrations, tuple(tables), files
    )
    archive.writestr(told.NAME, manifest.to_json())
    return manifest


def _write_table(archive: ZipFile, model: type[models.Model]) -> TablePart:
    fields = stored_fields(model)
    columns = tuple(field.attname for field in fields)
    encode, digest, whole = encoders(fields), RowsDigest(), hashlib.sha256()
    rows = model._base_manager.order_by("pk").values_list(*columns).iterator(chunk_size=BATCH)
    with archive.open(f"tables/{model._meta.label}.jsonl", "w", force_zip64=True) as file:
        for row in rows:
            values = [each(value) for each, value in zip(encode, row, strict=True)]
            line = line_of(values)
            digest.add(values)
            whole.update(line)
            file.write(line)
    return TablePart(model._meta.label, columns, digest.rows, whole.hexdigest(), digest.hexdigest())
