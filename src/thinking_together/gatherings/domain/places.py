"""Signing up for a gathering, and cancelling: never more come than fit, and nobody twice."""

from __future__ import annotations

from django.utils import timezone

from thinking_together.core.dates.zone import local_parts
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.gatherings import telling
from thinking_together.gatherings.domain.filling import fill, free_places, next_position
from thinking_together.gatherings.models import AbsenceReason, Attendance, AttendanceState, Gathering, GatheringState
from thinking_together.programmes.models import Participant, Programme

ON_THE_LIST = (AttendanceState.COMING, AttendanceState.RESERVE)


class NotOpen(ValueError):
    """Nobody can sign up for it: not yet, not any more, or it is called off."""


class NotTheirs(ValueError):
    """The person takes part in another programme."""


@write("attendance.signed_up", whole=True)
def sign_up(
    *, gathering: Gathering, participant: Participant, by: Actor
) -> Written[Attendance] | Unchanged[Attendance]:
    """A place, or one on the waiting list where none is free. Who has either keeps it, and is sent it once more."""
    held = _locked(gathering)
    if participant.programme_id != held.programme_id:
        raise NotTheirs("the person takes part in another programme")
    if not is_open(held):
        raise NotOpen("nobody can sign up for it now")
    found = Attendance.objects.filter(gathering=held, participant=participant).first()
    if found is not None and found.state in (*ON_THE_LIST, AttendanceState.ATTENDED):
        telling.reminded(found, by=by)
        return Unchanged(found)
    place = found or Attendance(gathering=held, participant=participant)
    place.sector, place.partner = participant.sector, participant.partner
    place.reason, place.notice_days, place.position = "", None, next_position(held)
    place.state = AttendanceState.RESERVE if free_places(held) == 0 else AttendanceState.COMING
    place.save()
    telling.signed_up(place, by=by)
    return Written(place, place, {"state": place.state}, programme=held.programme.slug)


@write("attendance.cancelled", whole=True)
def cancel(*, attendance: Attendance, reason: AbsenceReason, by: Actor) -> Written[Attendance] | Unchanged[Attendance]:
    """Gives a place back; the first who waits gets it and is told. Cancelling twice is as once."""
    held = _locked(attendance.gathering)
    place = Attendance.objects.select_related("participant").get(pk=attendance.pk)
    if place.state not in ON_THE_LIST:
        return Unchanged(place)
    had_place = place.state == AttendanceState.COMING
    today = local_parts(timezone.now())[0]
    place.state, place.reason = AttendanceState.CANCELLED, reason
    place.notice_days = max((held.day - today).days, 0)
    place.save(update_fields=["state", "reason", "notice_days"])
    telling.cancelled(place, had_place=had_place, by=by)
    if had_place and not has_begun(held):
        fill(held, by=by)
    return Written(place, place, {"reason": reason.value}, programme=held.programme.slug)


def is_open(gathering: Gathering) -> bool:
    """Whether people can sign up now."""
    return gathering.state == GatheringState.OPEN and not has_begun(gathering)


def has_begun(gathering: Gathering) -> bool:
    if gathering.starts is None:
        return gathering.day < local_parts(timezone.now())[0]
    return gathering.starts <= timezone.now()


def _locked(gathering: Gathering) -> Gathering:
    """Programme first, as everything that writes to people locks it; then two who come at once come in turn."""
    Programme.objects.select_for_update().get(pk=gathering.programme_id)
    return Gathering.objects.select_for_update().get(pk=gathering.pk)
