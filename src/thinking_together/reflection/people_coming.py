"""Who comes to a session, for those who run it."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering


@dataclass(frozen=True, slots=True)
class Comer:
    """One place, with the words by which a lead or facilitator knows the person."""

    key: int
    name: str
    sector: str
    sector_code: str
    organisation: str
    state: AttendanceState


def comers(session: Gathering) -> tuple[Comer, ...]:
    """Every place, those who come first; one statement."""
    places = Attendance.objects.filter(gathering=session).select_related("participant", "sector", "partner")
    found = (
        Comer(
            place.pk,
            (place.participant.email or place.participant.code) if place.participant else "Somebody",
            place.sector.name,
            place.sector.code,
            place.partner.name if place.partner else "",
            AttendanceState(place.state),
        )
        for place in places
    )
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.state), one.sector, one.name)))


_ORDER = (
    AttendanceState.COMING,
    AttendanceState.ATTENDED,
    AttendanceState.DID_NOT_ATTEND,
    AttendanceState.RESERVE,
    AttendanceState.CANCELLED,
)
