"""The invented people of the demonstration, brought in as real ones are: invited, and accepting."""

from __future__ import annotations

from thinking_together.accounts.domain.invitations import accept_invitation, open_account
from thinking_together.accounts.domain.people import name_person
from thinking_together.core.writes import Actor
from thinking_together.programmes.domain.people import invite_member
from thinking_together.programmes.models import Membership, Programme
from thinking_together.site.demo.guides import GUIDES, Guide


class NotInvented(ValueError):
    """The programme is a real one: nobody is let in there as anybody."""


def bring_in(programme: Programme, *, by: Actor) -> None:
    """One person a role. ``NotInvented`` for a programme that is not an example."""
    if not programme.invented:
        raise NotInvented(f"{programme} is not invented")
    for guide in GUIDES:
        sent = invite_member(programme=programme, email=guide.email, role=guide.role, by=by)
        person = open_account(invitation=sent.invitation, by=by)
        accept_invitation(invitation=sent.invitation, by=person)
        name_person(person=person, name=guide.person, by=person)


def played_by(guide: Guide) -> Membership | None:
    """The membership of the invented person, in an invented programme."""
    found = Membership.objects.filter(role=guide.role, person__email=guide.email, programme__invented=True)
    return found.select_related("person", "programme").first()
