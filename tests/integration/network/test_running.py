"""How leads run the network: the page, updates, you said we did, events, and how they were."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.factories import people
from tests.factories.network import member
from tests.factories.outbox import gathering, sent

from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.figures import Unresolved
from thinking_together.evidence.resolve import Resolver
from thinking_together.gatherings.domain import call_off, record_attendance, set_state, sign_up
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering, GatheringState
from thinking_together.messaging.models import Delivery, Message
from thinking_together.network.domain.evaluating import IsClosed, close_evaluation, open_evaluation, take_in
from thinking_together.network.domain.leaving import leave
from thinking_together.network.domain.page import close_page
from thinking_together.network.domain.updates import NotAsShown, seen_as, send_update, write_update
from thinking_together.network.models import Answered, Evaluation, EvaluationForm, Update
from thinking_together.network.opening import is_open
from thinking_together.programmes.models import Programme

pytestmark = pytest.mark.django_db(transaction=True)
INSIDE = "/p/alder/network/"


@pytest.fixture
def lead(ready: Programme) -> Client:
    return people.visit(people.member(ready, Role.LEAD).person, second_factor=True)


def text(page: Any) -> str:
    return re.sub(r"\s+", " ", page.content.decode())


def draft(programme: Programme, **fields: Any) -> Update:
    told = {"title": "What we heard", "body": "**Thank you.**", "audience": "all", "chosen": [], "shown": False}
    return write_update(programme=programme, yours=told | fields, by=SYSTEM)


def test_the_page_opens_once_everything_is_in_place(ready: Programme, lead: Client) -> None:
    ready.reading_rota = ""
    ready.save()
    page = lead.post(f"{INSIDE}opening", {"to": "open"})
    assert "Say who reads free text" in text(page) and not is_open(ready)
    assert Client().get("/network/alder/").status_code == 404
    ready.reading_rota = "Robin"
    ready.save()
    lead.post(f"{INSIDE}opening", {"to": "open"})
    shown = text(Client().get("/network/alder/"))
    assert "Need help now?" in shown and "Support for you" in shown and "2 minutes" in shown
    assert "Why" in shown and "What taking part means" in shown
    lead.post(f"{INSIDE}opening", {"to": "close"})
    assert Client().get("/network/alder/").status_code == 404


def test_a_short_name_that_filters_block_keeps_the_page_closed(ready: Programme) -> None:
    from thinking_together.network.domain.page import NotReady, open_page

    ready.slug = "self-harm"
    ready.save()
    with pytest.raises(NotReady, match="filters of schools"):
        open_page(programme=ready, by=SYSTEM)


def test_words_that_leads_write_are_shown_and_run_nothing(programme: Programme, lead: Client) -> None:
    page = lead.get(f"{INSIDE}words").content.decode()
    version = re.search(r'name="version" value="(\w+)"', page)
    assert version
    told = {"why": "Because **we** <script>x</script>", "taking_part": "- listen", "version": version[1]}
    lead.post(f"{INSIDE}words", told)
    shown = Client().get("/network/alder/").content.decode()
    assert "<strong>we</strong> &lt;script&gt;" in shown and "<li>listen</li>" in shown


def test_an_update_goes_to_those_whom_it_is_for_with_a_way_to_leave(programme: Programme, lead: Client) -> None:
    education, health = programme.sectors.all()
    for name, sector, interests in (("ann", health, ["training"]), ("ben", education, ["parents"])):
        member(programme, name, sector=sector, interests=interests)
    gone = member(programme, "eve", sector=health)
    leave(member=gone, by=SYSTEM)
    for audience, chosen, to in (
        ("all", [], {"ann@trust.example", "ben@trust.example"}),
        ("sector", ["education"], {"ben@trust.example"}),
        ("interest", ["training"], {"ann@trust.example"}),
    ):
        update = draft(programme, title=f"News for {audience}", audience=audience, chosen=chosen)
        page = text(lead.get(f"{INSIDE}updates/of/{update.code}/send"))
        assert f"<strong>{len(to)} member" in page and "<strong>Thank you.</strong>" in page
        lead.post(f"{INSIDE}updates/of/{update.code}/send", {"seen": seen_as(update), "to": len(to)})
        mails = sent()
        assert {mail.to[0] for mail in mails} == to
        for mail in mails:
            assert "List-Unsubscribe" in mail.extra_headers and "/network/-/leave/" in str(mail.body)
            assert "/support" in str(mail.body)


def test_what_was_sent_is_sent_once_and_stays(programme: Programme, lead: Client) -> None:
    member(programme, "ann")
    update = draft(programme)
    told = {"seen": seen_as(update), "to": "1"}
    for _ in range(2):
        lead.post(f"{INSIDE}updates/of/{update.code}/send", told)
        send_update(update=update, seen=seen_as(update), to=1, by=SYSTEM)
    assert len(sent()) == 1 and Message.objects.count() == 1
    for page in ("change", "send", "remove"):
        assert lead.get(f"{INSIDE}updates/of/{update.code}/{page}").status_code == 404


def test_nothing_is_sent_that_was_not_seen(programme: Programme, lead: Client) -> None:
    """Somebody joined, or a second lead changed the words, since the page was opened."""
    member(programme, "ann")
    update = draft(programme)
    seen = seen_as(update)
    member(programme, "ben")
    page = text(lead.post(f"{INSIDE}updates/of/{update.code}/send", {"seen": seen, "to": "1"}))
    assert "There is a problem" in page and "<strong>2 members</strong>" in page
    update.body = "Other words"
    update.save()
    with pytest.raises(NotAsShown):
        send_update(update=update, seen=seen, to=2, by=SYSTEM)
    assert not Message.objects.exists() and not sent()


def test_an_update_of_somebody_who_leaves_does_not_go(programme: Programme) -> None:
    who = member(programme, "ann")
    sign_up(gathering=gathering(programme), participant=who.participant, by=SYSTEM)  # so that the address stays
    sent()
    update = draft(programme)
    send_update(update=update, seen=seen_as(update), to=1, by=SYSTEM)
    leave(member=who, by=SYSTEM)
    assert sent() == []
    assert Delivery.objects.get(message__kind="network.update").state == "withdrawn"


@pytest.mark.parametrize("title", ["Self-harm news", "selfharm", "About self harm"])
def test_no_subject_that_filters_block(programme: Programme, lead: Client, title: str) -> None:
    page = text(lead.post(f"{INSIDE}updates/new", {"title": title, "body": "Words", "audience": "all"}))
    assert "Filters of schools block" in page and not Update.objects.exists()


def test_an_update_for_some_says_for_whom(programme: Programme, lead: Client) -> None:
    told = {"title": "News", "body": "Words", "audience": "sector"}
    assert "Choose at least one of the sectors" in text(lead.post(f"{INSIDE}updates/new", told))
    lead.post(f"{INSIDE}updates/new", told | {"sectors": ["health"], "interests": ["training"]})
    assert Update.objects.get().chosen == ["health"]


def test_words_of_an_update_are_no_links_of_others(programme: Programme) -> None:
    member(programme, "ann")
    update = draft(programme, body="Write {leave} and {interests} and [x]({leave})")
    send_update(update=update, seen=seen_as(update), to=1, by=SYSTEM)
    (mail,) = sent()
    assert str(mail.body).count("/network/-/leave/") == 2  # ours, in the text and at its foot


def test_drafts_are_for_leads_and_the_public_page_shows_what_is_marked(programme: Programme, lead: Client) -> None:
    viewer = people.visit(people.member(programme, Role.VIEWER).person)
    shown, hidden = (draft(programme, title=title, shown=title == "Shown") for title in ("Shown", "Hidden"))
    for page in (viewer.get(INSIDE), Client().get("/network/alder/")):
        assert "Hidden" not in text(page) and "Shown" not in text(page)
    assert viewer.get(f"{INSIDE}updates/of/{shown.code}/").status_code == 404
    member(programme, "ann")
    for one in (shown, hidden):
        send_update(update=one, seen=seen_as(one), to=1, by=SYSTEM)
    public = text(Client().get("/network/alder/"))
    assert "Shown" in public and "Hidden" not in public
    assert "Hidden" in text(viewer.get(INSIDE))
    lead.post(f"{INSIDE}updates/of/{shown.code}/show", {"to": "hide"})
    assert "Shown" not in text(Client().get("/network/alder/"))


def test_addresses_are_for_leads_alone(programme: Programme, lead: Client) -> None:
    for name in ("ann", "ben"):
        member(programme, name)
    assert "ann@trust.example" in text(lead.get(f"{INSIDE}members/"))
    for role in set(Role) - {Role.LEAD}:
        who = people.member(programme, role).person
        visit = people.visit(who, second_factor=role is Role.ANALYST)
        assert "@trust.example" not in text(visit.get(INSIDE))
        assert visit.get(f"{INSIDE}members/").status_code == 403
    assert "@trust.example" not in text(Client().get("/network/alder/"))
    lead.post(f"{INSIDE}members/ann/end")
    assert "ann@trust.example" not in text(lead.get(f"{INSIDE}members/"))


def test_counts_of_members_go_through_the_gate(programme: Programme, lead: Client) -> None:
    from django.utils import timezone

    programme.as_of = timezone.localdate()
    programme.save()
    education, health = programme.sectors.all()
    police = programme.sectors.create(code="police", name="Police", position=1)
    assert "Nobody had joined" in text(lead.get(INSIDE))
    for sector, many in ((health, 13), (education, 14), (police, 1)):
        for at in range(many):
            member(programme, f"{sector.code}{at}", sector=sector)
    close_page(programme=programme, by=SYSTEM)  # an event, by which what was computed before is over
    found = text(lead.get(INSIDE))
    assert found.count("not shown") == 2  # the one, and the next that would give it away
    assert "14" in found


def test_you_said_we_did(programme: Programme, lead: Client) -> None:
    told = {"said": "More training", "did": "Ten days", "day-day": "3", "day-month": "2", "day-year": "2027"}
    for _ in range(2):
        lead.post(f"{INSIDE}you-said/new", told | {"shown": "on"})
    one = Answered.objects.get()
    assert "More training" in text(Client().get("/network/alder/"))
    version = re.search(r'name="version" value="(\w+)"', lead.get(f"{INSIDE}you-said/of/{one.code}").content.decode())
    assert version
    lead.post(f"{INSIDE}you-said/of/{one.code}", told | {"version": version[1]})
    assert "More training" not in text(Client().get("/network/alder/"))
    assert "More training" in text(lead.get(INSIDE))
    page = text(lead.post(f"{INSIDE}you-said/of/{one.code}", told | {"did": "x", "version": "of another"}))
    assert "Somebody else saved a change" in page
    lead.post(f"{INSIDE}you-said/of/{one.code}/remove")
    assert not Answered.objects.exists()


def test_an_event_is_on_the_page_once_it_is_open_and_its_link_to_join_never(programme: Programme, lead: Client) -> None:
    event = gathering(programme, state=GatheringState.DRAFT)
    assert "Launch webinar" not in text(Client().get("/network/alder/"))
    assert "Launch webinar" in text(lead.get(INSIDE))
    viewer = people.visit(people.member(programme, Role.VIEWER).person)
    assert "Launch webinar" not in text(viewer.get(INSIDE))
    set_state(gathering=event, state=GatheringState.OPEN, by=SYSTEM)
    public = text(Client().get("/network/alder/"))
    assert "Launch webinar" in public and "Takes 60 minutes." in public and f"/events/alder/{event.code}/" in public
    call_off(gathering=event, by=SYSTEM)
    again = text(Client().get("/network/alder/"))
    assert f"/events/alder/{event.code}/" not in again
    assert "meet.example" not in public + again + text(viewer.get(INSIDE))


def over(programme: Programme) -> Gathering:
    """A webinar that was two hours ago, with three who had a place."""
    event = gathering(programme)
    for name in ("ann", "ben", "eve"):
        sign_up(gathering=event, participant=member(programme, name).participant, by=SYSTEM)
    event.starts = datetime.now(UTC) - timedelta(hours=2)
    event.ends, event.day = event.starts + timedelta(hours=1), event.starts.date()
    event.save()
    sent()
    return event


def test_who_came_is_noted_and_they_are_asked_how_it_was(programme: Programme, lead: Client) -> None:
    event = over(programme)
    places = {place.participant.code: place for place in Attendance.objects.all() if place.participant}
    came = {places[name].pk: AttendanceState.ATTENDED for name in ("ann", "ben")}
    record_attendance(gathering=event, outcomes=came, by=SYSTEM)
    assert "Ask how it was" in text(lead.get(INSIDE))
    for _ in range(2):
        lead.post(f"{INSIDE}events/of/{event.code}/evaluation", {"to": "open"})
    evaluation = Evaluation.objects.get()
    assert evaluation.closed is None
    mails = sent()
    assert {mail.to[0] for mail in mails} == {"ann@trust.example", "ben@trust.example"}
    links = {
        re.search(r"https://together\.example(/network/alder/events/\S+how-was-it)", str(m.body))[1] for m in mails
    }  # type: ignore[index]
    assert len(links) == 1  # the same for all
    lead.post(f"{INSIDE}events/of/{event.code}/evaluation", {"to": "close"})
    evaluation.refresh_from_db()
    assert evaluation.closed is not None


def test_a_form_is_kept_once_without_a_trace_of_who_or_when(programme: Programme) -> None:
    event = over(programme)
    open_evaluation(gathering=event, by=SYSTEM)
    before = AuditEvent.objects.count()
    visit, address = Client(), f"/network/alder/events/{event.code}/how-was-it"
    key = re.search(r'name="key" value="([^"]+)"', visit.get(address).content.decode())
    assert key
    for _ in range(2):
        answer = visit.post(address, {"key": key[1], "useful": "5", "clear": ""})
        assert answer["Location"].endswith("/thank-you")
    form = EvaluationForm.objects.get()
    assert form.points == {"useful": 5} and AuditEvent.objects.count() == before
    assert {f.name for f in EvaluationForm._meta.get_fields()} == {"key", "evaluation", "points"}
    assert not visit.cookies.get("session")
    page = visit.post(address, {"key": str(uuid4()), "useful": "6"})
    assert "Choose one of the answers" in text(page) and EvaluationForm.objects.count() == 1


def test_figures_of_an_evaluation_are_offered_once_it_is_closed_and_enough_answered(programme: Programme) -> None:
    event = over(programme)
    evaluation = open_evaluation(gathering=event, by=SYSTEM)
    asked = f"network/evaluation?item=useful&event={event.code}"
    for at in range(12):
        points = {"useful": 5 if at % 2 else 4} | ({"clear": 1} if at < 9 else {})
        take_in(evaluation=evaluation, key=uuid4(), points=points)
    assert isinstance(Resolver(programme).resolve(asked), Unresolved)  # nothing while it is open
    close_evaluation(evaluation=evaluation, by=SYSTEM)
    with pytest.raises(IsClosed):
        take_in(evaluation=evaluation, key=uuid4(), points={"useful": 1})
    resolver = Resolver(programme)
    found = resolver.resolve(asked)
    assert not isinstance(found, Unresolved)
    assert (found.one().numerator, found.one().denominator, found.one().value) == (54, 12, 4.5)  # type: ignore[union-attr]
    few = resolver.resolve(f"network/evaluation?item=clear&event={event.code}")
    assert isinstance(few, Unresolved) and few.reason.value == "suppressed"  # nine answered it
    assert EvaluationForm.objects.count() == 12


def test_nobody_is_asked_before_the_event(programme: Programme, lead: Client) -> None:
    event = gathering(programme)
    page = text(lead.post(f"{INSIDE}events/of/{event.code}/evaluation"))
    assert "once it has been" in page and not Evaluation.objects.exists() and not sent()


def test_interests_are_a_list_like_the_others(programme: Programme, lead: Client) -> None:
    lead.post(f"{INSIDE}interests/new", {"name": "Sport"})
    assert "Sport" in text(lead.get(f"{INSIDE}interests/"))
    member(programme, "ann", interests=["sport"])
    assert "It cannot be removed" in text(lead.get(f"{INSIDE}interests/of/sport/remove"))
    lead.post(f"{INSIDE}interests/of/sport/remove")
    assert programme.interest_list.filter(code="sport").exists()
    lead.post(f"{INSIDE}interests/of/digital/remove")
    assert not programme.interest_list.filter(code="digital").exists()
