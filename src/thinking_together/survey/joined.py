"""Columns of many rows, put together by the database: one text a column instead of an object a value.

All aggregates of one statement see its rows in the same order, so the values of a row stand at the same place in each.
"""

from __future__ import annotations

import json
from typing import Any

import polars as pl
from django.db.models import Aggregate, BinaryField, F, IntegerField, TextField, Value
from django.db.models.functions import Cast, Coalesce

PARTS = "\x1f"  # between values; no file, key or code may hold it


class Joined(Aggregate):
    """The values one after the other, with a separator between them. None may be NULL."""

    function = "STRING_AGG"
    output_field = TextField()

    def __init__(self, expression: Any, separator: str = "", **extra: Any) -> None:
        super().__init__(expression, Value(separator), **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **extra)


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
    """Whole numbers; read with ``numbers_of``."""
    return _joined_or_nothing(field)


def joined_truths(field: str) -> Joined:
    """Truth values; read with ``truths_of``."""
    return Joined(Cast(Cast(field, IntegerField()), TextField()), PARTS)


def joined_days(field: str) -> Joined:
    """Days; read with ``days_of``."""
    return _joined_or_nothing(field)


def _joined_or_nothing(field: str) -> Joined:
    return Joined(Coalesce(Cast(field, TextField()), Value("")), PARTS)


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
    return words_of(text).replace("", None).cast(pl.Int64)


def truths_of(text: Text) -> pl.Series:
    return words_of(text) == "1"


def days_of(text: Text) -> pl.Series:
    """Null where a row has no day."""
    return words_of(text).replace("", None).str.to_date("%Y-%m-%d")


def json_of(text: Text) -> list[Any]:
    found: list[Any] = json.loads(f"[{text or ''}]")
    return found
