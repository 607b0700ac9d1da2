"""``migrate``: the database brought up to date with this version, by one process at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from thinking_together.cli.django import django_ready

LOCK = 0x7474_6D69  # one number for all installations: a lock of PostgreSQL belongs to its database


def migrate() -> None:
    """Bring the database up to date; a second process waits, then finds nothing to do."""
    django_ready()
    bring_up_to_date(verbosity=1)
    typer.echo("The database is up to date.")


def bring_up_to_date(verbosity: int = 0) -> None:
    """Makes the database where it is not there, and its tables as this version needs them."""
    from django.conf import settings
    from django.core.management import call_command

    settings.VAR.mkdir(parents=True, exist_ok=True)
    with alone(settings.VAR / "migrate.lock"):
        call_command("migrate", verbosity=verbosity, interactive=False)


def is_begun() -> bool:
    """Whether there is anything in the database."""
    from django.db import connection

    return "django_migrations" in connection.introspection.table_names()


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Nobody else migrates this database meanwhile; whoever is killed lets go."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Not bounded by the time that a page may wait for a lock.
            cursor.execute("SET lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
                cursor.execute("RESET lock_timeout")
        return
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
