"""Columns of many rows, put together by the database: one text a column instead of an object a value.

All aggregates of one statement see its rows in the same order, so the values of a row stand at the same place in each.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import polars as pl
from django.db.models import Aggregate, BinaryField, F, IntegerField, TextField, Value
from django.db.models.functions import Cast, Coalesce

PARTS = "\x1f"  # between values; no file, key or code may hold it
NO_NUMBER = -1
NO_DAY = "0001-01-01"


class Joined(Aggregate):
    """The values one after the other, with a separator between them. None may be NULL."""

    function = "STRING_AGG"
    output_field = TextField()

    def __init__(self, expression: Any, separator: str = "", **extra: Any) -> None:
        super().__init__(expression, Value(separator), **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **extra)


class _Text(Cast):
    """As text. SQLite joins whatever it has as text and is not asked to cast it first."""

    def __init__(self, expression: Any) -> None:
        super().__init__(expression, TextField())

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return compiler.compile(self.get_source_expressions()[0])


class JoinedBytes(Aggregate):
    """Bytes one after the other."""

    function = "STRING_AGG"
    output_field = BinaryField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite takes bytes for a text without looking into them, and gives them back as they were."""
        return self.as_sql(compiler, connection, template="CAST(GROUP_CONCAT(%(expressions)s, '') AS BLOB)", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="STRING_AGG(%(expressions)s, ''::bytea)", **extra)


def joined_bytes(field: str) -> JoinedBytes:
    """Bytes of one length; read with ``bytes_of``."""
    return JoinedBytes(F(field))


def joined_marks(field: str) -> Joined:
    """Texts of one length, with nothing between them."""
    return Joined(F(field))


def joined_words(field: str) -> Joined:
    """Short texts; read with ``words_of``."""
    return Joined(F(field), PARTS)


def joined_numbers(field: str) -> Joined:
    """Whole numbers from 0; read with ``numbers_of``."""
    return Joined(Coalesce(_Text(field), Value(str(NO_NUMBER))), PARTS)


def joined_truths(field: str) -> Joined:
    """Truth values; read with ``truths_of``."""
    return Joined(_Text(Cast(field, IntegerField())))


def joined_days(field: str) -> Joined:
    """Days; read with ``days_of``."""
    return Joined(Coalesce(_Text(field), Value(NO_DAY)))


def joined_json(field: str) -> Joined:
    """JSON values; read with ``json_of``."""
    return Joined(Cast(field, TextField()), ",")


Text = str | None  # None: of no row


def bytes_of(joined: bytes | memoryview | None) -> bytes:
    return bytes(joined or b"")


def words_of(text: Text) -> pl.Series:
    return pl.Series([text], dtype=pl.String).drop_nulls().str.split(PARTS).explode()


def numbers_of(text: Text) -> pl.Series:
    """Null where a row has no number."""
    numbers = np.fromstring(text, dtype=np.int64, sep=PARTS) if text else np.empty(0, dtype=np.int64)
    found = pl.Series(numbers)
    return found.set(found == NO_NUMBER, None) if NO_NUMBER in numbers else found


def truths_of(text: Text) -> pl.Series:
    return pl.Series(np.frombuffer((text or "").encode("ascii"), dtype=np.uint8) == ord("1"))


def days_of(text: Text) -> pl.Series:
    """Null where a row has no day."""
    days = np.frombuffer((text or "").encode("ascii"), dtype=f"S{len(NO_DAY)}").astype("M8[D]")
    return pl.Series(np.where(days == np.datetime64(NO_DAY), np.datetime64("NaT"), days))


def json_of(text: Text) -> list[Any]:
    found: list[Any] = json.loads(f"[{text or ''}]")
    return found
