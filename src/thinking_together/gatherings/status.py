"""How many gatherings of a kind have been, and how many are to come."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.gatherings.models import NOT_HELD, Gathering, GatheringKind
from thinking_together.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Held:
    """By the programme's own day."""

    past: int
    ahead: int


def held(programme: Programme, *kinds: GatheringKind) -> Held:
    """One statement."""
    of_kinds = Gathering.objects.filter(programme=programme, kind__in=kinds)
    days = of_kinds.exclude(state__in=NOT_HELD).values_list("day", flat=True)
    past = sum(day <= programme.as_of for day in days)
    return Held(past, len(days) - past)
