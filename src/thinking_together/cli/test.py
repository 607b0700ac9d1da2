"""``test``: every test, browser journeys included, and what touches a database on both kinds of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from thinking_together.cli.checkout import checkout
from thinking_together.cli.postgres import postgres_server

ON_POSTGRESQL = "tests/integration"
# Whole files to two processes, in the order that tests/factories/order.py gives them.
SHARED_OUT = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")


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
        statuses = [_pytest(root, only, None)] if engine is None else []
        statuses.append(_pytest(root, only or [ON_POSTGRESQL], address))
    raise typer.Exit(max(statuses))


def _pytest(root: Path, arguments: Sequence[str], address: str | None) -> int:
    """Its exit status, on the database at ``address`` or on the embedded one."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if address:
        environment["DATABASE_URL"] = address
    typer.echo(f"tests on {Engine.POSTGRESQL if address else Engine.SQLITE}", err=True)
    command = [sys.executable, "-m", "pytest", *SHARED_OUT, *arguments]
    return subprocess.run(command, cwd=root, env=environment, check=False).returncode  # noqa: S603 - our own tests
