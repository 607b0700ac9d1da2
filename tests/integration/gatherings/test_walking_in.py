"""Somebody came who had not signed up: counted once, and nothing of anybody is written over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import people
from tests.factories.outbox import gathering, real_programme, takes_part

from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.domain import add_walk_in, cancel, sign_up
from thinking_together.gatherings.domain.walking_in import ListChanged, NotBegun
from thinking_together.gatherings.models import AbsenceReason, Attendance, Gathering
from thinking_together.messaging.models import Message
from thinking_together.programmes.models import Participant, Programme

pytestmark = pytest.mark.django_db
PAGE = "/p/alder/gatherings/webinar-1/attendance/walk-in"


@pytest.fixture
def programme() -> Programme:
    return real_programme()


def been(event: Gathering) -> Gathering:
    """As if it had begun an hour ago."""
    starts = timezone.now() - timedelta(hours=1)
    Gathering.objects.filter(pk=event.pk).update(starts=starts, ends=starts + timedelta(hours=1), day=starts.date())
    event.refresh_from_db()
    return event


def walks_in(event: Gathering, email: str = "", seen: int = 0) -> Attendance:
    health = event.programme.sectors.get(code="health")
    told: dict[str, Any] = {"sector": health, "partner": None, "email": email, "role": "", "by": SYSTEM}
    return add_walk_in(gathering=event, seen=seen, **told)


def test_by_sector_alone_each_form_counts_once(programme: Programme) -> None:
    event = been(gathering(programme))
    walks_in(event, seen=0)
    with pytest.raises(ListChanged):
        walks_in(event, seen=0)
    walks_in(event, seen=1)
    assert (
        list(Attendance.objects.values_list("participant", "sector__code", "state"))
        == [(None, "health", "attended")] * 2
    )
    assert not Participant.objects.exists()


def test_by_address_it_is_one_place_a_person_even_of_somebody_who_had_cancelled(programme: Programme) -> None:
    event = gathering(programme, capacity=1)
    known = takes_part(programme, "ann", role="Doctor", sector=programme.sectors.get(code="education"))
    cancel(attendance=sign_up(gathering=event, participant=known, by=SYSTEM), reason=AbsenceReason.CLASH, by=SYSTEM)
    sign_up(gathering=event, participant=takes_part(programme, "bob"), by=SYSTEM)
    written = Message.objects.count()
    been(event)
    for email in ("Ann@trust.example".lower(), "ann@trust.example", "new@trust.example", "new@trust.example"):
        walks_in(event, email)
    assert dict(Attendance.objects.values_list("participant__email", "state")) == {
        "ann@trust.example": "attended",
        "bob@trust.example": "coming",
        "new@trust.example": "attended",
    }
    place = Attendance.objects.get(participant=known)
    assert (place.sector.code, place.reason, place.notice_days) == ("education", "", None)
    known.refresh_from_db()
    assert known.role == "Doctor"
    assert Message.objects.count() == written  # nobody is written to
    assert "trust.example" not in str(
        list(AuditEvent.objects.filter(action="attendance.walked_in").values_list("label", "details"))
    )


def test_nobody_has_come_to_what_has_not_begun_or_was_called_off(programme: Programme) -> None:
    event = gathering(programme)
    with pytest.raises(NotBegun):
        walks_in(event)
    been(event)
    for state in ("draft", "cancelled"):
        Gathering.objects.update(state=state)
        with pytest.raises(NotBegun):
            walks_in(event)
    assert not Attendance.objects.exists()


def test_the_page_says_what_is_wrong_and_a_form_sent_twice_counts_once(programme: Programme) -> None:
    event = been(gathering(programme))
    visit = people.visit(people.member(programme, Role.FACILITATOR).person)
    shown = visit.post(PAGE, {"seen": "0", "email": "ann at trust"}).content
    assert b"There is a problem" in shown and b"Choose where you work" not in shown
    assert b"Choose where they work" in shown
    form = {"seen": "0", "sector": programme.sectors.get(code="health").pk}
    for _ in range(2):
        answer = visit.post(PAGE, form)
        assert answer["Location"] == "/p/alder/gatherings/webinar-1/attendance"
    assert b"Look whether the person is in it" in visit.get(answer["Location"]).content
    assert Attendance.objects.filter(gathering=event).count() == 1
    assert Client().get(PAGE).status_code == 302
