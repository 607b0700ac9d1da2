"""``retention``: deletes what has been kept long enough, and programmes whose day has come."""

from __future__ import annotations

import typer

from thinking_together.cli.django import database_ready

NOT_DONE = 2


def retention() -> None:
    """Delete what is due today, of every programme: once a day, by a timer."""
    database_ready()
    from django.utils import timezone

    from thinking_together.core.writes import SYSTEM
    from thinking_together.programmes.domain.retention import delete_due

    deleted = delete_due(today=timezone.localdate(), by=SYSTEM)
    for one in deleted:
        what = f"{one.programme}: {one.kind or 'the whole programme'}"
        if one.failed:
            typer.echo(
                f"{what} is due and could not be deleted ({one.failed}). It is tried again at the next run.", err=True
            )
        else:
            typer.echo(f"{what}, {one.records} records")
    if not deleted:
        typer.echo("Nothing is due.")
    if any(one.failed for one in deleted):
        raise typer.Exit(NOT_DONE)
