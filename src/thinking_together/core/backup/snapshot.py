"""All that is read inside is as it was at one moment, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """SQLite: one read transaction, which keeps no writer waiting. PostgreSQL: one repeatable-read snapshot."""
    if connection.vendor == "postgresql":
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # atomic() would take the writers' lock
        cursor.execute("SELECT COUNT(*) FROM sqlite_master")  # the moment is that of the first reading
    try:
        yield
    finally:
        connection.connection.rollback()
