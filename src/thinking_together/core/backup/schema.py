"""The schema that a database has, that this program knows, and that a backup was taken from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from thinking_together.core.backup.problems import BackupRefused

Key = tuple[str, str]


def applied_migrations() -> tuple[str, ...]:
    """What the database has, as ``app.name``; empty where it has no tables."""
    applied = MigrationLoader(connection).applied_migrations or {}
    return tuple(sorted(f"{app}.{name}" for app, name in applied))


def refuse_unless_current() -> None:
    """A backup is told in the words of this program's models, so the database must have just their schema."""
    loader = MigrationLoader(connection)
    applied, known = set(loader.applied_migrations or {}), set(loader.disk_migrations or {})
    if not applied:
        raise BackupRefused("There is no database to back up. Check TT_VAR or DATABASE_URL.")
    if unknown := applied - known:
        raise BackupRefused(
            f"The database is of a newer version ({_told(unknown)}). Take the backup with the version that serves it."
        )
    if missing := known - applied:
        raise BackupRefused(
            f"The database is of an older version (without {_told(missing)}). "
            "Take the backup with that version, or let serve bring the database up to date first."
        )


def refuse_unknown(migrations: Iterable[str]) -> None:
    """A backup from a later version cannot be read by this one."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}
    unknown = sorted(set(migrations) - known)
    if unknown:
        raise BackupRefused(
            f"This backup is of a newer version (it has {', '.join(unknown[:3])}). Install that version, then restore."
        )


def build_schema(migrations: Sequence[str]) -> Apps:
    """Gives an empty database exactly these migrations; returns the models as they were then."""
    keys = [_key(name) for name in migrations]
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    wanted = set(keys)
    ends = [key for key in keys if not any(child.key in wanted for child in graph.node_map[key].children)]
    executor.migrate(ends)
    return executor.loader.project_state(ends).apps


def bring_up_to_date() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def _key(name: str) -> Key:
    app, _, rest = name.partition(".")
    return app, rest


def _told(keys: Iterable[Key]) -> str:
    return ", ".join(f"{app}.{name}" for app, name in sorted(keys)[:3])
