"""Many rows at once, without an object for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connections, models, router

CHUNK = 2_000
_AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Inserts rows of values in the order of ``fields``, a chunk at a time; how many.

    Runs inside the caller's transaction. What Django computes for an object is not computed here: every field without
    a default in the database is named, a foreign key by its column. ``FieldDoesNotExist`` for a name that is none.
    """
    found: list[models.Field[Any, Any]] = [_field(model, name) for name in fields]
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in found)
    places = ", ".join(["%s"] * len(found))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 - own names
    prepare = [(at, _preparing(field, connection)) for at, field in enumerate(found) if not _plain(field)]
    many = 0
    waiting = iter(rows)
    with connection.cursor() as cursor:
        while chunk := list(islice(waiting, CHUNK)):
            cursor.executemany(statement, list(_prepared(chunk, prepare)))
            many += len(chunk)
    return many


def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field


def _plain(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, _AS_THEY_ARE) or field.is_relation


def _preparing(field: models.Field[Any, Any], connection: Any) -> Callable[[Any], Any]:
    return lambda value: field.get_db_prep_save(value, connection)


def _prepared(
    chunk: list[Sequence[Any]], prepare: Sequence[tuple[int, Callable[[Any], Any]]]
) -> Iterator[Sequence[Any]]:
    for row in chunk:
        values = list(row)
        for at, prepared in prepare:
            values[at] = prepared(values[at])
        yield values
