"""``./run people …``: the first people of an installation, who then invite the others."""

from __future__ import annotations

from typing import Annotated, NoReturn

import typer

from thinking_together.cli.django import database_ready

Address = Annotated[str, typer.Argument(help="The e-mail address.")]
Lead = Annotated[str, typer.Option("--lead", help="Short name of a programme that they are to lead.")]
Site = Annotated[str, typer.Option("--site", help="Where the site is, as its people type it.")]
NOT_DONE = 2


def invite(email: Address, lead: Lead = "", site: Site = "http://127.0.0.1:8000") -> None:
    """Print an invitation's link: to run the installation, or with --lead to lead a programme."""
    database_ready()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.urls import reverse

    from thinking_together.accounts.domain.invitations import make_invitation
    from thinking_together.core.permissions import Role
    from thinking_together.core.writes import SYSTEM
    from thinking_together.programmes.domain.people import AlreadyMember, invite_member
    from thinking_together.programmes.models import Programme

    try:
        validate_email(email)
        if lead:
            sent = invite_member(programme=Programme.objects.get(slug=lead), email=email, role=Role.LEAD, by=SYSTEM)
        else:
            sent = make_invitation(email=email, installation_staff=True, by=SYSTEM)
    except ValidationError:
        _refuse(f"'{email}' is no e-mail address.")
    except Programme.DoesNotExist:
        _refuse(f"No programme is called '{lead}'.")
    except AlreadyMember as error:
        _refuse(f"{error}.")
    typer.echo(site.rstrip("/") + reverse("invitation", args=[sent.token]))


def _refuse(why: str) -> NoReturn:
    typer.echo(f"{why} Nobody was invited.", err=True)
    raise typer.Exit(NOT_DONE)
