"""Who takes part in running which programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from thinking_together.accounts.models import Invitation, Person
from thinking_together.core.permissions import Role
from thinking_together.programmes.models import SAFEGUARDING, DutyCode, InvitedRole, Membership, Programme, Responsible


def memberships_of(person: Person) -> QuerySet[Membership]:
    """A person's memberships with their programmes, by title."""
    return Membership.objects.filter(person=person).select_related("programme").order_by("programme__title")


def roles_in(person: Person, programme: Programme) -> frozenset[Role]:
    """The person's roles in the programme; empty for nobody of it."""
    found = Membership.objects.filter(person=person, programme=programme).values_list("role", flat=True)
    return frozenset(Role(role) for role in found)


def member(person: Any, slug: str) -> Membership | None:
    """The membership of the programme with this short name."""
    return Membership.objects.filter(person=person, programme__slug=slug).select_related("programme", "person").first()


def leads_any(person: Any) -> bool:
    """Whether the person leads a programme."""
    return Membership.objects.filter(person=person, role=Role.LEAD).exists()


def members(programme: Programme) -> QuerySet[Membership]:
    return Membership.objects.filter(programme=programme).select_related("person", "sector", "organisation")


def invited(programme: Programme) -> QuerySet[InvitedRole]:
    """Invitations that wait to be accepted."""
    waiting = InvitedRole.objects.filter(
        programme=programme,
        invitation__accepted=None,
        invitation__withdrawn=None,
        invitation__expires__gt=timezone.now(),
    )
    return waiting.select_related("invitation", "sector")


def promised(invitation: Invitation) -> list[str]:
    """What an invitation is to, for its page."""
    promise = InvitedRole.objects.filter(invitation=invitation).select_related("programme").first()
    return [f"{promise.programme.title}: {Role(promise.role).label.lower()}"] if promise else []


def only_lead_of(person: Person) -> list[Programme]:
    """Programmes that nobody else leads, held until the write that asks is done: no other lead goes meanwhile."""
    led = Membership.objects.filter(person=person, role=Role.LEAD).values("programme")
    list(Programme.objects.select_for_update().filter(pk__in=led).order_by("pk"))
    others = (
        Membership.objects.filter(role=Role.LEAD, person__is_active=True).exclude(person=person).values("programme")
    )
    return list(Programme.objects.filter(pk__in=led).exclude(pk__in=others).order_by("title"))


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty, who has it, and whether they are a member who can sign in."""

    code: DutyCode
    who: Responsible | None
    member: bool

    @property
    def safeguarding(self) -> bool:
        return self.code in SAFEGUARDING


def duties(programme: Programme) -> tuple[Duty, ...]:
    """Every duty in its order; two statements."""
    named = {one.duty: one for one in programme.responsible.all()}
    active = Membership.objects.filter(programme=programme, person__is_active=True)
    known = set(active.values_list("person__email", flat=True))
    return tuple(Duty(code, named.get(code), code in named and named[code].email.lower() in known) for code in DutyCode)


def begun(person: Person, key: str) -> Programme | None:
    """The programme that this form of theirs has made already."""
    try:
        found = Programme.objects.filter(begun_by=UUID(key)).first()
    except ValueError:
        return None
    return found if found and roles_in(person, found) else None
