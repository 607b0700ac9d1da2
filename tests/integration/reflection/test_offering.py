"""Offering times by one link: no account, no other round, and what is said in private is never shown."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories import people
from tests.factories.outbox import sent
from tests.factories.sessions import Sessions, sessions

from thinking_together.accounts.domain.people import export_person
from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.messaging.links import issue
from thinking_together.messaging.models import Message
from thinking_together.programmes.domain.pausing import pause
from thinking_together.programmes.models import Participant
from thinking_together.reflection import personal
from thinking_together.reflection.domain.offers import MOST_WISHES, RoundOver, add_person, offer_times
from thinking_together.reflection.domain.rounds import begin_round, close_round
from thinking_together.reflection.ending import forget_people
from thinking_together.reflection.models import Offer, OfferedTime, Question, Round, Wish
from thinking_together.reflection.telling import TIMES

pytestmark = pytest.mark.django_db


def link(of: Sessions, who: Participant) -> str:
    token = issue(programme=of.programme, purpose=TIMES.code, target=f"round:{of.round.number}", participant=who)
    return f"/sessions/times/{token}"


def test_somebody_offers_times_and_changes_them(alder: Sessions) -> None:
    who = alder.person("sam", "health", at=())
    page, client = link(alder, who), Client()
    assert b"Session 1" not in client.get("/sessions/times/nothing").content
    html = client.get(page).content.decode()
    assert "Library" in html and "Nobody need share" in html
    both = [date.code for date in alder.dates]
    assert b"Thank you" in client.post(page, {"times": both, "apart": "boss@trust.example"}).content
    client.post(page, {"times": both, "apart": ""})
    assert OfferedTime.objects.count() == 2 and Wish.objects.get().email == "boss@trust.example"
    client.post(page, {"times": both[:1], "forget": "on"})
    assert OfferedTime.objects.get().session == alder.dates[0] and not Wish.objects.exists()


def test_what_was_said_in_private_is_on_no_page_that_the_link_opens(alder: Sessions) -> None:
    who = alder.person("sam", "health", apart=("boss",))
    html = Client().get(link(alder, who)).content
    assert b"boss" not in html and b"kept, and not shown here" in html
    assert "boss" not in repr(list(AuditEvent.objects.values("label", "details", "record_model")))
    assert not AuditEvent.objects.filter(record_model="reflection.wish").exists()


def test_an_address_that_is_none_is_said_at_its_field_and_nothing_is_kept(alder: Sessions) -> None:
    who = alder.person("sam", "health", at=())
    page = Client().post(link(alder, who), {"times": [alder.dates[0].code], "apart": "my boss"}).content.decode()
    assert "There is a problem" in page and "is not an e-mail address" in page and "Error: " in page
    assert not OfferedTime.objects.exists()


def test_only_so_many_can_be_named(alder: Sessions) -> None:
    who = alder.person("sam", "health", at=())
    alder.offer(who, at=(), apart=[f"n{n}" for n in range(30)])
    alder.offer(who, at=(), apart=[f"m{n}" for n in range(30)])
    assert Wish.objects.count() == MOST_WISHES


def test_a_link_of_one_programme_or_round_offers_nothing_in_another(alder: Sessions) -> None:
    birch = sessions("birch")
    who = alder.person("sam", "health", at=())
    with pytest.raises(ValueError, match="another programme"):
        offer_times(round=birch.round, participant=who, sessions=birch.dates, apart=(), forget=False, by=SYSTEM)
    offer_times(round=alder.round, participant=who, sessions=birch.dates, apart=(), forget=False, by=SYSTEM)
    assert not OfferedTime.objects.exists()
    page = link(alder, who)
    close_round(round=alder.round, by=SYSTEM)
    begin_round(programme=alder.programme, by=SYSTEM)
    assert Client().get(page).status_code == 410
    assert Client().post(page, {"times": [alder.dates[0].code]}).status_code == 410
    with pytest.raises(RoundOver):
        offer_times(round=alder.round, participant=who, sessions=alder.dates, apart=(), forget=False, by=SYSTEM)


def test_a_pause_holds_the_page_back(alder: Sessions) -> None:
    who = alder.person("sam", "health", at=())
    pause(programme=alder.programme, by=alder.lead.person)
    page = Client().get(link(alder, who)).content
    assert b"Library" not in page


def test_those_who_have_not_answered_are_asked_once_a_form(alder: Sessions) -> None:
    alder.person("answered", "health")
    add_person(
        programme=alder.programme,
        email="New@Trust.example",
        sector=alder.programme.sectors.get(code="police"),
        partner=None,
        role="",
        by=alder.lead.person,
    )
    client = people.visit(alder.lead.person, second_factor=True)
    page = "/p/alder/sessions/people/ask"
    key = client.get(page).content.decode().split('name="key" value="')[1].split('"')[0]
    for _ in range(2):
        assert client.post(page, {"key": key, "words": "Please *come*"}).status_code == 302
    (mail,) = sent()
    assert mail.to == ["new@trust.example"] and "harm" not in mail.subject
    assert "/sessions/times/" in str(mail.body)
    assert Message.objects.count() == 1


def test_the_same_person_is_added_once(alder: Sessions) -> None:
    told = {"sector": alder.programme.sectors.get(code="police"), "partner": None, "role": ""}
    first = add_person(programme=alder.programme, email="a@b.example", by=SYSTEM, **told)
    assert add_person(programme=alder.programme, email="A@B.example", by=SYSTEM, **told) == first


def test_a_round_is_begun_once_and_brings_the_questions_once(alder: Sessions) -> None:
    assert begin_round(programme=alder.programme, by=SYSTEM) == alder.round
    many = Question.objects.count()
    close_round(round=alder.round, by=SYSTEM)
    second = begin_round(programme=alder.programme, by=SYSTEM)
    assert (second.number, Question.objects.count()) == (2, many)
    assert Round.objects.filter(closed=None).count() == 1


def test_what_is_held_about_somebody_is_told_to_them_and_what_others_said_is_not(alder: Sessions) -> None:
    sam = people.member(alder.programme, Role.VIEWER, "sam@trust.example").person
    alder.person("sam", "health", apart=("boss",))
    alder.person("eve", "police", apart=("sam",))
    told = export_person(sam)["reflection"]
    assert told["offered"][0]["would_not_speak_freely_with"] == ["boss@trust.example"]
    assert "eve" not in repr(told)
    personal.erase(sam)
    assert not Wish.objects.exists()
    assert Offer.objects.get().participant.code == "eve"


def test_times_and_wishes_go_with_the_contacts(alder: Sessions) -> None:
    alder.person("sam", "health", apart=("boss",))
    assert forget_people(alder.programme) > 0
    assert not Offer.objects.exists() and not Wish.objects.exists()
