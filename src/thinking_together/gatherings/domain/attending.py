"""Who came."""

from __future__ import annotations

from collections.abc import Mapping

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.gatherings.models import AbsenceReason, Attendance, AttendanceState, Gathering

OUTCOMES = frozenset({AttendanceState.ATTENDED, AttendanceState.DID_NOT_ATTEND, AttendanceState.COMING})


@write("attendance.recorded")
def record_attendance(
    *, gathering: Gathering, outcomes: Mapping[int, AttendanceState], by: Actor
) -> Written[int] | Unchanged[int]:
    """Notes by the key of each place whether the person came; how many changed. Who cancelled may have come after all.

    ``ValueError`` for a place at another gathering or an outcome that is none.
    """
    Gathering.objects.select_for_update().get(pk=gathering.pk)
    places = {place.pk: place for place in Attendance.objects.filter(gathering=gathering, pk__in=outcomes)}
    if len(places) != len(outcomes) or set(outcomes.values()) - OUTCOMES:
        raise ValueError("an outcome is none, or of another gathering")
    changed = 0
    for key, state in outcomes.items():
        place = places[key]
        if place.state == state:
            continue
        place.state, place.notice_days = state, None
        place.reason = AbsenceReason.NOT_GIVEN if state == AttendanceState.DID_NOT_ATTEND else ""
        place.save(update_fields=["state", "reason", "notice_days"])
        changed += 1
    if not changed:
        return Unchanged(0)
    return Written(gathering, changed, {"places": changed}, programme=gathering.programme.slug)
