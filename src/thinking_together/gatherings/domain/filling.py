"""The waiting list moves up by itself."""

from __future__ import annotations

from django.db.models import Max

from thinking_together.core.writes import Actor
from thinking_together.gatherings import telling
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering, GatheringState
from thinking_together.gatherings.waiting import next_of

TAKEN = (AttendanceState.COMING, AttendanceState.ATTENDED)


def free_places(gathering: Gathering) -> int | None:
    """How many places are left; nothing where there is no limit. For decisions the gathering is locked."""
    if gathering.capacity is None:
        return None
    return max(gathering.capacity - Attendance.objects.filter(gathering=gathering, state__in=TAKEN).count(), 0)


def next_position(gathering: Gathering) -> int:
    """The end of the line."""
    last = Attendance.objects.filter(gathering=gathering).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def fill(gathering: Gathering, *, by: Actor) -> int:
    """Who is next on the waiting list gets a place that is free, and is told; how many. The caller locks it."""
    if gathering.state not in (GatheringState.OPEN, GatheringState.CLOSED):
        return 0
    waiting = Attendance.objects.filter(gathering=gathering, state=AttendanceState.RESERVE)
    left = list(waiting.select_related("participant", "sector", "partner").order_by("position", "pk"))
    moved = 0
    while left and free_places(gathering) != 0:
        attendance = next_of(gathering, left, by=by)
        if attendance is None:
            break
        left.remove(attendance)
        attendance.state = AttendanceState.COMING
        attendance.save(update_fields=["state"])
        telling.moved_up(attendance, by=by)
        moved += 1
    return moved
