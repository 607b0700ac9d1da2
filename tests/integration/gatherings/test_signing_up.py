"""Places, the waiting list, and what people are told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connections
from tests.factories import people
from tests.factories.outbox import gathering, real_programme, sent, takes_part

from thinking_together.accounts.domain.people import erase_person
from thinking_together.core.audit import AuditEvent
from thinking_together.core.closed import ReadOnly
from thinking_together.core.editing import Conflict, version_of
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings import personal_data
from thinking_together.gatherings.domain import (
    NotOpen,
    NotTheirs,
    call_off,
    cancel,
    change,
    plan,
    record_attendance,
    set_state,
    sign_up,
)
from thinking_together.gatherings.domain.planning import BadTimes, NotReady, Over
from thinking_together.gatherings.models import (
    AbsenceReason,
    Attendance,
    AttendanceState,
    Gathering,
    GatheringKind,
    GatheringState,
)
from thinking_together.messaging.domain.sending import BadSubject
from thinking_together.messaging.models import Message
from thinking_together.programmes.models import Participant, Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return real_programme()


def comes(event: Gathering, *names: str) -> list[Attendance]:
    """They sign up one after the other."""
    known = event.programme.participants
    return [
        sign_up(
            gathering=event,
            participant=known.filter(code=name).first() or takes_part(event.programme, name),
            by=SYSTEM,
        )
        for name in names
    ]


def states(event: Gathering) -> dict[str, str]:
    return dict(Attendance.objects.filter(gathering=event).values_list("participant__code", "state"))


def told() -> list[tuple[str, str]]:
    """Who gets which subject."""
    return sorted((str(m.to[0]).split("@")[0], m.subject.partition(":")[0]) for m in sent())


def test_the_first_who_waits_moves_up_and_is_told(programme: Programme) -> None:
    event = gathering(programme, capacity=1)
    ann, _, _ = comes(event, "ann", "ben", "cat")
    waits = "You are on the waiting list"
    assert told() == [("ann", "You have a place"), ("ben", waits), ("cat", waits)]
    cancel(attendance=ann, reason=AbsenceReason.CLASH, by=SYSTEM)
    assert states(event) == {"ann": "cancelled", "ben": "coming", "cat": "reserve"}
    assert told() == [("ann", "You have cancelled"), ("ben", "A place became free for you")]
    ann.refresh_from_db()
    assert (ann.reason, ann.notice_days) == ("clash", 7)
    cancel(attendance=ann, reason=AbsenceReason.OTHER, by=SYSTEM)
    assert (states(event)["cat"], told()) == ("reserve", [])


def test_who_comes_back_goes_to_the_end_of_the_line_and_is_told_anew(programme: Programme) -> None:
    event = gathering(programme, capacity=1)
    ann, _, _ = comes(event, "ann", "ben", "cat")
    cancel(attendance=ann, reason=AbsenceReason.CLASH, by=SYSTEM)
    comes(event, "ann")
    sent()
    cancel(attendance=Attendance.objects.get(participant__code="ben"), reason=AbsenceReason.CLASH, by=SYSTEM)
    assert states(event) == {"ann": "reserve", "ben": "cancelled", "cat": "coming"}
    assert Attendance.objects.get(participant__code="ann").reason == ""


def test_signing_up_again_keeps_what_one_has_and_sends_it_at_most_once_a_day(programme: Programme) -> None:
    event = gathering(programme, capacity=1)
    first, second = comes(event, "ann", "ann")
    assert (first.pk, Attendance.objects.count()) == (second.pk, 1)
    comes(event, "ann")
    assert told() == [("ann", "You have a place"), ("ann", "You have a place")]
    assert AuditEvent.objects.filter(action="attendance.signed_up").count() == 1


def test_who_waits_and_cancels_gives_nobody_a_place(programme: Programme) -> None:
    event = gathering(programme, capacity=1)
    _, ben, _ = comes(event, "ann", "ben", "cat")
    sent()
    cancel(attendance=ben, reason=AbsenceReason.NOT_GIVEN, by=SYSTEM)
    assert (states(event)["cat"], told()) == ("reserve", [("ben", "You have cancelled")])


@pytest.mark.parametrize("state", [GatheringState.DRAFT, GatheringState.CLOSED])
def test_nobody_signs_up_for_what_is_not_open(programme: Programme, state: GatheringState) -> None:
    with pytest.raises(NotOpen):
        comes(gathering(programme, state=state), "ann")
    assert not Message.objects.exists()


def test_nobody_signs_up_for_what_has_begun_is_off_or_is_another_s(programme: Programme) -> None:
    event = gathering(programme)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=8)), pytest.raises(NotOpen):
        comes(event, "ann")
    stranger = takes_part(real_programme("birch"), "eve")
    with pytest.raises(NotTheirs):
        sign_up(gathering=event, participant=stranger, by=SYSTEM)
    call_off(gathering=event, by=SYSTEM)
    with pytest.raises(NotOpen):
        comes(event, "ben")
    assert not Attendance.objects.exists()


def test_an_archived_programme_takes_nobody(programme: Programme) -> None:
    event = gathering(programme)
    ann = takes_part(programme, "ann")
    Programme.objects.update(archived=datetime.now(UTC))
    event.refresh_from_db()
    with pytest.raises(ReadOnly):
        sign_up(gathering=event, participant=ann, by=SYSTEM)
    assert not (Attendance.objects.exists() or Message.objects.exists())


def test_when_or_where_raises_the_sequence_and_is_told_and_other_things_are_not(programme: Programme) -> None:
    event = gathering(programme, capacity=1)
    comes(event, "ann", "ben")
    sent()
    change(gathering=event, changes={"about": "More."}, by=SYSTEM)
    assert (Gathering.objects.get().sequence, told()) == (0, [])
    later = event.starts + timedelta(days=1)
    change(gathering=event, changes={"starts": later, "ends": later + timedelta(hours=1)}, by=SYSTEM)
    changed = Gathering.objects.get()
    assert (changed.sequence, changed.day - event.day) == (1, timedelta(days=1))
    assert told() == [("ann", "Changed"), ("ben", "Changed")]
    change(gathering=changed, changes={"starts": later}, by=SYSTEM)
    assert (Gathering.objects.get().sequence, told()) == (1, [])


def test_more_places_let_those_who_wait_move_up_and_fewer_throw_nobody_out(programme: Programme) -> None:
    event = gathering(programme, capacity=1)
    comes(event, "ann", "ben", "cat")
    sent()
    change(gathering=event, changes={"capacity": 2}, by=SYSTEM)
    assert (states(event), told()) == (
        {"ann": "coming", "ben": "coming", "cat": "reserve"},
        [("ben", "A place became free for you")],
    )
    change(gathering=event, changes={"capacity": 1}, by=SYSTEM)
    cancel(attendance=Attendance.objects.get(participant__code="ann"), reason=AbsenceReason.CLASH, by=SYSTEM)
    assert states(event) == {"ann": "cancelled", "ben": "coming", "cat": "reserve"}
    change(gathering=event, changes={"capacity": None}, by=SYSTEM)
    assert states(event)["cat"] == "coming"


def test_two_who_change_the_same_are_told(programme: Programme) -> None:
    event = gathering(programme)
    began = version_of(event, ("title",))
    change(gathering=event, changes={"title": "One"}, version=began, by=SYSTEM)
    with pytest.raises(Conflict):
        change(gathering=event, changes={"title": "Two"}, version=began, by=SYSTEM)
    with pytest.raises(TypeError):
        change(gathering=event, changes={"sequence": 9}, by=SYSTEM)
    assert Gathering.objects.get().title == "One"


def test_calling_off_tells_everybody_once_and_cannot_be_taken_back(programme: Programme) -> None:
    event = gathering(programme, capacity=1)
    comes(event, "ann", "ben")
    sent()
    call_off(gathering=event, why="The [room](https://x.example) is **gone**", by=SYSTEM)
    call_off(gathering=event, by=SYSTEM)
    mails = sent()
    assert sorted(str(m.to[0]) for m in mails) == ["ann@trust.example", "ben@trust.example"]
    assert all("The [room](https://x.example) is **gone**" in str(m.body) for m in mails)
    assert Gathering.objects.get().sequence == 1
    for refused in ({"title": "On again"}, {"capacity": 5}):
        with pytest.raises(Over):
            change(gathering=event, changes=refused, by=SYSTEM)
    with pytest.raises(Over):
        set_state(gathering=event, state=GatheringState.OPEN, by=SYSTEM)


def test_a_draft_that_is_changed_or_called_off_tells_nobody(programme: Programme) -> None:
    event = gathering(programme, state=GatheringState.DRAFT)
    change(gathering=event, changes={"place": "Elsewhere"}, by=SYSTEM)
    call_off(gathering=event, by=SYSTEM)
    assert not Message.objects.exists()


def test_what_cannot_be_is_refused(programme: Programme) -> None:
    at = datetime(2026, 5, 1, 9, tzinfo=UTC)
    with pytest.raises(BadTimes):
        gathering(programme, starts=at, ends=at)
    with pytest.raises(BadTimes):
        gathering(programme, starts=at, ends=at + timedelta(days=1))
    with pytest.raises(BadSubject):
        gathering(programme, title="Self-harm: a webinar")
    with pytest.raises(NotReady):
        gathering(programme, kind=GatheringKind.REFLECTIVE_SESSION)
    draft = gathering(programme, kind=GatheringKind.REFLECTIVE_SESSION, state=GatheringState.DRAFT)
    with pytest.raises(NotReady):
        set_state(gathering=draft, state=GatheringState.OPEN, by=SYSTEM)
    assert list(Gathering.objects.values_list("code", "state")) == [("reflective-session-1", "draft")]


def test_who_came_is_noted_and_nobody_of_another_gathering(programme: Programme) -> None:
    event, other = gathering(programme), gathering(programme)
    ann, ben, cat = comes(event, "ann", "ben", "cat")
    (elsewhere,) = comes(other, "ann")
    cancel(attendance=cat, reason=AbsenceReason.CLASH, by=SYSTEM)
    came, missed = AttendanceState.ATTENDED, AttendanceState.DID_NOT_ATTEND
    assert record_attendance(gathering=event, outcomes={ann.pk: came, ben.pk: missed, cat.pk: came}, by=SYSTEM) == 3
    assert states(event) == {"ann": "attended", "ben": "did_not_attend", "cat": "attended"}
    assert Attendance.objects.get(pk=cat.pk).reason == ""
    for wrong in ({elsewhere.pk: came}, {ann.pk: AttendanceState.RESERVE}):
        with pytest.raises(ValueError, match="an outcome is none"):
            record_attendance(gathering=event, outcomes=wrong, by=SYSTEM)
    assert states(other) == {"ann": "coming"}


def test_codes_are_made_and_never_taken_twice(programme: Programme) -> None:
    at = datetime(2026, 5, 1, 9, tzinfo=UTC)
    told = {"kind": GatheringKind.WEBINAR, "starts": at, "ends": at + timedelta(hours=1), "by": SYSTEM}
    made = [plan(programme=programme, title=title, **told) for title in ("T", "U")]
    assert plan(programme=programme, title=" U ", **told) == made[1], "a form that was sent twice"
    assert programme.gatherings.count() == 2
    assert [(m.code, m.position, m.state) for m in made] == [("webinar-1", 0, "draft"), ("webinar-2", 1, "draft")]


@pytest.mark.django_db(transaction=True)
def test_never_more_come_than_fit_when_all_sign_up_at_once(in_threads: Callable[[], None]) -> None:
    programme = real_programme()
    event = gathering(programme, capacity=3)
    guests = [takes_part(programme, f"p{n}") for n in range(8)]
    in_threads()
    together = threading.Barrier(len(guests))

    def go(n: int) -> str:
        together.wait()
        try:
            return sign_up(gathering=event, participant=guests[n], by=SYSTEM).state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(guests)) as pool:
        ended = list(pool.map(go, range(len(guests))))
    assert sorted(ended) == ["coming"] * 3 + ["reserve"] * 5


def test_who_is_erased_gives_their_place_to_the_first_who_waits(programme: Programme) -> None:
    event = gathering(programme, capacity=1)
    ann = people.member(programme, Role.VIEWER, "ann@trust.example").person
    comes(event, "ann", "ben")
    sent()
    assert [told["state"] for told in personal_data.export(ann)] == ["coming"]
    erase_person(person=ann, by=SYSTEM)
    assert states(event) == {"ann": "cancelled", "ben": "coming"}
    assert told() == [("ben", "A place became free for you")]
    assert not Participant.objects.filter(email="ann@trust.example").exists()
