"""A database that other threads and processes see too."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.db import connection


@dataclass
class SharedDatabase:
    """The test's database: on PostgreSQL itself, on SQLite a file made of it, since the test's own is in memory."""

    folder: Path

    def share(self) -> None:
        """What was written up to now is what other processes see. From then on look with ``rows``."""
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.file)) as other:
                connection.connection.backup(other)
                other.execute("PRAGMA journal_mode=WAL")

    @property
    def file(self) -> Path:
        return self.folder / "thinking-together.sqlite3"

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.file, timeout=20)) as other, other:
                return other.execute(sql).fetchall()
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def states(self, kind: str = "") -> dict[str, str]:
        """The state of each job by its subject."""
        found = self.rows("SELECT subject, state, kind FROM tasks_job")
        return {subject: state for subject, state, of in found if kind in ("", of)}


def address_of_the_test_database() -> str:
    """Of PostgreSQL: the settings name it while tests run."""
    named = connection.settings_dict
    where = {"host": named["OPTIONS"].get("host") or named["HOST"], "port": named["PORT"]}
    query = urlencode({name: value for name, value in where.items() if value})
    return f"postgres://{named['USER']}:{named['PASSWORD']}@/{named['NAME']}?{query}"
