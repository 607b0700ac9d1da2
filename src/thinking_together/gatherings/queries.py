"""Attendance as the phases read it: one statement, frozen rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from thinking_together.gatherings.models import NOT_HELD, Attendance, AttendanceState, Gathering, GatheringKind
from thinking_together.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Place:
    """One place at a gathering."""

    sector: str
    partner: str
    participant: str
    state: AttendanceState
    reason: str
    notice_days: int | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A gathering with all its places, in the programme's order."""

    code: str
    kind: GatheringKind
    title: str
    day: date
    online: bool
    place: str
    planned_size: int | None
    places: tuple[Place, ...]

    def attended(self) -> tuple[Place, ...]:
        return tuple(p for p in self.places if p.state is AttendanceState.ATTENDED)


def meetings(programme: Programme, *kinds: GatheringKind) -> Sequence[Meeting]:
    """Gatherings of these kinds (or of every kind) that have begun, with their places; two statements.

    What a folder brought in without a time has been.
    """
    wanted, now = set(kinds or GatheringKind), timezone.now()
    held = Gathering.objects.filter(programme=programme).exclude(state__in=NOT_HELD)
    chosen = [g for g in held if g.kind in wanted and (g.starts is None or g.starts <= now)]
    places: dict[int, list[Place]] = {g.pk: [] for g in chosen}
    rows = Attendance.objects.filter(gathering__programme=programme)
    for a in rows.select_related("sector", "partner", "participant"):
        if a.gathering_id in places:
            places[a.gathering_id].append(_place(a))
    return [_meeting(g, tuple(places[g.pk])) for g in chosen]


def _place(attendance: Attendance) -> Place:
    return Place(
        attendance.sector.code,
        attendance.partner.code if attendance.partner else "",
        attendance.participant.code if attendance.participant else "",
        AttendanceState(attendance.state),
        attendance.reason,
        attendance.notice_days,
    )


def _meeting(gathering: Gathering, places: tuple[Place, ...]) -> Meeting:
    return Meeting(
        gathering.code,
        GatheringKind(gathering.kind),
        gathering.title,
        gathering.day,
        gathering.online,
        gathering.place,
        gathering.planned_size,
        places,
    )
