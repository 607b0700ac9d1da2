"""Reminders, feedback and the end of a round: each once, and feedback tells nobody's name."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.factories.outbox import sent
from tests.factories.sessions import Sessions

from thinking_together.core.audit import AuditEvent
from thinking_together.evidence.resolve import Resolver
from thinking_together.evidence.state import data_state
from thinking_together.gatherings.domain import record_attendance
from thinking_together.gatherings.models import Attendance, AttendanceState
from thinking_together.gatherings.reminding import remind
from thinking_together.messaging.links import issue
from thinking_together.messaging.models import Link, Message
from thinking_together.reflection.domain.feedback import EnoughForms, give_feedback
from thinking_together.reflection.look_after import look_after
from thinking_together.reflection.models import FeedbackForm, FeedbackPoint, Round
from thinking_together.reflection.telling import AFTER, FEEDBACK

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(alder: Sessions) -> Sessions:
    alder.group(many=6)
    alder.plan()
    alder.confirm()
    sent()
    return alder


def at(run: Sessions, before: timedelta) -> time_machine.travel:
    starts = run.dates[0].starts
    assert starts is not None
    return time_machine.travel(starts - before, tick=True)


def page(run: Sessions) -> str:
    target = f"session:{run.dates[0].code}"
    return f"/sessions/feedback/{issue(programme=run.programme, purpose=FEEDBACK.code, target=target)}"


def test_everybody_who_comes_is_reminded_once_and_told_that_nobody_need_share(run: Sessions) -> None:
    assert (remind(), sent()) == (0, [])
    with at(run, timedelta(days=2)):
        assert (remind(), remind()) == (1, 0)
        mails = sent()
        assert sorted(m.to[0] for m in mails) == [f"p{n}@trust.example" for n in range(6)]
        assert mails[0].subject == "Soon: Session 1" and "Nobody need share" in mails[0].body


def test_those_who_came_are_asked_by_one_link_that_is_nobody_s(run: Sessions) -> None:
    run.held()
    Attendance.objects.filter(participant__code="p0").update(state="did_not_attend")
    with at(run, -timedelta(hours=3)):
        look_after()
        look_after()
        mails = sent()
    assert sorted(m.to[0] for m in mails) == [f"p{n}@trust.example" for n in range(1, 6)]
    addresses = {word for m in mails for word in str(m.body).split() if "/sessions/feedback/" in word}
    assert len({one.strip("()<>") for one in addresses}) == 1
    token = addresses.pop().strip("()<>").rpartition("/")[2]
    assert len(token) > 40 and token not in Message.objects.get(kind=AFTER.code).body_markdown
    link = Link.objects.get(purpose=FEEDBACK.code)
    assert (link.participant, link.address, link.delivery, link.used) == (None, "", None, None)


def test_a_form_counts_once_leaves_no_event_and_no_more_come_than_people_were_there(run: Sessions) -> None:
    run.held()
    events, state = AuditEvent.objects.count(), data_state(run.programme)
    client, address = Client(), page(run)
    sending = {"key": str(uuid.uuid4()), "worth_my_time": "5", "could_speak_openly": ""}
    for _ in range(2):
        assert b"Thank you" in client.post(address, sending).content
    assert FeedbackForm.objects.count() == 1
    assert list(FeedbackPoint.objects.values_list("item", "points")) == [("worth_my_time", 5)]
    assert AuditEvent.objects.count() == events and data_state(run.programme) != state
    assert Link.objects.filter(purpose=FEEDBACK.code).get().used is None
    for _ in range(5):
        give_feedback(session=run.dates[0], key=uuid.uuid4(), points={"worth_my_time": 1})
    with pytest.raises(EnoughForms):
        give_feedback(session=run.dates[0], key=uuid.uuid4(), points={"worth_my_time": 1})
    assert b"not kept" in client.post(address, sending | {"key": str(uuid.uuid4())}).content
    assert FeedbackForm.objects.count() == 6


def test_an_empty_form_is_asked_for_an_answer_and_a_made_up_one_is_refused(run: Sessions) -> None:
    run.held()
    client, address = Client(), page(run)
    shown = client.post(address, {"key": str(uuid.uuid4())}).content
    assert b"Answer at least one of the questions" in shown
    for wrong in ({"worth_my_time": "6"}, {"worth_my_time": "5", "key": "none"}):
        client.post(address, {"key": str(uuid.uuid4())} | wrong)
    assert not FeedbackForm.objects.exists()
    assert client.get("/sessions/feedback/nothing").status_code == 410


def test_feedback_and_places_are_figures_only_once_a_session_has_been(run: Sessions) -> None:
    resolver = Resolver(run.programme)
    assert not hasattr(resolver.resolve("reflection/sessions"), "statistics")
    record_attendance(
        gathering=run.dates[0], outcomes={run.place("p1").pk: AttendanceState.ATTENDED}, by=run.lead.person
    )
    assert not hasattr(Resolver(run.programme).resolve("reflection/sessions"), "statistics"), "it has not begun"
    with at(run, -timedelta(hours=2)):
        table = Resolver(run.programme).resolve("reflection/sessions")
    assert table.one().value == 1  # type: ignore[union-attr]


def test_a_round_closes_by_itself_a_week_after_its_last_session(run: Sessions) -> None:
    run.person("shy", "police", apart=("boss",))
    with at(run, -timedelta(days=13)):  # the second session is a week later
        look_after()
        assert Round.objects.get().closed is None
    with at(run, -timedelta(days=15)):
        look_after()
        assert Round.objects.get().closed is not None
