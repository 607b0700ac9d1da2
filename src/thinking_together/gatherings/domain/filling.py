"""The waiting list moves up by itself."""

from __future__ import annotations

from django.db.models import Max

from thinking_together.core.writes import Actor
from thinking_together.gatherings import telling
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering, GatheringState

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
    """Who waits first gets a place that is free, and is told; how many. The gathering is locked by the caller."""
    if gathering.state not in (GatheringState.OPEN, GatheringState.CLOSED):
        return 0
    free = free_places(gathering)
    waiting = Attendance.objects.filter(gathering=gathering, state=AttendanceState.RESERVE).order_by("position", "pk")
    moved = list(
        waiting.select_related("participant") if free is None else waiting.select_related("participant")[:free]
    )
    for attendance in moved:
        attendance.state = AttendanceState.COMING
        attendance.save(update_fields=["state"])
        telling.moved_up(attendance, by=by)
    return len(moved)
