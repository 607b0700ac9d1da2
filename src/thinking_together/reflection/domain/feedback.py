"""What people think of a session: anonymous, so that nothing tells who or when, the log included."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from thinking_together.core.closed import refuse
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering
from thinking_together.reflection.models import FeedbackForm, FeedbackPoint

HIGHEST_NUMBER = 100_000


class EnoughForms(ValueError):
    """As many forms have come as people were there."""


@transaction.atomic
def give_feedback(*, session: Gathering, key: UUID, points: Mapping[str, int]) -> bool:
    """Keeps the points of one form, under a number that says nothing of the order in which they came.

    ``False`` where this very form was there already, or is empty. ``EnoughForms`` where more come than people were
    there: a link that went astray must not outvote them.
    """
    refuse(session.programme.slug)
    Gathering.objects.select_for_update().get(pk=session.pk)
    if not points or FeedbackForm.objects.filter(key=key).exists():
        return False
    came = Attendance.objects.filter(gathering=session, state=AttendanceState.ATTENDED).count()
    taken = set(FeedbackPoint.objects.filter(session=session).values_list("form", flat=True))
    if len(taken) >= came:
        raise EnoughForms("everybody who was there has given feedback")
    number = next(n for n in iter(lambda: 1 + secrets.randbelow(HIGHEST_NUMBER), 0) if n not in taken)
    FeedbackForm.objects.create(session=session, number=number, key=key)
    FeedbackPoint.objects.bulk_create(
        FeedbackPoint(session=session, form=number, item=item, points=given, position=number)
        for item, given in points.items()
    )
    return True
