"""``purge``: the words of one text out of the installation, for good."""

from __future__ import annotations

from typing import Annotated

import typer

from thinking_together.cli.django import database_ready

Slug = Annotated[str, typer.Argument(help="The programme, as its address names it.")]
Ref = Annotated[str, typer.Argument(help="The text, as it is called in the programme: survey/r17/open_answer.")]
Yes = Annotated[bool, typer.Option("--yes", help="It cannot be undone.")]
NOT_DONE = 2


def purge(slug: Slug, ref: Ref, yes: Yes = False) -> None:
    """Remove the words of a text from every version and copy, and from every backup when it is restored."""
    if not yes:
        typer.echo("This cannot be undone, not even from a backup. Say --yes. Nothing was changed.", err=True)
        raise typer.Exit(NOT_DONE)
    database_ready()
    from thinking_together.core.writes import SYSTEM
    from thinking_together.evidence.domain.purging import NoSuchText, purge_text
    from thinking_together.programmes.models import Programme

    try:
        changed = purge_text(programme=Programme.objects.get(slug=slug), ref=ref, by=SYSTEM)
    except Programme.DoesNotExist:
        typer.echo(f"No programme is called '{slug}'. Nothing was changed.", err=True)
        raise typer.Exit(NOT_DONE) from None
    except NoSuchText as error:
        typer.echo(f"{error}. Nothing was changed.", err=True)
        raise typer.Exit(NOT_DONE) from None
    typer.echo(f"The words of {ref} are gone from {changed} records.")
