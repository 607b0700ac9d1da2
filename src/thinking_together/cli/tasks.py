"""``tasks``: what the worker does and has done, and asking again for what was lost."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from thinking_together.cli.django import database_ready

Key = Annotated[UUID, typer.Argument(help="The job's key, as tasks list shows it.")]
Most = Annotated[int, typer.Option(min=1, help="How many, the newest first.")]


def list_(most: Most = 100) -> None:
    """List the newest jobs: key, state, kind, subject, when asked for."""
    database_ready()
    from thinking_together.core.tasks.queries import jobs

    for job in jobs(most):
        typer.echo(f"{job.key}  {job.state:8}  {job.kind}  {job.subject}  {job.asked_at:%Y-%m-%d %H:%M}")


def again(key: Key) -> None:
    """Put a job that failed or was lost back into the queue."""
    database_ready()
    from thinking_together.core.tasks.asking import CannotAskAgain, ask_again

    try:
        job = ask_again(key)
    except CannotAskAgain as error:
        typer.echo(f"{error}; nothing was done.", err=True)
        raise typer.Exit(2) from None
    typer.echo(f"{job.kind} of {job.subject} waits for a worker")
