"""Reminders: of every kind of gathering, to everybody who comes, once for a time and place."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from tests.factories.outbox import gathering, real_programme, sent, takes_part

from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.domain import call_off, cancel, change, sign_up
from thinking_together.gatherings.models import AbsenceReason, Attendance, Gathering, GatheringKind, GatheringState
from thinking_together.gatherings.reminding import remind
from thinking_together.messaging.models import Message
from thinking_together.programmes.domain.closing import archive
from thinking_together.programmes.domain.pausing import pause
from thinking_together.programmes.models import Programme

pytestmark = pytest.mark.django_db
KINDS = [kind for kind in GatheringKind if kind is not GatheringKind.REFLECTIVE_SESSION]  # theirs are invited


@pytest.fixture
def programme() -> Programme:
    return real_programme()


def comes(event: Gathering, name: str) -> Attendance:
    return sign_up(gathering=event, participant=takes_part(event.programme, name), by=SYSTEM)


def before(event: Gathering, **ahead: float) -> time_machine.travel:
    assert event.starts is not None
    return time_machine.travel(event.starts - timedelta(**ahead), tick=True)


def addressed() -> list[str]:
    return sorted(mail.to[0].partition("@")[0] for mail in sent())


@pytest.mark.parametrize("kind", KINDS)
def test_who_comes_is_reminded_once_and_who_waits_or_cancelled_not(programme: Programme, kind: GatheringKind) -> None:
    event = gathering(programme, kind=kind, capacity=2, title="Webinar for all")
    cancel(attendance=comes(event, "gone"), reason=AbsenceReason.CLASH, by=SYSTEM)
    for name in ("ann", "bob", "waits"):
        comes(event, name)
    sent()
    with before(event, days=4):
        assert (remind(), addressed()) == (0, [])
    with before(event, days=2):
        assert remind() == 1
        assert remind() == 0  # the keeper of another worker
        mails = sent()
        assert sorted(mail.to[0] for mail in mails) == ["ann@trust.example", "bob@trust.example"]
        assert mails[0].subject == "Soon: Webinar for all"
        assert "https://meet.example/abc" in mails[0].body and "/places/" in mails[0].body
        assert mails[0].attachments and not sent()
    with before(event, hours=1):
        assert (remind(), addressed()) == (0, [])


def test_who_signs_up_late_is_reminded_a_day_later_and_the_others_are_not_again(programme: Programme) -> None:
    event = gathering(programme)
    comes(event, "early")
    sent()
    with before(event, days=2, hours=22):
        assert (remind(), addressed()) == (1, ["early"])
    with before(event, days=2):
        comes(event, "late")
        assert addressed() == ["late"]  # that there is a place
        assert (remind(), addressed()) == (0, [])
    with before(event, hours=20):
        assert (remind(), addressed()) == (1, ["late"])
        assert (remind(), addressed()) == (0, [])


def test_another_time_is_another_reminder_but_not_on_the_heels_of_its_news(programme: Programme) -> None:
    event = gathering(programme)
    comes(event, "ann")
    sent()
    with before(event, days=2):
        assert (remind(), addressed()) == (1, ["ann"])
        assert event.starts is not None and event.ends is not None
        later = {"starts": event.starts + timedelta(hours=2), "ends": event.ends + timedelta(hours=2)}
        change(gathering=event, changes=later, by=SYSTEM)
        assert addressed() == ["ann"]
        assert (remind(), addressed()) == (0, [])
    with before(event, hours=20):
        assert (remind(), addressed()) == (1, ["ann"])


@pytest.mark.parametrize("stopped", ["paused", "archived", "called off", "draft"])
def test_nobody_is_reminded_of_what_is_stopped(programme: Programme, stopped: str) -> None:
    event = gathering(programme)
    comes(event, "ann")
    sent()
    if stopped == "paused":
        pause(programme=programme, by=SYSTEM)
    elif stopped == "archived":
        archive(programme=programme, by=SYSTEM)
    elif stopped == "called off":
        call_off(gathering=event, by=SYSTEM)
    else:
        Gathering.objects.update(state=GatheringState.DRAFT)
    known = Message.objects.count()
    with before(event, days=2):
        assert remind() == 0
    assert Message.objects.count() == known


def test_a_reminder_that_fell_into_a_pause_goes_when_it_ends(programme: Programme) -> None:
    event = gathering(programme)
    comes(event, "ann")
    sent()
    pause(programme=programme, by=SYSTEM)
    with before(event, days=2):
        assert remind() == 0
        programme.pauses.all().delete()
        assert (remind(), addressed()) == (1, ["ann"])


def test_one_whose_title_a_filter_would_stop_does_not_keep_others_from_theirs(programme: Programme) -> None:
    first, second = gathering(programme), gathering(programme, title="Second webinar")
    comes(first, "ann")
    sign_up(gathering=second, participant=programme.participants.get(code="ann"), by=SYSTEM)
    sent()
    Gathering.objects.filter(pk=first.pk).update(title="Understanding self-harm")
    with before(first, days=2):
        assert remind() == 2
        assert sorted(mail.subject for mail in sent()) == ["Soon: Second webinar", "Soon: Webinar"]
