"""A plan: made, changed by hand, confirmed. Nobody is told before, nobody twice, and what is locked stays."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar
from tests.factories import people
from tests.factories.outbox import sent
from tests.factories.sessions import Sessions

from thinking_together.core.audit import AuditEvent
from thinking_together.core.editing import version_of
from thinking_together.core.purges import recorded
from thinking_together.core.tasks.worker import work
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.domain import cancel
from thinking_together.gatherings.models import AbsenceReason, Attendance, AttendanceState, Gathering
from thinking_together.messaging.models import Message
from thinking_together.programmes.models import Responsible
from thinking_together.reflection import making
from thinking_together.reflection.domain.inviting import NotReady, Told, confirm
from thinking_together.reflection.domain.planning import Changed, Place, keep_plan, place_by_hand, seen_of
from thinking_together.reflection.domain.rounds import change_rules, close_round
from thinking_together.reflection.expected import expected
from thinking_together.reflection.forms import SessionForm
from thinking_together.reflection.models import Placement, Round, Wish
from thinking_together.reflection.plan_shown import plan_shown
from thinking_together.reflection.planner.booking import booking, cancellation_rate
from thinking_together.reflection.planner.exact import solve
from thinking_together.reflection.planning import planning_of

pytestmark = pytest.mark.django_db


def by_hand(alder: Sessions, **places: Place) -> int:
    planning = planning_of(alder.round)
    wanted = {p.code: Place(p.place, p.locked) for p in planning.people} | places
    return place_by_hand(round=alder.round, seen=seen_of(planning), places=wanted, by=alder.lead.person)


def placed(alder: Sessions) -> dict[str, str]:
    return {p.code: p.place for p in planning_of(alder.round).people}


def test_a_small_plan_is_made_at_once_and_tells_nobody(alder: Sessions) -> None:
    alder.group(many=6)
    alder.plan()
    assert set(placed(alder).values()) == {alder.dates[0].code}
    assert not Message.objects.exists() and not Attendance.objects.exists()
    shown = plan_shown(planning_of(Round.objects.get()))
    assert shown.optimal and not shown.stale and shown.placed == 6 and shown.without == ()
    assert 0 < shown.groups[0].risk.too_small < 1  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)  # a worker, which sees what others have stored
def test_a_plan_that_takes_longer_is_made_by_the_worker(alder: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    alder.group(many=7)
    alder.person("late", "police", at=(1,))
    monkeypatch.setattr(making, "QUICK", 0.0)  # as if it took too long
    job = making.plan(round=alder.round, by=alder.lead.person)
    assert job is not None and making.plan(round=alder.round, by=alder.lead.person) == job
    assert set(placed(alder).values()) == {""}
    work(interval=0.01, until_empty=True)
    assert sorted(placed(alder).values()) == ["", *[alder.dates[0].code] * 7]
    event = AuditEvent.objects.get(action="plan.made")
    assert event.who == alder.lead.person and "p1" not in repr(event.details)


def test_what_was_made_of_something_else_is_not_kept(alder: Sessions) -> None:
    alder.group(many=6)
    planning = planning_of(alder.round)
    solution = solve(planning.instance, seconds=5)
    alder.person("late", "police")
    with pytest.raises(Changed):
        keep_plan(round=alder.round, made_of=planning.made_of, solution=solution, remedies=(), by=SYSTEM)
    assert not Placement.objects.exists()


def test_who_has_no_place_is_told_why_and_what_would_give_one(alder: Sessions) -> None:
    change = {"smallest": 6, "largest": 7, "sectors": 3, "one_organisation": 2, "invited": 7}
    change_rules(round=alder.round, version=version_of(alder.round, tuple(change)), yours=change, by=alder.lead.person)
    alder.round = Round.objects.get()
    alder.group(many=8)
    alder.person("nowhere", "police", at=())
    alder.plan()
    shown = plan_shown(planning_of(Round.objects.get()))
    why = {one.person.code: one.why for one in shown.without}
    assert why.pop("nowhere") == "Offered none of these times"
    assert set(why.values()) == {"Every session that they offered is full"} and len(why) == 1
    assert any("If 8 people were invited to a session" in one for one in shown.remedies)


def test_a_locked_place_stays_when_the_plan_is_made_again(alder: Sessions) -> None:
    alder.group(many=7, at=(0, 1))
    alder.plan()
    second = alder.dates[1].code
    first = next(code for code, where in placed(alder).items() if where)
    other = second if placed(alder)[first] != second else alder.dates[0].code
    assert by_hand(alder, **{first: Place(other, False)}) == 1
    warnings = [w for g in plan_shown(planning_of(alder.round)).groups for w in g.warnings]
    assert any("fewer than" in w for w in warnings)
    alder.plan()
    assert placed(alder)[first] == other
    assert Placement.objects.get(offer__participant__code=first).locked


def test_rules_are_said_when_planning_by_hand_and_nothing_private(alder: Sessions) -> None:
    alder.group(many=5)
    alder.person("secretive", "police", apart=("p1",))
    code = alder.dates[0].code
    by_hand(alder, **{p.code: Place(code, False) for p in planning_of(alder.round).people})
    (group, _) = plan_shown(planning_of(alder.round)).groups
    assert "Two people should not be in the same group" in group.warnings
    assert not any("secretive" in w or "p1" in w for w in group.warnings)


def test_two_leads_at_one_plan_do_not_overwrite_each_other(alder: Sessions) -> None:
    alder.group(many=6)
    alder.plan()
    seen = seen_of(planning_of(alder.round))
    by_hand(alder, p1=Place("", False))
    with pytest.raises(Changed):
        place_by_hand(round=alder.round, seen=seen, places={"p2": Place("", False)}, by=alder.lead.person)
    with pytest.raises(Changed):
        by_hand(alder, p3=Place("no-such-session", False))
    with pytest.raises(Changed):
        confirm(round=alder.round, seen=seen, by=alder.lead.person)
    assert [code for code, where in placed(alder).items() if not where] == ["p1"]
    assert not Message.objects.exists()


def test_confirming_invites_each_once_however_often(alder: Sessions) -> None:
    alder.group(many=6)
    alder.person("spare", "health", at=(1,))
    alder.plan()
    assert alder.confirm() == Told(invited=6, reserve=1)
    assert alder.confirm() == Told()
    assert set(alder.states().values()) == {"coming"} and alder.states(1) == {"spare": "reserve"}
    mails = sent()
    assert sorted(m.to[0] for m in mails) == sorted([f"p{n}@trust.example" for n in range(6)] + ["spare@trust.example"])
    invitation = next(m for m in mails if m.to == ["p1@trust.example"])
    assert "harm" not in invitation.subject and "Nobody need share" in str(invitation.body)
    calendars = [part for part in invitation.message().walk() if part.get_content_type() == "text/calendar"]
    event = Calendar.from_ical(calendars[0].get_payload(decode=True)).walk("vevent")[0]
    assert event["attendee"] == "mailto:p1@trust.example" and event["sequence"] == 0
    assert sent() == []


def test_nobody_is_invited_before_somebody_answers_for_safeguarding(alder: Sessions) -> None:
    alder.group(many=6)
    alder.plan()
    Responsible.objects.filter(duty="safeguarding_deputy").delete()
    with pytest.raises(NotReady, match="deputy"):
        alder.confirm()
    assert not Attendance.objects.exists() and not Message.objects.exists()


def test_somebody_moved_after_the_invitation_is_told_of_both_and_leaves_no_cancellation(alder: Sessions) -> None:
    alder.group(many=7, at=(0, 1))
    alder.plan()
    alder.confirm()
    sent()
    was, other = (0, 1) if alder.states(0) else (1, 0)
    by_hand(alder, p1=Place(alder.dates[other].code, False))
    assert alder.states(other) == {}  # not before it is confirmed
    assert alder.confirm() == Told(moved=1)
    assert "p1" not in alder.states(was) and alder.states(other) == {"p1": "coming"}
    methods = {}
    for mail in sent():
        for part in mail.message().walk():
            if part.get_content_type() == "text/calendar":
                methods[str(part.get_param("method"))] = mail.to[0]
    assert methods == {"CANCEL": "p1@trust.example", "REQUEST": "p1@trust.example"}
    by_hand(alder, p1=Place(alder.dates[was].code, False))
    assert alder.confirm() == Told(moved=1)
    by_hand(alder, p1=Place("", False))
    assert alder.confirm() == Told(withdrawn=1)
    assert "p1" not in alder.states(was)
    assert not Attendance.objects.filter(state=AttendanceState.CANCELLED).exists()


def test_the_reserve_moves_up_by_itself_and_the_group_stays_mixed(alder: Sessions) -> None:
    """p2 and p5 are the group's only police: the health person who waits first would leave it with two sectors."""
    alder.round.invited = 6
    alder.round.save()
    alder.group(many=6)
    alder.plan()
    alder.confirm()
    for name, sector in (("h9", "health"), ("x9", "police")):
        alder.person(name, sector)
    assert alder.confirm() == Told(reserve=2)
    sent()
    cancel(attendance=alder.place("p2"), reason=AbsenceReason.WORK_PRESSURE, by=SYSTEM)
    assert alder.states()["h9"] == "coming"  # p5 is police still, so the first who waits keeps the mix
    cancel(attendance=alder.place("p5"), reason=AbsenceReason.WORK_PRESSURE, by=SYSTEM)
    assert alder.states()["x9"] == "coming"
    told = {m.to[0]: m.subject for m in sent()}
    assert told["x9@trust.example"].startswith("A place became free")
    assert list(alder.states().values()).count("coming") == 6


