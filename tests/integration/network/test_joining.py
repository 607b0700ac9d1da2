"""Joining by two steps, and what links in messages do and do not do."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.test import Client
from django.utils import timezone
from tests.factories.network import answers, ask, link_in, member
from tests.factories.outbox import sent

from thinking_together.core.audit import AuditEvent
from thinking_together.core.tasks.worker import work
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.domain import sign_up
from thinking_together.messaging.models import Delivery, Link, Message
from thinking_together.network.domain.leaving import leave
from thinking_together.network.domain.page import change_consent, close_page
from thinking_together.network.models import ASKING_DAYS, Asking, Member
from thinking_together.programmes.domain.closing import archive
from thinking_together.programmes.domain.pausing import pause
from thinking_together.programmes.models import Participant, Programme

pytestmark = pytest.mark.django_db(transaction=True)


def plain(page: Any) -> str:
    """A page without what differs at each visit."""
    return re.sub(r'nonce="[^"]*"|value="[^"]{20,}"', "", page.content.decode())


def test_somebody_asks_confirms_and_is_a_member(programme: Programme) -> None:
    visit = Client()
    assert ask(programme, "Ann@Trust.example", visit)["Location"] == "/network/alder/join/sent"
    assert not Member.objects.exists() and not Participant.objects.exists()
    (mail,) = sent()
    assert mail.to == ["ann@trust.example"]
    link = link_in(mail, "confirm")
    assert visit.post(link)["Location"] == "/network/alder/joined"
    found = Member.objects.get()
    person = found.participant
    assert (person.email, person.sector.code, person.partner.code if person.partner else "") == (
        "ann@trust.example",
        "health",
        "trust",
    )
    assert (person.role, person.interests) == ("Nurse", ["training"])
    assert found.consent is not None and found.consent.number == 1 and found.consented == timezone.localdate()
    assert not Asking.objects.exists()
    (welcome,) = sent()
    assert link_in(welcome, "leave") and link_in(welcome, "interests")


def test_opening_a_link_does_nothing_however_often(programme: Programme) -> None:
    """Programs that scan mail open every link."""
    ask(programme)
    (mail,) = sent()
    confirm = link_in(mail, "confirm")
    for _ in range(3):
        assert Client().get(confirm).status_code == Client().head(confirm).status_code == 200
    assert not Member.objects.exists()
    Client().post(confirm)
    (welcome,) = sent()
    for what in ("leave", "interests"):
        assert Client().get(link_in(welcome, what)).status_code == 200
    found = Member.objects.get()
    assert found.left is None and found.participant.interests == ["training"]


def test_a_button_pressed_twice_makes_one_member_who_is_told_so_both_times(programme: Programme) -> None:
    ask(programme)
    (mail,) = sent()
    answers = [Client().post(link_in(mail, "confirm")) for _ in range(2)] + [Client().get(link_in(mail, "confirm"))]
    assert [answer["Location"] for answer in answers] == ["/network/alder/joined"] * 3
    assert Member.objects.count() == 1 and AuditEvent.objects.filter(action="network.joined").count() == 1
    assert len(sent()) == 1  # one welcome


def test_of_two_links_that_somebody_asked_for_either_tells_them_that_they_are_a_member(programme: Programme) -> None:
    for _ in range(2):
        ask(programme)
    first, second = (link_in(mail, "confirm") for mail in sent())
    for link in (second, first):
        assert Client().post(link)["Location"] == "/network/alder/joined"
    assert Member.objects.count() == 1 and len(sent()) == 1


def test_the_link_makes_nobody_a_member_again_who_left(programme: Programme) -> None:
    ask(programme)
    (mail,) = sent()
    Client().post(link_in(mail, "confirm"))
    leave(member=Member.objects.get(), by=SYSTEM)
    for _ in range(2):
        assert Client().post(link_in(mail, "confirm")).status_code == 410
    assert Member.objects.get().left is not None
    assert "ann@trust.example" not in str(
        [*Link.objects.values_list("address", "participant__email"), *Delivery.objects.values_list("address")]
    )


def test_two_presses_at_the_same_moment_make_one_member(programme: Programme, in_threads: Callable[[], None]) -> None:
    ask(programme)
    (mail,) = sent()
    in_threads()

    def press(_: int) -> tuple[str, int]:
        try:
            return str(Client().post(link_in(mail, "confirm"))["Location"]), Member.objects.count()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(press, range(2))) == [("/network/alder/joined", 1)] * 2


def test_nobody_learns_who_is_a_member(programme: Programme) -> None:
    """The page, its address and its status are the same; only the message differs, which goes to the member."""
    member(programme, "ann")
    known, new = ask(programme, "ann@trust.example"), ask(programme, "ben@trust.example")
    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    assert plain(Client().get(known["Location"])) == plain(Client().get(new["Location"]))
    subjects = {mail.to[0]: mail.subject for mail in sent()}
    assert subjects["ann@trust.example"] != subjects["ben@trust.example"]
    assert [asking.email for asking in Asking.objects.all()] == ["ben@trust.example"]


def test_the_same_form_sent_twice_writes_once(programme: Programme) -> None:
    told = answers()
    for _ in range(2):
        Client().post("/network/alder/join", told)
    assert len(sent()) == 1 and Asking.objects.count() == 1


def test_an_address_gets_three_messages_a_day_and_who_asks_is_not_told(programme: Programme) -> None:
    pages = [ask(programme) for _ in range(5)]
    assert {page["Location"] for page in pages} == {"/network/alder/join/sent"}
    assert len(sent()) == 3


def test_one_visitor_cannot_go_on_for_ever(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thinking_together.network.views.joining.FROM_ONE_PLACE", "2/10m/ip")
    statuses = [ask(programme, f"n{at}@trust.example").status_code for at in range(3)]
    assert statuses == [302, 302, 429] and Asking.objects.count() == 2


def test_what_is_not_confirmed_is_forgotten_with_its_messages(programme: Programme) -> None:
    ask(programme)
    (mail,) = sent()
    late = timezone.now() + timedelta(days=ASKING_DAYS, hours=1)
    with time_machine.travel(late, tick=False):
        assert Client().post(link_in(mail, "confirm")).status_code == 410
        work(interval=0.01, until_empty=True)  # at the hour for which it was asked
    assert not Asking.objects.exists() and not Message.objects.exists()
    assert not Delivery.objects.exists() and not Link.objects.exists()
    assert not any("ann@" in str(event.details) + event.label for event in AuditEvent.objects.all())


def test_what_can_be_confirmed_still_is_kept(programme: Programme) -> None:
    ask(programme)
    (mail,) = sent()
    with time_machine.travel(timezone.now() + timedelta(days=ASKING_DAYS - 1), tick=False):
        work(interval=0.01, until_empty=True)
        assert Client().post(link_in(mail, "confirm")).status_code == 302


def test_nobody_joins_while_something_is_missing_or_closed_or_archived(programme: Programme) -> None:
    ask(programme)
    (mail,) = sent()
    confirm = link_in(mail, "confirm")
    programme.responsible.filter(duty="safeguarding_deputy").delete()
    assert "Nobody can join just now" in Client().post(confirm).content.decode()
    assert ask(programme, "ben@trust.example").status_code == 200
    assert not Member.objects.exists() and Asking.objects.count() == 1
    programme.responsible.create(duty="safeguarding_deputy", name="Ada")
    close_page(programme=programme, by=SYSTEM)
    assert "Nobody can join just now" in Client().post(confirm).content.decode()
    assert Client().get("/network/alder/").status_code == ask(programme, "ben@trust.example").status_code == 404
    assert not Member.objects.exists()


def test_a_pause_stops_joining_and_the_page_but_not_leaving(programme: Programme) -> None:
    gone = member(programme, "ann")
    ask(programme, "ann@trust.example")
    (mail,) = sent()
    ask(programme, "ben@trust.example")
    (other,) = sent()
    pause(programme=programme, by=SYSTEM)
    for page in (Client().get("/network/alder/"), ask(programme, "eve@trust.example"), _post(other, "confirm")):
        assert "This page is paused" in page.content.decode() and page.status_code == 200
    assert Member.objects.count() == 1 and not Asking.objects.filter(email__startswith="eve").exists()
    assert "You have left" in _post(mail, "leave").content.decode()
    gone.refresh_from_db()
    assert gone.left == timezone.localdate()


def _post(mail: Any, what: str) -> Any:
    return Client().post(link_in(mail, what))


def test_leaving_takes_the_address_away_and_works_in_an_archived_programme(programme: Programme) -> None:
    left = member(programme, "ann")
    ask(programme, "ann@trust.example")
    (mail,) = sent()
    archive(programme=programme, by=SYSTEM)
    assert "You have left" in _post(mail, "leave").content.decode()
    assert "You have left" in _post(mail, "leave").content.decode()  # twice as once
    left.refresh_from_db()
    assert left.left == timezone.localdate() and Participant.objects.get().email == ""
    assert AuditEvent.objects.filter(action="network.left").count() == 1


def test_mail_programs_can_leave_by_themselves(programme: Programme) -> None:
    """One-click, without a cookie or a token of a form."""
    member(programme, "ann")
    ask(programme, "ann@trust.example")
    (mail,) = sent()
    assert mail.extra_headers["List-Unsubscribe"] == f"<https://together.example{link_in(mail, 'leave')}>"
    Client(enforce_csrf_checks=True).post(link_in(mail, "leave"), {"List-Unsubscribe": "One-Click"})
    assert Member.objects.get().left is not None


def test_who_left_and_joins_again_is_one_person_where_the_address_was_kept(programme: Programme) -> None:
    from tests.factories.outbox import gathering

    who = member(programme, "ann")
    sign_up(gathering=gathering(programme), participant=who.participant, by=SYSTEM)
    leave(member=who, by=SYSTEM)
    assert Participant.objects.get().email == "ann@trust.example"  # a place at an event still to come
    ask(programme, "ann@trust.example")
    mail = next(m for m in sent() if "/confirm/" in str(m.body))
    _post(mail, "confirm")
    again = Member.objects.get()
    assert again.pk == who.pk and again.left is None and Participant.objects.count() == 1


def test_interests_are_changed_by_the_link_and_only_to_those_of_the_list(programme: Programme) -> None:
    who = member(programme, "ann", interests=["training"])
    ask(programme, "ann@trust.example")
    (mail,) = sent()
    page = Client().post(link_in(mail, "interests"), {"interests": ["parents", "digital"]})
    assert "It is kept" in page.content.decode()
    who.participant.refresh_from_db()
    assert who.participant.interests == ["parents", "digital"]
    page = Client().post(link_in(mail, "interests"), {"interests": ["anything"]})
    assert "Choose only interests of the list" in page.content.decode()
    who.participant.refresh_from_db()
    assert who.participant.interests == ["parents", "digital"]


def test_who_joined_agreed_to_the_words_of_that_day(programme: Programme) -> None:
    ask(programme, "ann@trust.example")
    (mail,) = sent()
    change_consent(programme=programme, words="Other words.", by=SYSTEM)
    page = ask(programme, "ben@trust.example")  # the form showed the earlier words
    assert "Other words." in page.content.decode() and Asking.objects.count() == 1
    ask(programme, "ben@trust.example", agreed="2")
    (other,) = sent()
    for one in (mail, other):
        _post(one, "confirm")
    agreed = {m.participant.email: m.consent.number for m in Member.objects.all() if m.consent}
    assert agreed == {"ann@trust.example": 1, "ben@trust.example": 2}


def test_every_page_of_the_journey_says_what_is_wrong_and_keeps_what_was_told(programme: Programme) -> None:
    visit = Client()
    first = visit.get("/network/alder/join").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', first)
    assert key
    told: dict[str, Any] = {"key": key[1], "at": "work", "role": "Nurse"}
    page = visit.post("/network/alder/join", told).content.decode()
    assert "There is a problem" in page and "Choose the part of the workforce" in page
    assert "Enter your e-mail address" not in page  # not asked yet
    told |= {"sector": "health", "partner": "none"}
    page = visit.post("/network/alder/join", told).content.decode()
    assert "What interests you?" in page and 'name="role" value="Nurse"' in page and "There is a problem" not in page
    page = visit.post("/network/alder/join", told | {"at": "interests", "interests": ["training"]}).content.decode()
    assert "Your e-mail address" in page and 'name="interests" value="training"' in page
    told |= {"interests": ["training"], "at": "email", "email": "nobody"}
    assert "in the correct format" in visit.post("/network/alder/join", told).content.decode()
    told |= {"email": "ann@trust.example"}
    page = visit.post("/network/alder/join", told).content.decode()
    assert "Check your answers" in page and "ann@trust.example" in page and "Training" in page
    page = visit.post("/network/alder/join", told | {"at": "check", "agreed": "1"}).content.decode()
    assert "Tick the box if you agree" in page
    back = visit.post("/network/alder/join", told | {"at": "check", "to": "work"}).content.decode()
    assert "Your work" in back and "There is a problem" not in back
    assert not Asking.objects.exists() and not visit.cookies.get("session")


@pytest.mark.parametrize(
    "sent_along", [{"at": "check"}, {"at": "email", "to": "check"}, {"key": "none", "at": "check"}]
)
def test_a_form_put_together_by_hand_is_refused(programme: Programme, sent_along: dict[str, str]) -> None:
    page = Client().post("/network/alder/join", sent_along)
    assert page.status_code == 200 and "There is a problem" in page.content.decode()
    assert not Asking.objects.exists()


def test_another_programmes_sector_or_organisation_is_none_of_this_one(programme: Programme) -> None:
    from tests.factories.people import programme as another

    there = another("birch")
    there.sectors.create(code="fire", name="Fire")
    there.partners.create(code="brigade", name="Brigade")
    for told in ({"sector": "fire"}, {"partner": "brigade"}, {"interests": ["fishing"]}):
        assert "There is a problem" in ask(programme, **told).content.decode()
    assert not Asking.objects.exists()


def test_a_person_gets_and_erases_what_they_told_and_nobody_elses(programme: Programme) -> None:
    from tests.factories.people import person

    from thinking_together.network.personal_data import erase, export

    for email in ("ann@trust.example", "ben@trust.example"):
        ask(programme, email)
    member(programme, "eve")
    ann, eve = person("ann@trust.example"), person("eve@trust.example")
    (asked,) = export(ann)["asked_to_join"]
    assert (asked["programme"], asked["role"], asked["interests"]) == ("Working together", "Nurse", ["training"])
    assert "leave at any time" in asked["agreed_to"] and export(ann)["member"] == []
    (is_member,) = export(eve)["member"]
    assert is_member["left"] is None and "leave at any time" in is_member["agreed_to"]
    assert "ben@" not in str(export(ann)) + str(export(eve))
    erase(ann)
    assert [asking.email for asking in Asking.objects.all()] == ["ben@trust.example"]
