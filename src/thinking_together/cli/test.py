"""``test``: every test, browser journeys included, and what touches a database on both kinds of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated

import typer

from thinking_together.cli.checkout import checkout
from thinking_together.cli.postgres import postgres_server

ON_POSTGRESQL = "tests/integration"
# Whole files to each process, in the order that tests/factories/order.py gives them.
SHARED_OUT = ("--dist", "loadfile", "--no-loadscope-reorder")


MEMORY, PLENTY = Path("/dev/shm"), 8 * 1024**3  # noqa: S108 - the system's own folder; bytes


class Engine(StrEnum):
    """The kinds of database that the system runs on."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


On = Annotated[Engine | None, typer.Option("--engine", help="Run on this kind of database only.")]


def test(context: typer.Context, engine: On = None) -> None:
    """Run every test, and the integration tests on PostgreSQL too; or those that the pytest arguments name."""
    with _quick_folder():
        raise typer.Exit(_run(checkout(), list(context.args), engine))


def _run(root: Path, only: list[str], engine: Engine | None) -> int:
    if engine is Engine.SQLITE or (only and engine is None):
        return _pytest(root, only, None)
    with postgres_server() as address:
        return _both(root, address) if engine is None else _pytest(root, only or [ON_POSTGRESQL], address)


@contextmanager
def _quick_folder() -> Iterator[None]:
    """Tests' databases and files lie in memory where there is plenty of it: no write waits for a disk."""
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < PLENTY:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="tt-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = None
            del os.environ["TMPDIR"]


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
