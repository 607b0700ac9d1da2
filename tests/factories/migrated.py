"""The tables of this version, made by all migrations once in a run: each database of a test begins as a copy.

Migrating an empty database takes as long as some hundred tests; a copy of the result takes a moment.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from tests.factories.databases import drop, name_of, new_database
from tests.factories.installations import Installation


@dataclass(frozen=True)
class Migrated:
    """``folder`` belongs to one run and is shared by its processes; whoever asks first migrates, others wait."""

    folder: Path

    def original(self) -> Installation:
        """What copies are made of: nobody opens it once it is there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        done = self.folder / "address"
        with (self.folder / "lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            if not done.exists():
                made = Installation(self.folder / "var", new_database() if os.environ.get("DATABASE_URL") else "")
                with made.opened():
                    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
                if not made.url:
                    _as_one_file(made.file)
                done.write_text(made.url)
        return Installation(self.folder / "var", done.read_text())

    def installation(self, var: Path) -> Installation:
        """An installation where nothing was done yet, not opened."""
        original = self.original()
        shutil.copytree(original.var, var, dirs_exist_ok=True)
        return Installation(var, new_database(template=original.url) if original.url else "")

    def begin(self) -> str:
        """The default database becomes a copy; its address on PostgreSQL, empty for SQLite, which is in memory."""
        original = self.original()
        connection: Any = connections["default"]
        connection.close()
        url = new_database(template=original.url) if original.url else ""
        name = name_of(url) if url else connection.creation._get_test_db_name()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
        connection.ensure_connection()
        if not url:
            with closing(sqlite3.connect(original.file)) as tables:
                tables.backup(connection.connection)
        return url


def forget(folder: Path) -> None:
    """At the end of the run."""
    done = folder / "address"
    if done.exists() and (url := done.read_text()):
        drop(url)
    shutil.rmtree(folder, ignore_errors=True)


def _as_one_file(database: Path) -> None:
    """Without a log beside it, which a database in memory cannot have."""
    with closing(sqlite3.connect(database)) as tables:
        tables.execute("PRAGMA journal_mode=DELETE")
