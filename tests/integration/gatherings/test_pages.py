"""Pages of gatherings: for everybody, by personal link, and for members."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from tests.factories import people
from tests.factories.outbox import gathering, link_in, real_programme, sent, takes_part

from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.domain import sign_up
from thinking_together.gatherings.models import Attendance, Gathering, GatheringState
from thinking_together.gatherings.views import public
from thinking_together.messaging import links
from thinking_together.messaging.models import Message
from thinking_together.programmes.domain.pausing import pause
from thinking_together.programmes.models import Participant, Programme

pytestmark = pytest.mark.django_db
PAGE = "/events/alder/webinar-1/"


@pytest.fixture
def programme() -> Programme:
    return real_programme()


def typed(programme: Programme, email: str = "ann@trust.example", **more: Any) -> dict[str, Any]:
    return {"email": email, "sector": programme.sectors.get(code="health").pk, "role": "Nurse"} | more


def text(response: Any) -> str:
    return str(response.content.decode())


def test_signing_up_with_an_address_that_is_new(programme: Programme) -> None:
    gathering(programme, about="Come <b>all</b>")
    assert "&lt;b&gt;all" in text(Client().get(PAGE))
    answer = Client().post(PAGE, typed(programme, "Ann@Trust.example"))
    assert answer["Location"] == f"{PAGE}thanks"
    made = Participant.objects.get()
    assert (made.email, made.role, made.sector.code) == ("ann@trust.example", "Nurse", "health")
    assert [m.to for m in sent()] == [["ann@trust.example"]]
    assert "ann@" not in str(list(AuditEvent.objects.values_list())).lower()


def test_the_page_does_not_tell_whether_an_address_is_known_and_writes_nothing_over(programme: Programme) -> None:
    event = gathering(programme, capacity=1)
    known = takes_part(programme, "ann", role="Doctor", sector=programme.sectors.get(code="health"))
    sign_up(gathering=event, participant=known, by=SYSTEM)
    new = typed(programme, "ben@trust.example", sector=programme.sectors.get(code="education").pk)
    answers = [Client().post(PAGE, form) for form in (new | {"email": known.email}, new)]
    assert [a["Location"] for a in answers] == [f"{PAGE}waiting-list"] * 2
    pages = [Client().get(a["Location"]).content for a in answers]
    assert len(pages[0]) == len(pages[1])
    known.refresh_from_db()
    assert (known.role, known.sector.code) == ("Doctor", "health")
    assert dict(Attendance.objects.values_list("participant__role", "state")) == {
        "Doctor": "coming",
        "Nurse": "reserve",
    }


def test_what_is_wrong_is_said_and_nothing_kept(programme: Programme) -> None:
    gathering(programme)
    page = text(Client().post(PAGE, {"email": "ann at trust"}))
    assert "There is a problem" in page and "correct format" in page and "Choose where you work" in page
    other = real_programme("birch").sectors.first()
    assert other is not None
    assert "Choose where you work" in text(Client().post(PAGE, typed(programme, sector=other.pk)))
    assert not (Participant.objects.exists() or Message.objects.exists())


def test_one_place_signs_up_only_so_many(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "FROM_ONE_PLACE", "30/h/ip")
    gathering(programme)
    statuses = [Client().post(PAGE, typed(programme)).status_code for _ in range(6)]
    assert statuses == [302] * 5 + [429]
    many = [Client().post(PAGE, typed(programme, f"p{n}@x.example")).status_code for n in range(25)]
    assert (many.count(302), many[-1]) == (24, 429)


def test_a_draft_and_another_programme_s_event_are_not_there_and_one_that_is_off_says_so(programme: Programme) -> None:
    event = gathering(programme, state=GatheringState.DRAFT)
    real_programme("birch")
    assert [Client().get(p).status_code for p in (PAGE, "/events/birch/webinar-1/", f"{PAGE}calendar.ics")] == [404] * 3
    Gathering.objects.filter(pk=event.pk).update(state="cancelled")
    page = text(Client().get(PAGE))
    assert "Called off" in page and "<form" not in page
    assert Client().post(PAGE, typed(programme)).status_code == 302
    assert not Attendance.objects.exists()


def test_a_pause_takes_the_page_away_from_those_outside(programme: Programme) -> None:
    gathering(programme, title="Launch")
    pause(programme=programme, by=SYSTEM)
    answers = [Client().get(PAGE), Client().post(PAGE, typed(programme))]
    assert all("This page is paused" in text(a) and "Launch" not in text(a) for a in answers)
    assert not Participant.objects.exists()


def test_the_calendar_file_of_the_page(programme: Programme) -> None:
    gathering(programme)
    answer = Client().get(f"{PAGE}calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "webinar-1.ics" in answer["Content-Disposition"]
    assert b"METHOD:PUBLISH" in answer.content and b"meet.example" not in answer.content


def test_a_place_is_given_back_by_the_link_and_by_looking_at_it_is_not(programme: Programme) -> None:
    event = gathering(programme, capacity=1)
    for name in ("ann", "ben"):
        sign_up(gathering=event, participant=takes_part(programme, name), by=SYSTEM)
    way = link_in(str(sent()[0].body), "/places/")
    for _ in range(2):
        assert "You have a place" in text(Client().get(way))
    assert "Choose why" in text(Client().post(way, {}))
    assert Attendance.objects.filter(state="coming").get().participant == Participant.objects.get(code="ann")
    assert Client().post(way, {"reason": "work_pressure"}).status_code == 302
    page = text(Client().get(way))
    assert "You have no place" in page and "Sign up again" in page
    assert dict(Attendance.objects.values_list("participant__code", "state")) == {"ann": "cancelled", "ben": "coming"}
    Client().post(way, {"reason": "other"})
    assert Attendance.objects.get(participant__code="ann").reason == "work_pressure"
    assert [m.to for m in sent()] == [["ann@trust.example"], ["ben@trust.example"]]


def test_a_link_to_a_place_opens_no_other_gathering_and_no_other_page(programme: Programme) -> None:
    event = gathering(programme)
    sign_up(gathering=event, participant=takes_part(programme, "ann"), by=SYSTEM)
    way = link_in(str(sent()[0].body), "/places/")
    token = way.rsplit("/")[-1]
    assert [Client().get(p).status_code for p in (f"/places/invited/{token}", f"/messages/stop/{token}")] == [410, 410]
    Gathering.objects.all().delete()
    assert Client().get(way).status_code == 410


def test_who_is_known_signs_up_by_one_button(programme: Programme) -> None:
    event = gathering(programme)
    ann = takes_part(programme, "ann")
    told = {"programme": programme, "target": f"gathering:{event.code}", "participant": ann}
    way = f"/places/invited/{links.issue(purpose='gathering.invited', **told)}"
    assert "Take a place" in text(Client().get(way))
    assert not Attendance.objects.exists()
    Client().post(way)
    Client().post(way)
    assert "You have a place" in text(Client().get(way))
    assert Attendance.objects.count() == 1


@pytest.fixture
def facilitator(programme: Programme) -> Client:
    return people.visit(people.member(programme, Role.FACILITATOR).person)


PLANNED = {
    "kind": "webinar",
    "title": "Launch webinar",
    "day-day": "31",
    "day-month": "10",
    "day-year": "2027",
    "starts": "9:30am",
    "ends": "11am",
    "online": "on",
    "joining_link": "https://meet.example/abc",
    "capacity": "40",
}


def test_a_facilitator_plans_opens_changes_and_calls_off(programme: Programme, facilitator: Client) -> None:
    base = "/p/alder/gatherings/"
    assert "None is planned yet" in text(facilitator.get(base))
    made = facilitator.post(f"{base}plan", PLANNED)
    assert made["Location"] == f"{base}webinar-1/"
    event = Gathering.objects.get()
    assert (event.starts, event.state) == (datetime(2027, 10, 31, 9, 30, tzinfo=UTC), "draft")
    facilitator.post(f"{base}webinar-1/state", {"do": "open"})
    takes = takes_part(programme, "ann")
    sign_up(gathering=event, participant=takes, by=SYSTEM)
    assert "ann@trust.example" in text(facilitator.get(f"{base}webinar-1/"))
    form = text(facilitator.get(f"{base}webinar-1/change"))
    version = form.split('name="version" value="')[1].split('"')[0]
    facilitator.post(f"{base}webinar-1/change", PLANNED | {"version": version, "starts": "10am"})
    event.refresh_from_db()
    assert (event.starts.hour, event.sequence, event.about) == (10, 1, "")
    assert "People who get a message" in text(facilitator.get(f"{base}webinar-1/call-off"))
    facilitator.post(f"{base}webinar-1/call-off", {"why": "The house is shut."})
    assert [m.subject.partition(":")[0] for m in sent()] == ["You have a place", "Changed", "Called off"]
    actions = set(AuditEvent.objects.filter(who__isnull=False).values_list("action", flat=True))
    assert {"gathering.planned", "gathering.state_set", "gathering.changed", "gathering.called_off"} <= actions
    assert "meet.example" not in str(list(AuditEvent.objects.values_list("details", "label")))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ends": "9am"}, "must be after the time it begins"),
        ({"title": "Self-harm"}, "Filters of schools block"),
        ({"day-month": "13"}, "must be a real date"),
        ({"joining_link": "no link"}, "web address in full"),
        ({"capacity": "0"}, "must be 1 or more"),
        ({"day-day": "28", "day-month": "3", "starts": "1:30am", "ends": "3am"}, "The clocks go forward"),
    ],
)
def test_what_cannot_be_planned_is_said(facilitator: Client, wrong: dict[str, str], said: str) -> None:
    assert said in text(facilitator.post("/p/alder/gatherings/plan", PLANNED | wrong))
    assert not Gathering.objects.exists()


def test_a_session_does_not_open_before_somebody_answers_for_safeguarding(
    programme: Programme, facilitator: Client
) -> None:
    facilitator.post("/p/alder/gatherings/plan", PLANNED | {"kind": "reflective_session"})
    page = text(facilitator.post("/p/alder/gatherings/reflective-session-1/state", {"do": "open"}))
    assert "Name the safeguarding lead" in page
    assert Gathering.objects.get().state == "draft"


def test_who_came_is_ticked_off_once_it_has_begun(programme: Programme, facilitator: Client) -> None:
    event = gathering(programme)
    places = [sign_up(gathering=event, participant=takes_part(programme, n), by=SYSTEM) for n in ("ann", "ben", "cat")]
    page = "/p/alder/gatherings/webinar-1/attendance"
    assert "It has not begun yet" in text(facilitator.post(page, {"came": [places[0].pk]}))
    with time_machine.travel(datetime.now(UTC) + timedelta(days=7, minutes=30)):
        facilitator = people.visit(people.member(programme, Role.FACILITATOR, "late@alder.example").person)
        assert "Who came?" in text(facilitator.get(page))
        assert "tick who came once more" in text(facilitator.post(page, {"came": ["999"]}))
        assert facilitator.post(page, {"came": [places[0].pk, places[2].pk]}).status_code == 302
    found = dict(Attendance.objects.values_list("participant__code", "state"))
    assert found == {"ann": "attended", "ben": "did_not_attend", "cat": "attended"}


def test_a_viewer_sees_how_many_come_and_nobody_s_address(programme: Programme) -> None:
    event = gathering(programme, capacity=9)
    sign_up(gathering=event, participant=takes_part(programme, "ann"), by=SYSTEM)
    viewer = people.visit(people.member(programme, Role.VIEWER).person)
    page = text(viewer.get("/p/alder/gatherings/"))
    assert "1 of 9" in page and "ann@" not in page and "meet.example" not in page
    assert viewer.get("/p/alder/gatherings/webinar-1/").status_code == 403
