"""Gatherings as their members' pages list them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering, GatheringKind, GatheringState
from thinking_together.gatherings.showing import when
from thinking_together.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Listed:
    """One gathering with how many come, came and wait."""

    code: str
    title: str
    kind: str
    when: str
    state: str
    coming: int
    waiting: int
    capacity: int | None


def listed(programme: Programme) -> list[Listed]:
    """The latest first; one statement."""
    counted = Gathering.objects.filter(programme=programme).annotate(
        coming=_count(AttendanceState.COMING, AttendanceState.ATTENDED), waiting=_count(AttendanceState.RESERVE)
    )
    return [
        Listed(
            one.code,
            one.title,
            GatheringKind(one.kind).label,
            when(one),
            GatheringState(one.state).label,
            one.coming,
            one.waiting,
            one.capacity,
        )
        for one in counted.order_by("-day", "-position")
    ]


@dataclass(frozen=True, slots=True)
class Named:
    """A place on the list of who comes. People outside have no name here: the address says who it is."""

    pk: int
    who: str
    sector: str
    role: str
    state: AttendanceState
    reason: str


ORDER = (
    AttendanceState.COMING,
    AttendanceState.ATTENDED,
    AttendanceState.RESERVE,
    AttendanceState.DID_NOT_ATTEND,
    AttendanceState.CANCELLED,
)


def places_of(gathering: Gathering) -> list[Named]:
    """Who comes first, then who waits, in their order; one statement."""
    found = Attendance.objects.filter(gathering=gathering).select_related("participant", "sector")
    places = [_named(place) for place in found.order_by("position", "pk")]
    return sorted(places, key=lambda place: ORDER.index(place.state))


def _named(place: Attendance) -> Named:
    person = place.participant
    who = (person.email or person.code) if person else "Somebody, by sector alone"
    role = person.role if person else ""
    return Named(place.pk, who, str(place.sector), role, AttendanceState(place.state), place.get_reason_display())


def _count(*states: AttendanceState) -> Count:
    return Count("attendances", filter=Q(attendances__state__in=states))
