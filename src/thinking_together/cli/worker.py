"""``worker``: does what pages ask for and would take too long there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from thinking_together.cli.django import fit_to_run

Interval = Annotated[float, typer.Option(min=0.05, help="Seconds between two looks at an empty queue.")]
Once = Annotated[bool, typer.Option("--once", help="End when nothing is left to do.")]
Migrate = Annotated[bool, typer.Option("--migrate", help="Bring the database up to date first.")]


def worker(interval: Interval = 1.0, once: Once = False, migrate: Migrate = False) -> None:
    """Do background work until SIGTERM or Ctrl-C; what has begun is finished first."""
    fit_to_run(migrate=migrate)
    from thinking_together.core.tasks.worker import work

    work(interval=interval, until_empty=once)


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker process for as long as the block lasts."""
    command = [sys.executable, "-c", "from thinking_together.cli import main; main()", "worker"]
    running = subprocess.Popen(command)  # noqa: S603 - our own interpreter
    try:
        yield
    finally:
        running.terminate()
        running.wait()
