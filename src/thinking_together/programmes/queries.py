"""Who takes part in running which programme."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from thinking_together.accounts.models import Invitation, Person
from thinking_together.core.permissions import Role
from thinking_together.programmes.models import InvitedRole, Membership, Programme


def memberships_of(person: Person) -> QuerySet[Membership]:
    """A person's memberships with their programmes, by title."""
    return Membership.objects.filter(person=person).select_related("programme").order_by("programme__title")


def roles_in(person: Person, programme: Programme) -> frozenset[Role]:
    """The person's roles in the programme; empty for nobody of it."""
    found = Membership.objects.filter(person=person, programme=programme).values_list("role", flat=True)
    return frozenset(Role(role) for role in found)


def member(person: Any, slug: str) -> Membership | None:
    """The membership of the programme with this short name."""
    return Membership.objects.filter(person=person, programme__slug=slug).select_related("programme").first()


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
