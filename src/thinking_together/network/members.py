"""Who belongs to the network now: for those who write to them. What is shown of them goes through the gate."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from thinking_together.network.models import Audience, Member
from thinking_together.programmes.models import Participant, Programme


def current_members(programme: Programme) -> QuerySet[Member]:
    """Members who have not left."""
    here = Q(left=None) | Q(left__gt=timezone.localdate())
    return Member.objects.filter(here, programme=programme).select_related(
        "participant__sector", "participant__partner"
    )


def member_with(programme: Programme, email: str) -> Member | None:
    """The member whom this address reaches."""
    return current_members(programme).filter(participant__email__iexact=email).first()


def audience(programme: Programme, kind: str, chosen: Sequence[str]) -> tuple[Member, ...]:
    """Members who get an update: those with an address, of any of the sectors or with any of the interests."""
    reached = current_members(programme).exclude(participant__email="")
    if kind == Audience.SECTOR:
        return tuple(reached.filter(participant__sector__code__in=chosen))
    if kind == Audience.INTEREST:
        return tuple(m for m in reached if set(m.participant.interests) & set(chosen))
    return tuple(reached)


def member_of(participant: Participant | None) -> Member | None:
    """The membership of somebody who takes part, while they are a member."""
    if participant is None:
        return None
    return current_members(participant.programme).filter(participant=participant).first()