def test_who_would_break_the_mix_waits_on_while_somebody_else_keeps_it(alder: Sessions) -> None:
    alder.round.invited = 6
    alder.round.save()
    for name, sector in zip("abcdef", ["health"] * 3 + ["education"] * 2 + ["police"], strict=True):
        alder.person(name, sector)
    alder.plan()
    alder.confirm()
    alder.person("h9", "health")
    alder.person("x9", "police")
    alder.confirm()
    cancel(attendance=alder.place("f"), reason=AbsenceReason.CLASH, by=SYSTEM)
    assert alder.states()["h9"] == "reserve" and alder.states()["x9"] == "coming"
    cancel(attendance=alder.place("a"), reason=AbsenceReason.CLASH, by=SYSTEM)
    assert alder.states()["h9"] == "coming"


def test_nobody_moves_up_beside_whom_they_would_not_speak_freely(alder: Sessions) -> None:
    alder.round.invited = 6
    alder.round.save()
    alder.group(many=6)
    alder.plan()
    alder.confirm()
    alder.person("shy", "police", apart=("p0",))
    alder.confirm()
    cancel(attendance=alder.place("p2"), reason=AbsenceReason.CLASH, by=SYSTEM)
    assert alder.states()["shy"] == "reserve"
    cancel(attendance=alder.place("p0"), reason=AbsenceReason.CLASH, by=SYSTEM)
    assert alder.states()["shy"] == "coming"


