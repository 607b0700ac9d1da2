"""Where a restore happens: all of it or nothing, on either database.

SQLite: into a new file, which takes the old one's place in one step. PostgreSQL: in one transaction.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import OperationalError, connection, transaction

from thinking_together.core.backup.problems import BackupRefused
from thinking_together.core.backup.tables import all_models

_BESIDE = ("-wal", "-shm", "-journal")
_IN_USE = "The database is in use. Stop serve and worker, then restore."


@contextmanager
def empty_database() -> Iterator[None]:
    """An empty database in the place of the present one, which comes back whole when the block fails."""
    with _in_one_transaction() if connection.vendor == "postgresql" else _in_a_new_file():
        yield


@contextmanager
def _in_one_transaction() -> Iterator[None]:
    try:
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '10s'")
                quote = connection.ops.quote_name
                names = [quote(model._meta.db_table) for model in all_models()] + ["django_migrations"]
                cursor.execute(f"DROP TABLE IF EXISTS {', '.join(names)} CASCADE")
                _drop_functions(cursor)
            yield
    except OperationalError as error:
        if "lock timeout" in str(error):
            raise BackupRefused(_IN_USE) from error
        raise


def _drop_functions(cursor: Any) -> None:
    """Those of triggers, which migrations make again; what belongs to an extension or to somebody else stays."""
    cursor.execute(
        "SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
        " AND proowner = current_user::regrole"
        " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
    )
    for (signature,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {signature} CASCADE")


@contextmanager
def _in_a_new_file() -> Iterator[None]:
    old = Path(str(connection.settings_dict["NAME"]))
    new = old.with_name(f"{old.name}.restoring")
    connection.close()
    with _held(old):
        pass
    _remove(new)
    os.close(os.open(new, os.O_CREAT | os.O_EXCL, 0o600))
    connection.settings_dict["NAME"] = new
    try:
        yield
        _settle()
        with _held(old):
            for name in _BESIDE:
                old.with_name(old.name + name).unlink(missing_ok=True)
            new.replace(old)
            _sync_folder(old.parent)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = old
        _remove(new)


def _settle() -> None:
    """Everything into the one file, on the disk."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=DELETE")
    name = connection.settings_dict["NAME"]
    connection.close()
    number = os.open(name, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Nobody has the database open, and nobody can write to it inside. One that cannot be read at all is nobody's."""
    if not path.exists():
        yield
        return
    with closing(sqlite3.connect(path, timeout=2, isolation_level=None)) as held:
        try:
            mode = held.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
            if mode != "delete":
                raise BackupRefused(_IN_USE)
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise BackupRefused(_IN_USE) from error
        except sqlite3.DatabaseError:
            pass  # what is broken is what a backup is restored over
        yield


def _remove(path: Path) -> None:
    for name in ("", *_BESIDE):
        path.with_name(path.name + name).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
