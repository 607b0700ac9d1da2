"""Whether somebody is still written to about a gathering."""

from __future__ import annotations

from django.utils import timezone

from thinking_together.gatherings.models import Attendance, AttendanceState
from thinking_together.programmes.models import Participant


def has_place_ahead(participant: Participant) -> bool:
    """A place, or one on a waiting list, of something that has not been yet."""
    states = (AttendanceState.COMING, AttendanceState.RESERVE)
    ahead = Attendance.objects.filter(participant=participant, state__in=states)
    return ahead.filter(gathering__day__gte=timezone.localdate()).exists()
