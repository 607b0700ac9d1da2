"""Whether an answer that was thanked for survives a power cut: what the serving connection says of itself."""

from __future__ import annotations

from django.db import connection

FULL = 2


def waits_for_disk() -> bool:
    """SQLite: ``synchronous=FULL`` or more. PostgreSQL: ``synchronous_commit`` and ``fsync`` are on."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            return int(cursor.fetchone()[0]) >= FULL
        cursor.execute("SELECT current_setting('synchronous_commit'), current_setting('fsync')")
        return tuple(cursor.fetchone()) == ("on", "on")
