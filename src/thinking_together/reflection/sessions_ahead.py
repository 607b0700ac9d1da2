"""Which sessions of a round are still to come."""

from __future__ import annotations

from django.utils import timezone

from thinking_together.gatherings.models import Gathering, GatheringState
from thinking_together.programmes.models import Programme
from thinking_together.reflection.models import Round


def open_round(programme: Programme) -> Round | None:
    """The round that is being planned."""
    return Round.objects.filter(programme=programme, closed=None).select_related("programme").first()


def sessions_of(round: Round) -> tuple[Gathering, ...]:
    """All that are not called off, the earliest first; one statement."""
    found = Gathering.objects.filter(round_session__round=round).exclude(state=GatheringState.CANCELLED)
    return tuple(sorted(found, key=lambda one: (one.starts is None, one.starts, one.pk)))


def sessions_ahead(round: Round) -> tuple[Gathering, ...]:
    """Those that have not begun."""
    now = timezone.now()
    return tuple(one for one in sessions_of(round) if one.starts is not None and one.starts > now)
