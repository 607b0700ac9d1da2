"""The sessions of a programme beside each other, for those who plan or run them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from thinking_together.gatherings.models import AttendanceState, Gathering, GatheringKind, GatheringState
from thinking_together.gatherings.showing import when
from thinking_together.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Listed:
    """One session: ``coming`` counts those who were there once it has been; ``state`` says what waits."""

    code: str
    title: str
    when: str
    place: str
    facilitators: str
    coming: int
    reserve: int
    state: str


def listed_sessions(programme: Programme) -> tuple[Listed, ...]:
    """The latest first; two statements."""
    of = Gathering.objects.filter(programme=programme, kind=GatheringKind.REFLECTIVE_SESSION)
    taken = Q(attendances__state__in=(AttendanceState.COMING, AttendanceState.ATTENDED))
    waits = Q(attendances__state=AttendanceState.RESERVE)
    counted = of.annotate(
        coming=Count("attendances", filter=taken, distinct=True),
        waiting=Count("attendances", filter=waits, distinct=True),
        noted=Count("reflection_notes", distinct=True),
    )
    found = counted.prefetch_related("facilitations__member__person").order_by("-day", "-starts", "position")
    return tuple(
        Listed(
            one.code,
            one.title,
            when(one),
            one.place,
            ", ".join(str(f.member.person) for f in one.facilitations.all()),
            one.coming,
            one.waiting,
            _state(one, bool(one.noted)),
        )
        for one in found
    )


def _state(session: Gathering, noted: bool) -> str:
    if session.state == GatheringState.CANCELLED:
        return "Called off"
    if noted:
        return "Notes finished"
    if session.state == GatheringState.DRAFT:
        return "Nobody is invited yet"
    return "People are invited"
