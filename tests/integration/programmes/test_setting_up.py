"""Setting up in the site: what a lead writes is kept, of no other programme, and never over somebody else's text."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import people

from thinking_together.bundle.commands import export_folder, import_folder
from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import NEEDS_SECOND_FACTOR, Role
from thinking_together.programmes.models import Membership, Programme
from thinking_together.programmes.readiness import ready_to_open
from thinking_together.programmes.setup import TaskState, tasks
from thinking_together.programmes.uses import used
from thinking_together.survey.models import QuestionnaireVersion, Response

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} ' OR 1=1 --"
DEPUTY = {"name": "Ada Deputy", "email": "ada@council.example", "phone": "01632 960002"}


@pytest.fixture
def alder() -> Programme:
    return people.programme("alder", contact="team@alder.example", area_code="E06000001")


@pytest.fixture
def lead(alder: Programme) -> Membership:
    return people.member(alder, Role.LEAD)


@pytest.fixture
def client(lead: Membership) -> Client:
    return people.visit(lead.person, second_factor=True)


def fields(page: str) -> dict[str, str]:
    """What a form would send as it stands: texts and choices."""
    found = dict(re.findall(r'<input(?![^>]*checkbox)[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return {name: unescape(value) for name, value in found.items()}


def send(client: Client, path: str, **changed: str) -> Any:
    """Opens the form of a page, changes fields of it and sends it."""
    opened = fields(client.get(path).content.decode())
    return client.post(path, opened | changed)


DETAILS = "/p/alder/setup/details"
NUMBERS = {
    "children_number": "01632 960001",
    "local_support": "Wellbeing line, 01632 960003",
    "reading_rota": "The deputy, every working day by noon",
}


def test_details_are_changed_and_the_log_tells_which_and_not_what(client: Client, alder: Programme) -> None:
    response = send(client, DETAILS, title=HOSTILE, **{"as_of-day": "4", "as_of-month": "5", "as_of-year": "2026"})
    assert response["Location"] == "/p/alder/setup/"
    alder.refresh_from_db()
    assert (alder.title, alder.as_of) == (HOSTILE, date(2026, 5, 4))
    page = client.get(DETAILS).content.decode()
    assert "<script>alert" not in page and "{{ 7*7 }}" in page
    event = AuditEvent.objects.filter(action="programme.details_changed").get()
    assert event.details == {"fields": "title, as_of"}


def test_who_comes_second_sees_both_texts_and_writes_over_nothing(client: Client, alder: Programme) -> None:
    opened = fields(client.get(DETAILS).content.decode())
    send(client, DETAILS, place="Theirs")
    page = client.post(DETAILS, opened | {"place": "Mine"}).content.decode()
    assert "Somebody else saved a change" in page and "Theirs" in page and 'value="Mine"' in page
    assert "Error: " in page
    alder.refresh_from_db()
    assert alder.place == "Theirs"
    client.post(DETAILS, fields(page))
    alder.refresh_from_db()
    assert alder.place == "Mine"  # a decision made with both in view


def test_a_form_without_its_version_changes_nothing(client: Client, alder: Programme) -> None:
    opened = fields(client.get(DETAILS).content.decode())
    del opened["version"]
    assert "Somebody else saved" in client.post(DETAILS, opened | {"place": "Mine"}).content.decode()
    alder.refresh_from_db()
    assert alder.place == "Fernshire"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": "🌿" * 300}, "The title must be 200 characters or fewer"),
        ({"title": " "}, "Enter the title"),
        ({"title": "a\0b"}, "The title has a character that cannot be kept"),
        ({"as_of-day": "31", "as_of-month": "2"}, "Day that the report describes must be a real date"),
        ({"area_code": "E06000036"}, ""),
        ({"area_code": "X06000001"}, "A code that begins with X is for invented places"),
    ],
)
def test_wrong_details_are_refused_in_words(client: Client, alder: Programme, changed: Any, says: str) -> None:
    response = send(client, DETAILS, **changed)
    if not says:
        assert response.status_code == 302
    else:
        assert says in unescape(response.content.decode())
        alder.refresh_from_db()
        assert (alder.title, alder.area_code) == ("Alder", "E06000001")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEAD}))
def test_no_other_role_and_no_lead_of_another_programme_changes_anything(alder: Programme, role: Role) -> None:
    alder.sectors.create(code="health", name="Health")
    other = people.member(people.programme("birch"), Role.LEAD).person
    mine = people.member(alder, role).person
    for who, answer in ((mine, 403), (other, 404)):
        client = people.visit(who, second_factor=who is other or role in NEEDS_SECOND_FACTOR)
        for path in ("details", "numbers", "support", "sectors/", "sectors/new", "sectors/of/health"):
            response = client.post(f"/p/alder/setup/{path}", {"title": "Mine", "name": "Mine", "move": "up:health"})
            assert response.status_code == answer, path
        for path in ("sectors/of/health/remove", "timetable/survey", "responsible/survey", "partners/new"):
            assert client.post(f"/p/alder/setup/{path}", DEPUTY).status_code == answer, path
    assert list(alder.sectors.values_list("name", flat=True)) == ["Health"]
    assert (alder.partners.count(), alder.phases.count(), alder.responsible.count()) == (0, 0, 0)


def test_an_entry_of_another_programme_is_not_there(client: Client) -> None:
    people.programme("birch").sectors.create(code="police", name="Police")
    for path in ("of/police", "of/police/remove", "of/po%00lice"):
        assert client.post(f"/p/alder/setup/sectors/{path}", {"name": "Mine"}).status_code == 404
    for move in ("up:police", "", "up:\0"):
        assert client.post("/p/alder/setup/sectors/", {"move": move}).status_code == 404


def add(client: Client, name: str, **more: str) -> Any:
    return client.post("/p/alder/setup/sectors/new", {"name": name, "includes": "", "headcount": ""} | more)


def test_sectors_are_added_once_renamed_and_put_into_order(client: Client, alder: Programme) -> None:
    for name in ("Health", "Education", "Health", "🌿" * 120):
        assert add(client, name).status_code == 302
    assert [s.code for s in alder.sectors.all()] == ["health", "education", "entry"]
    assert "is in the list already" in add(client, "health", headcount="5").content.decode()
    client.post("/p/alder/setup/sectors/", {"move": "up:education"})
    client.post("/p/alder/setup/sectors/", {"move": "up:education"})
    assert [s.code for s in alder.sectors.all()] == ["education", "health", "entry"]
    send(client, "/p/alder/setup/sectors/of/health", name="The NHS", headcount="1200")
    health = alder.sectors.get(code="health")
    assert (health.name, health.headcount) == ("The NHS", 1200)
    page = send(client, "/p/alder/setup/sectors/of/health", name="Education").content.decode()
    assert "is in the list already" in page
    assert (
        "must be a whole number" in send(client, "/p/alder/setup/sectors/of/health", headcount="many").content.decode()
    )


def test_only_what_nothing_rests_on_is_removed(client: Client, alder: Programme) -> None:
    free, keyed, named = (alder.sectors.create(code=code, name=code) for code in ("free", "keyed", "named"))
    alder.partners.create(code="trust", name="Trust", sector=keyed)
    document = json.dumps({"questionnaire": "q", "version": "1", "title": "Q", "items": []})
    version = QuestionnaireVersion.objects.create(programme=alder, code="q", version="1", title="Q", document=document)
    Response.objects.create(
        questionnaire=version, key="k", outcome="complete", record=b"", texts={}, states="", sector="named"
    )
    assert [used(one) for one in (free, keyed, named)] == [False, True, True]
    for code in ("free", "keyed", "named"):
        client.post(f"/p/alder/setup/sectors/of/{code}/remove")
    assert [s.code for s in alder.sectors.all()] == ["keyed", "named"]


def test_of_two_who_change_a_partner_the_second_reads_names_and_no_keys(client: Client, alder: Programme) -> None:
    health, police = (alder.sectors.create(code=code, name=code.title()) for code in ("health", "police"))
    alder.partners.create(code="trust", name="Trust")
    path = "/p/alder/setup/partners/of/trust"
    opened = fields(client.get(path).content.decode())
    client.post(path, opened | {"sector": str(health.pk)})
    page = client.post(path, opened | {"sector": str(police.pk)}).content.decode()
    shown = re.findall(r'tt-as-typed">([^<]*)<', page)
    assert shown == ["Health", "Police"]
    assert alder.partners.get().sector == health
    theirs = people.programme("birch").sectors.create(code="x", name="X")
    assert client.post(path, opened | {"sector": str(theirs.pk)}).status_code == 200
    assert alder.partners.get().sector == health


def phase(first: str, last: str) -> dict[str, str]:
    return {
        f"{name}-{part}": value
        for name, day in (("starts", first), ("ends", last))
        for part, value in zip(("day", "month", "year"), day.split("/"), strict=True)
    }


def test_a_phase_ends_after_it_starts_and_what_may_be_a_mistake_is_said(client: Client, alder: Programme) -> None:
    page = send(client, "/p/alder/setup/timetable/survey", **phase("1/3/2027", "28/2/2027")).content.decode()
    assert "The last day must be the same as or after the first day" in page and 'href="#id_ends-day"' in page
    assert not alder.phases.exists()
    send(client, "/p/alder/setup/timetable/survey", **phase("1/3/2027", "1/3/2027"))
    send(client, "/p/alder/setup/timetable/baseline", **phase("1/1/2027", "1/2/2027"))
    send(client, "/p/alder/setup/timetable/reflection", **phase("20/1/2027", "1/6/2028"))
    page = client.get("/p/alder/setup/timetable/").content.decode()
    assert "ends before the survey begins" in page and "longer than a year" in page
    assert "overlaps with: Reflective sessions" in page
    assert client.get("/p/alder/setup/timetable/party").status_code == 404


def test_a_phase_that_two_plan_at_once_is_planned_by_the_first(client: Client, alder: Programme) -> None:
    path = "/p/alder/setup/timetable/survey"
    opened = fields(client.get(path).content.decode())
    client.post(path, opened | phase("1/3/2027", "1/4/2027"))
    page = client.post(path, opened | phase("1/5/2027", "1/6/2027")).content.decode()
    assert "Somebody else saved a change" in page and "1 March 2027" in page
    assert alder.phases.get().starts == date(2027, 3, 1)


def test_safeguarding_people_are_two_and_can_be_reached(client: Client, alder: Programme) -> None:
    path = "/p/alder/setup/responsible/safeguarding_{}"
    page = send(client, path.format("deputy"), **DEPUTY | {"email": "", "phone": ""}).content.decode()
    assert "Enter their e-mail address" in page and "Enter their telephone number" in page
    send(client, path.format("deputy"), **DEPUTY)
    page = send(client, path.format("lead"), **DEPUTY | {"email": "ADA@council.example"}).content.decode()
    assert "must be two people" in page
    send(client, path.format("lead"), **DEPUTY | {"name": "🌿" * 300, "email": "kim@council.example"})
    assert sorted(alder.responsible.values_list("duty", flat=True)) == ["safeguarding_deputy", "safeguarding_lead"]
    told = str(list(AuditEvent.objects.values_list("label", "details")))
    assert "Ada" not in told and "960002" not in told
    page = client.get("/p/alder/setup/responsible/").content.decode()
    assert page.count("<strong>Cannot sign in here yet.</strong>") == 2 and "&lt;" not in page
    client.post(path.format("deputy") + "/end")
    assert alder.responsible.count() == 1


def test_nothing_opens_before_everything_that_keeps_people_safe_is_there(client: Client, alder: Programme) -> None:
    def missing() -> list[str]:
        return [one.code for one in ready_to_open(Programme.objects.get(slug="alder"))]

    assert missing() == ["safeguarding_lead", "safeguarding_deputy", "number", "rota", "support"]
    for duty, email in (("lead", "kim@council.example"), ("deputy", "ada@council.example")):
        send(client, f"/p/alder/setup/responsible/safeguarding_{duty}", **DEPUTY | {"email": email})
    send(client, "/p/alder/setup/numbers", **NUMBERS)
    assert missing() == ["support"]
    assert "Tick the box" in send(client, "/p/alder/setup/support").content.decode()
    assert send(client, "/p/alder/setup/support", checked="on").status_code == 302
    assert missing() == []
    states = {task.title: task.state for task in tasks(Programme.objects.get(slug="alder"))}
    assert states["Support lines"] is TaskState.DONE
    send(client, "/p/alder/setup/numbers", local_support="Another line, 01632 960009")
    assert missing() == ["support"]


def test_lines_that_changed_while_they_were_checked_are_not_confirmed(client: Client, alder: Programme) -> None:
    send(client, "/p/alder/setup/numbers", **NUMBERS)
    opened = fields(client.get("/p/alder/setup/support").content.decode())
    send(client, "/p/alder/setup/numbers", children_number="01632 960008")
    page = client.post("/p/alder/setup/support", opened | {"checked": "on"}).content.decode()
    assert "changed the lines while you were checking" in page and "01632 960008" in page
    alder.refresh_from_db()
    assert alder.support_confirmed is None


def test_the_task_list_says_what_cannot_start_yet(client: Client, alder: Programme) -> None:
    states = {task.title: task.state for task in tasks(alder)}
    assert states["Support lines"] is TaskState.LATER and states["Details"] is TaskState.DONE
    page = client.get("/p/alder/setup/").content.decode()
    assert "Cannot start yet" in page and 'href="/p/alder/setup/support"' not in page.split("Before a survey")[0]


def test_the_task_list_takes_as_many_statements_for_many_entries(client: Client, alder: Programme) -> None:
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/p/alder/setup/")
        return len(captured)

    few = statements()
    for number in range(30):
        alder.sectors.create(code=f"s{number}", name=f"S{number}")
        alder.partners.create(code=f"p{number}", name=f"P{number}")
    assert statements() == few


def test_a_folder_that_replaces_the_programme_keeps_how_its_people_are_reached(
    client: Client, alder: Programme, lead: Membership, tmp_path: Path
) -> None:
    alder.sectors.create(code="health", name="Health")
    send(client, "/p/alder/setup/numbers", **NUMBERS)
    send(client, "/p/alder/setup/responsible/safeguarding_deputy", **DEPUTY)
    export_folder(Programme.objects.get(), tmp_path / "out")
    assert DEPUTY["email"] not in (tmp_path / "out/programme/responsible.csv").read_text()
    again = import_folder(tmp_path / "out", replace=True, by=lead.person)
    kept = again.responsible.get()
    assert (kept.email, kept.named_by) == (DEPUTY["email"], lead.person)
    assert again.reading_rota == NUMBERS["reading_rota"]
    assert [one.code for one in ready_to_open(again)] == ["safeguarding_lead", "support"]
