"""A new programme: made once, as decided, by those who may, and never under another's name."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from tests.factories import people

from thinking_together.accounts.domain.people import let_begin_programmes
from thinking_together.content.programme_template import self_harm_template
from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme
from thinking_together.programmes.queries import roles_in

pytestmark = pytest.mark.django_db
PLACE = {"place": "Fernshire", "area_code": "E06000036", "comparator_code": "E92000001"}
START = {"start-day": "5", "start-month": "Jan", "start-year": "2027"}


@pytest.fixture
def staff() -> Client:
    return people.visit(people.person("staff@here.example", is_installation_staff=True), second_factor=True)


def answer(client: Client, **changed: Any) -> str:
    """Goes through the journey; the key of the form at its end."""
    steps = {"place": PLACE, "title": {"title": "Thinking together"}, "start": START, "lead": {"lead": ""}}
    for step, given in steps.items():
        response = client.post(f"/programmes/new/{step}", changed.get(step, given))
        assert response.status_code == 302, response.content.decode()
    return str(client.session["new_programme"]["key"])


def make(client: Client, key: str) -> str:
    return str(client.post("/programmes/new/check", {"key": key})["Location"])


def test_it_begins_as_the_template_proposes_and_whoever_began_it_leads_it(staff: Client) -> None:
    assert make(staff, answer(staff)) == "/p/fernshire/setup/"
    made, template = Programme.objects.get(), self_harm_template()
    assert [s.includes for s in made.sectors.all()] == [s.includes for s in template.sectors]
    assert {p.code: (p.starts, p.ends) for p in made.phases.all()} == {
        p.code: (p.starts(made.as_of), p.ends(made.as_of)) for p in template.phases
    }
    assert made.memberships.get().role == Role.LEAD
    assert (made.invented, made.title) == (False, "Thinking together")
    assert list(AuditEvent.objects.values_list("action", "programme_slug")) == [("programme.begun", "fernshire")]


def test_the_same_form_sent_twice_makes_one(staff: Client) -> None:
    key = answer(staff)
    assert make(staff, key) == make(staff, key) == "/p/fernshire/setup/"
    answer(staff)
    assert make(staff, key) == "/p/fernshire/setup/"  # the old form, while a new one is half filled in
    assert Programme.objects.count() == 1


def test_another_of_the_same_place_has_a_name_of_its_own_even_when_the_first_is_gone(staff: Client) -> None:
    make(staff, answer(staff))
    Programme.objects.all().delete()
    assert make(staff, answer(staff)) == "/p/fernshire-2/setup/"
    named = {"place": PLACE | {"place": "🌿🌿"}}
    assert make(staff, answer(staff, **named)) == "/p/programme/setup/"


def test_the_first_lead_is_invited_and_the_message_avoids_the_word_that_filters_stop(staff: Client) -> None:
    make(staff, answer(staff, lead={"lead": "Kim@council.example"}))
    (message,) = mail.outbox
    assert message.to == ["kim@council.example"]
    assert "self-harm" not in message.subject.lower()


def test_the_title_is_proposed_without_that_word(staff: Client) -> None:
    staff.post("/programmes/new/place", PLACE)
    page = staff.get("/programmes/new/title").content.decode()
    assert 'value="Thinking together in Fernshire"' in page


def test_nobody_else_makes_one_but_whom_the_installation_lets(staff: Client) -> None:
    kim = people.member(people.programme("alder"), Role.LEAD).person
    client = people.visit(kim, second_factor=True)
    assert client.post("/programmes/new/place", PLACE).status_code == 403
    assert client.post("/programmes/new/check", {"key": "x"}).status_code == 403
    staff.post(f"/installation/people/{kim.pk}/programmes")
    assert make(client, answer(client)) == "/p/fernshire/setup/"
    staff.post(f"/installation/people/{kim.pk}/programmes")
    assert client.post("/programmes/new/place", PLACE).status_code == 403
    let_begin_programmes(person=kim, allowed=False, by=SYSTEM)
    assert AuditEvent.objects.filter(action="account.may_begin_programmes").count() == 2


def test_anothers_key_leads_to_nothing_of_theirs(staff: Client) -> None:
    key = answer(staff)
    make(staff, key)
    eve = people.visit(people.person("eve@here.example", is_installation_staff=True), second_factor=True)
    assert make(eve, key) == make(eve, "nonsense") == "/programmes/new/place"
    assert roles_in(people.Person.objects.get(email="eve@here.example"), Programme.objects.get()) == set()


@pytest.mark.parametrize(
    ("step", "given", "says"),
    [
        ("place", PLACE | {"place": "🌿" * 300}, "The place must be 120 characters or fewer"),
        ("place", PLACE | {"place": "   "}, "Enter the place"),
        ("place", PLACE | {"area_code": "Gateshead"}, "The area code is a letter and eight digits, like E06000036"),
        ("start", START | {"start-day": "31", "start-month": "2"}, "First day must be a real date"),
        ("start", {}, "Enter a first day"),
        ("lead", {"lead": "kim"}, "Enter an e-mail address in the correct format"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_goes_on(staff: Client, step: str, given: dict[str, str], says: str) -> None:
    answer(staff)
    page = staff.post(f"/programmes/new/{step}", given).content.decode()
    assert "There is a problem" in page and says in page
    assert "<title>Error: " in page.replace("\n", "").replace("  ", "")


def test_a_page_before_its_turn_leads_to_the_one_that_is_missing(staff: Client) -> None:
    assert staff.get("/programmes/new/check")["Location"] == "/programmes/new/place"
    staff.post("/programmes/new/place", PLACE)
    assert staff.get("/programmes/new/lead")["Location"] == "/programmes/new/title"
    assert staff.get("/programmes/new/nothing").status_code == 404


def test_a_code_that_begins_with_x_makes_an_invented_programme(staff: Client) -> None:
    make(staff, answer(staff, place=PLACE | {"area_code": "X06000001"}))
    assert Programme.objects.get().invented
    assert "INVENTED" in staff.get("/p/fernshire/setup/").content.decode()
