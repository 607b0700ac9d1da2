"""Somebody came who had not signed up."""

from __future__ import annotations

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.gatherings.domain.filling import next_position
from thinking_together.gatherings.domain.places import has_begun
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering, GatheringState
from thinking_together.programmes.domain.participants import take_part
from thinking_together.programmes.models import Partner, Programme, Sector


class NotBegun(ValueError):
    """Nobody has come to it yet, or it was called off."""


class ListChanged(ValueError):
    """Somebody was added to the list since it was looked at: perhaps the same person."""


@write("attendance.walked_in", whole=True)
def add_walk_in(
    *, gathering: Gathering, seen: int, sector: Sector, partner: Partner | None, email: str, role: str, by: Actor
) -> Written[Attendance] | Unchanged[Attendance]:
    """A place of somebody who came, full or not: known by their address, or by sector and organisation alone.

    ``seen``: how many places there were when the form was shown, so that one without an address that is sent twice
    counts once. Of somebody who takes part already nothing is written over. ``NotBegun``, ``ListChanged``.
    """
    programme = Programme.objects.select_for_update().get(pk=gathering.programme_id)
    held = Gathering.objects.select_for_update().get(pk=gathering.pk)
    if held.state in (GatheringState.DRAFT, GatheringState.CANCELLED) or not has_begun(held):
        raise NotBegun("who came is noted once it has begun")
    place = Attendance(gathering=held, sector=sector, partner=partner)
    if email:
        person, _ = take_part(programme=programme, email=email, sector=sector, partner=partner, role=role)
        place = Attendance.objects.filter(gathering=held, participant=person).first() or Attendance(
            gathering=held, participant=person, sector=person.sector, partner=person.partner
        )
    elif held.attendances.count() != seen:
        raise ListChanged("somebody was added meanwhile")
    if place.state == AttendanceState.ATTENDED:
        return Unchanged(place)
    place.state, place.reason, place.notice_days = AttendanceState.ATTENDED, "", None
    place.position = next_position(held) if place.pk is None else place.position
    place.save()
    return Written(place, place, {"known": bool(email)}, programme=programme.slug)
