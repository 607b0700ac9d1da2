"""``survey release``: from now on figures count the answers that came, in every group with enough of them."""

from __future__ import annotations

from typing import Annotated

import typer

from thinking_together.cli.django import database_ready

Slug = Annotated[str, typer.Argument(help="The programme, as its address names it.")]
Closing = Annotated[bool, typer.Option("--closing", help="The survey is closed: no more answers will come.")]
NOT_DONE = 2


def release(slug: Slug, closing: Closing = False) -> None:
    """Count the answers that came since, in every group with enough of them."""
    database_ready()
    from thinking_together.core.writes import SYSTEM
    from thinking_together.programmes.models import Programme
    from thinking_together.survey.domain.releasing import NoSurvey, make_release
    from thinking_together.survey.domain.releasing_ahead import prepare

    try:
        programme = Programme.objects.get(slug=slug)
        prepare(programme, closing)
        made = make_release(programme=programme, closing=closing, by=SYSTEM)
    except Programme.DoesNotExist:
        typer.echo(f"No programme is called '{slug}'. Nothing was changed.", err=True)
        raise typer.Exit(NOT_DONE) from None
    except NoSurvey as error:
        typer.echo(f"{error}. Nothing was changed.", err=True)
        raise typer.Exit(NOT_DONE) from None
    for name in made.joined:
        typer.echo(f"{name}: counts new answers")
    waits = "not counted is whoever came since, if anybody did: too few" if closing else "waits for more answers"
    for name in made.waiting:
        typer.echo(f"{name}: {waits}")
    typer.echo(f"Release {made.number}." if made.joined else "Nothing new is counted.")
    if made.other_rules:
        typer.echo("An earlier release was made by other rules: what it showed is known only nearly.", err=True)
