"""The invented people of the demonstration, brought in as real ones are: invited, and accepting."""

from __future__ import annotations

from thinking_together.accounts.domain.invitations import accept_invitation, open_account
from thinking_together.accounts.domain.people import name_person
from thinking_together.core.editing import version_of
from thinking_together.core.writes import Actor
from thinking_together.programmes.domain.details import confirm_support
from thinking_together.programmes.domain.people import invite_member
from thinking_together.programmes.domain.responsible import FIELDS, name_responsible
from thinking_together.programmes.models import DutyCode, Membership, Programme, Responsible
from thinking_together.programmes.readiness import lines_of
from thinking_together.site.demo.guides import GUIDES, Guide


class NotInvented(ValueError):
    """The programme is a real one: nobody is let in there as anybody."""


def bring_in(programme: Programme, *, by: Actor) -> None:
    """One person a role, and set up to the end. ``NotInvented`` for a programme that is not an example."""
    if not programme.invented:
        raise NotInvented(f"{programme} is not invented")
    for guide in GUIDES:
        sent = invite_member(programme=programme, email=guide.email, role=guide.role, by=by)
        person = open_account(invitation=sent.invitation, by=by)
        accept_invitation(invitation=sent.invitation, by=person)
        name_person(person=person, name=guide.person, by=person)
    for responsible in programme.responsible.all():
        _give_address(responsible, by=by)
    confirm_support(programme=programme, seen=lines_of(programme), by=by)


def _give_address(responsible: Responsible, *, by: Actor) -> None:
    """An address never stands in a bundle; the service asks for one of everybody who answers for something."""
    own = (guide.email for guide in GUIDES if guide.person == responsible.name)
    email = next(own, f"{responsible.duty.replace('_', '-')}@example.org")
    name_responsible(
        programme=responsible.programme,
        duty=DutyCode(responsible.duty),
        version=version_of(responsible, FIELDS),
        yours={"name": responsible.name, "email": email, "phone": responsible.phone},
        by=by,
    )


def played_by(guide: Guide) -> Membership | None:
    """The membership of the invented person, in an invented programme."""
    found = Membership.objects.filter(role=guide.role, person__email=guide.email, programme__invented=True)
    return found.select_related("person", "programme").first()
