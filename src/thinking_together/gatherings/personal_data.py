"""What this room holds about a person: what they signed up to."""

from __future__ import annotations

from typing import Any

from thinking_together.accounts.models import Person
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.domain import cancel
from thinking_together.gatherings.domain.places import ON_THE_LIST
from thinking_together.gatherings.models import AbsenceReason, Attendance, Gathering
from thinking_together.programmes.models import Programme


def export(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "gathering": place.gathering.title,
            "day": place.gathering.day.isoformat(),
            "state": place.get_state_display(),
            "reason": place.get_reason_display(),
            "days_of_notice": place.notice_days,
        }
        for place in Attendance.objects.filter(participant__email__iexact=person.email).select_related("gathering")
    ]


def erase(person: Person) -> None:
    """Places that they have or wait for go to others. What took place stays counted, by the code of who came."""
    theirs = Attendance.objects.filter(participant__email__iexact=person.email, state__in=ON_THE_LIST)
    for place in theirs.select_related("gathering__programme"):
        if place.gathering.programme.archived is None:
            cancel(attendance=place, reason=AbsenceReason.NOT_GIVEN, by=SYSTEM)


def take_links(old: Programme) -> dict[str, str]:
    """Joining links, by code: no folder holds them."""
    return dict(Gathering.objects.filter(programme=old).exclude(joining_link="").values_list("code", "joining_link"))


def give_links(programme: Programme, taken: dict[str, str]) -> None:
    for gathering in Gathering.objects.filter(programme=programme, code__in=taken, joining_link=""):
        gathering.joining_link = taken[gathering.code]
        gathering.save(update_fields=["joining_link"])
