"""``retention``: deletes what has been kept long enough, and programmes whose day has come."""

from __future__ import annotations

import typer

from thinking_together.cli.django import database_ready


def retention() -> None:
    """Delete what is due today, of every programme: once a day, by a timer."""
    database_ready()
    from django.utils import timezone

    from thinking_together.core.writes import SYSTEM
    from thinking_together.programmes.domain.retention import delete_due

    deleted = delete_due(today=timezone.localdate(), by=SYSTEM)
    for one in deleted:
        typer.echo(f"{one.programme}: {one.kind or 'the whole programme'}, {one.records} records")
    if not deleted:
        typer.echo("Nothing is due.")