def test_who_cancelled_is_not_placed_there_again(alder: Sessions) -> None:
    alder.group(many=6, at=(0, 1))
    alder.plan()
    alder.confirm()
    was = 0 if alder.states(0) else 1
    cancel(attendance=alder.place("p1", was), reason=AbsenceReason.CLASH, by=SYSTEM)
    alder.plan()
    assert placed(alder)["p1"] != alder.dates[was].code


def test_private_wishes_are_for_leads_and_go_with_the_round(alder: Sessions) -> None:
    alder.person("shy", "police", apart=("boss",))
    client = people.visit(alder.lead.person, second_factor=True)
    assert b"boss@trust.example" in client.get("/p/alder/sessions/people/of/shy").content
    for page in ("", "people/", "plan/", "plan/invite"):
        assert b"boss" not in client.get(f"/p/alder/sessions/{page}").content
    assert "boss" not in repr(list(AuditEvent.objects.values("label", "details")))
    close_round(round=alder.round, by=alder.lead.person)
    close_round(round=alder.round, by=alder.lead.person)
    assert not Wish.objects.exists()
    assert [entry.key for entry in recorded()] == ["alder/1"]


def test_the_lead_plans_and_invites_in_the_site(alder: Sessions) -> None:
    alder.group(many=6)
    client = people.visit(alder.lead.person, second_factor=True)
    page = "/p/alder/sessions/plan/"
    assert client.post(page, {"do": "plan"}).status_code == 302
    html = client.get(page).content.decode()
    assert "6 of 6 people have a place" in html and "the group is too small with a chance of" in html
    assert "6 people are invited to a group of 6 to 7." in " ".join(html.split())
    seen = re.search(r'name="seen" value="([^"]+)"', html)[1]  # type: ignore[index]
    code = alder.dates[0].code
    sending = {"do": "places", "seen": seen} | {f"place-p{n}": code for n in range(1, 6)} | {"place-p0": ""}
    assert b"1 places changed" in client.post(page, sending, follow=True).content
    assert b"Nothing was saved" in client.post(page, sending, follow=True).content
    invite = client.get(page + "invite").content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', invite)[1]  # type: ignore[index]
    told = client.post(page + "invite", {"seen": seen}, follow=True).content.decode()
    assert "5 people are invited, 1 person is on the reserve list." in told
    assert b"nobody is told anything" in client.post(page + "invite", {"seen": seen}, follow=True).content


def test_whoever_runs_a_session_sees_how_far_it_is_overbooked_and_with_what_risk(alder: Sessions) -> None:
    alder.group(many=9)
    alder.round.invited = 8
    alder.round.save()
    alder.plan()
    alder.confirm()
    session = Gathering.objects.get(pk=alder.dates[0].pk)
    coming = session.attendances.filter(state="coming").count()
    assert coming == session.planned_size == planning_of(alder.round).rules.largest > alder.round.largest
    page = f"/p/alder/sessions/of/{session.code}/"
    shown = " ".join(people.visit(alder.lead.person, second_factor=True).get(page).content.decode().split())
    risk = booking(coming, cancellation_rate(0, 0), 6, 7)
    assert f"{coming} people are invited to a group of 6 to 7: {coming - 7} more than fit" in shown
    assert f"too small with a chance of {risk.too_small:.0%} and too large with one of {risk.too_large:.0%}." in shown
    Gathering.objects.update(starts=timezone.now() - timedelta(minutes=1))
    assert expected(Gathering.objects.get(pk=session.pk)) is None


def test_a_title_that_filters_would_stop_is_refused_where_it_is_written(alder: Sessions) -> None:
    told = {"title": "Self-harm: session 1", "day": "", "begins": "", "ends": "", "place": "Hall"}
    form = SessionForm(alder.programme, told)
    assert "Filters of schools block" in form.errors["title"][0]
