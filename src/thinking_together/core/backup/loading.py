"""Rows of a backup into empty tables, and the proof that the tables then hold just those rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from zipfile import ZipFile

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models

from thinking_together.core.backup.manifest import Manifest, TablePart
from thinking_together.core.backup.problems import BackupRefused
from thinking_together.core.backup.rows import RowsDigest, decode, encoders
from thinking_together.core.backup.tables import stored_fields

BATCH = 1000
Model = type[models.Model]


def load_tables(archive: ZipFile, manifest: Manifest, apps: Apps, progress: Callable[[str], None]) -> None:
    """Fills the tables of ``apps``, which are the models of the backup's own time, and compares what they then hold."""
    tables = [(part, _model(apps, part)) for part in manifest.tables]
    _ask_for_references_at_the_end()
    for _, model in tables:
        _empty(model)
    for part, model in tables:
        progress(part.model)
        _load(archive, part, model)
    connection.check_constraints()
    _reset_sequences([model for _, model in tables])
    for part, model in tables:
        _prove(part, model)


def _ask_for_references_at_the_end() -> None:
    """Tables come in no order of who refers to whom. In SQLite references are asked for at the end anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _model(apps: Apps, part: TablePart) -> Model:
    try:
        model = apps.get_model(part.model)
    except LookupError as error:
        raise _other_schema(part.model) from error
    if {field.attname for field in stored_fields(model)} != set(part.columns):
        raise _other_schema(part.model)
    return model


def _fields(model: Model, part: TablePart) -> list[models.Field[Any, Any]]:
    """In the backup's order of columns."""
    by_name = {field.attname: field for field in stored_fields(model)}
    return [by_name[name] for name in part.columns]


def _other_schema(model: str) -> BackupRefused:
    return BackupRefused(
        f"The backup's table {model} does not fit its own schema. Restore with the version that wrote it."
    )


def _empty(model: Model) -> None:
    """Migrations and the framework put rows of their own into a new database; the backup has its own."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - our own table


def _load(archive: ZipFile, part: TablePart, model: Model) -> None:
    fields = _fields(model, part)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 - names of ours
    with connection.cursor() as cursor:
        for batch in _batches(_rows(archive, part, fields)):
            cursor.executemany(insert, batch)


def _rows(archive: ZipFile, part: TablePart, fields: Sequence[models.Field[Any, Any]]) -> Iterator[list[Any]]:
    whole, rows = hashlib.sha256(), 0
    with archive.open(part.member) as file:
        for line in file:
            whole.update(line)
            rows += 1
            values = decode(fields, json.loads(line))
            yield [field.get_db_prep_save(value, connection) for field, value in zip(fields, values, strict=True)]
    if (rows, whole.hexdigest()) != (part.rows, part.sha256):
        raise BackupRefused(f"The backup's table {part.model} is damaged. Use another copy.")


def _batches(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    every = iter(rows)
    while batch := list(islice(every, BATCH)):
        yield batch


def _reset_sequences(tables: list[Model]) -> None:
    """New records get numbers above the restored ones."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _prove(part: TablePart, model: Model) -> None:
    fields = _fields(model, part)
    encode, digest = encoders(fields), RowsDigest()
    rows = model._base_manager.order_by().values_list(*part.columns).iterator(chunk_size=BATCH)
    for row in rows:
        digest.add([each(value) for each, value in zip(encode, row, strict=True)])
    if (digest.rows, digest.hexdigest()) != (part.rows, part.digest):
        raise BackupRefused(
            f"The table {part.model} would not hold what the backup holds. Nothing was changed; "
            "restore with the version that wrote the backup."
        )
