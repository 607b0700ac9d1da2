"""How often people have cancelled so far, as far as it leaves a place empty."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from thinking_together.gatherings.models import Attendance, AttendanceState, GatheringKind
from thinking_together.programmes.models import Programme
from thinking_together.reflection.facts import SHORT_NOTICE
from thinking_together.reflection.planner.booking import cancellation_rate


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Of ``invited`` places whose session has been, ``late`` stayed empty at short notice or without a word."""

    late: int
    invited: int

    @property
    def rate(self) -> float:
        return cancellation_rate(self.late, self.invited)


def cancelled_so_far(programme: Programme) -> Cancelled:
    """One statement. A place given up in good time is filled from the reserve, so it counts for none."""
    late = Q(state=AttendanceState.DID_NOT_ATTEND) | Q(state=AttendanceState.CANCELLED, notice_days__lte=SHORT_NOTICE)
    held = Attendance.objects.filter(gathering__programme=programme, gathering__kind=GatheringKind.REFLECTIVE_SESSION)
    told = held.aggregate(late=Count("pk", filter=late), came=Count("pk", filter=Q(state=AttendanceState.ATTENDED)))
    return Cancelled(told["late"], told["late"] + told["came"])
