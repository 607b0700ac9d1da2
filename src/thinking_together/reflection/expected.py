"""How many are likely to come to a session that is ahead, and what risk of too small or too large a group that is."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.gatherings.domain.places import has_begun
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering, GatheringState
from thinking_together.reflection.cancelling import Cancelled, cancelled_so_far
from thinking_together.reflection.planner.booking import Booking, booking


@dataclass(frozen=True, slots=True)
class Expected:
    """``risk`` of as many as have a place now, for a group from ``smallest`` to ``largest`` people."""

    smallest: int
    largest: int
    risk: Booking
    so_far: Cancelled


def expected(session: Gathering) -> Expected | None:
    """Nothing of one that nobody is invited to, that is called off or has begun, or that no round plans."""
    planned = getattr(session, "round_session", None)
    if planned is None or session.state == GatheringState.CANCELLED or has_begun(session):
        return None
    coming = Attendance.objects.filter(gathering=session, state=AttendanceState.COMING).count()
    if not coming:
        return None
    rules, so_far = planned.round, cancelled_so_far(session.programme)
    risk = booking(coming, so_far.rate, rules.smallest, rules.largest)
    return Expected(rules.smallest, rules.largest, risk, so_far)
