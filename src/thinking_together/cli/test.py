"""``test``: every test, browser journeys included, and what touches a database on both kinds of it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated

import typer

from thinking_together.cli.checkout import checkout
from thinking_together.cli.postgres import postgres_server

ON_POSTGRESQL = "tests/integration"
# Whole files to each process, in the order that tests/factories/order.py gives them.
SHARED_OUT = ("--dist", "loadfile", "--no-loadscope-reorder")


class Engine(StrEnum):
    """The kinds of database that the system runs on."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


On = Annotated[Engine | None, typer.Option("--engine", help="Run on this kind of database only.")]


def test(context: typer.Context, engine: On = None) -> None:
    """Run every test, and the integration tests on PostgreSQL too; or those that the pytest arguments name."""
    root = checkout()
    only = list(context.args)
    if engine is Engine.SQLITE or (only and engine is None):
        raise typer.Exit(_pytest(root, only, None))
    with postgres_server() as address:
        status = _both(root, address) if engine is None else _pytest(root, only or [ON_POSTGRESQL], address)
    raise typer.Exit(status)


def _both(root: Path, address: str) -> int:
    """On both at once: while one waits, for a lock or a browser, the other computes; what it says comes at its end."""
    with ThreadPoolExecutor(1) as pool, tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        beside = pool.submit(_pytest, root, [ON_POSTGRESQL], address, processes=1, said=said)
        statuses = (_pytest(root, [], None), beside.result())
        said.seek(0)
        typer.echo(said.read(), nl=False)
    return max(statuses)


def _pytest(
    root: Path, arguments: Sequence[str], address: str | None, *, processes: int = 2, said: IO[str] | None = None
) -> int:
    """Its exit status, on the database at ``address`` or on the embedded one; ``said`` gets what it says, if given."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if address:
        environment["DATABASE_URL"] = address
    typer.echo(f"tests on {Engine.POSTGRESQL if address else Engine.SQLITE}", file=said, err=said is None)
    if said is not None:
        said.flush()
    command = [sys.executable, "-m", "pytest", "-n", str(processes), *SHARED_OUT, *arguments]
    done = subprocess.run(  # noqa: S603 - our own tests
        command, cwd=root, env=environment, check=False, stdout=said, stderr=said and subprocess.STDOUT
    )
    return done.returncode
