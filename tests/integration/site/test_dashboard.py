"""The dashboard: each member sees what is theirs, nobody sees a small number or another programme."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import people
from tests.factories.reports import ASKED, PLANTED, small_figures, small_programme

from thinking_together.core.permissions import NEEDS_SECOND_FACTOR, Role
from thinking_together.programmes.models import Programme
from thinking_together.report.models import Edition

pytestmark = pytest.mark.django_db
MARK = "SecretOfBirch"


def page(of: Programme, role: Role) -> str:
    who = people.member(of, role, f"{role}@{of.slug}.example")
    return shown(of, people.visit(who.person, second_factor=role in NEEDS_SECOND_FACTOR))


def shown(of: Programme, visit: people.Client) -> str:
    answer = visit.get(f"/p/{of.slug}/")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def edition(of: Programme, number: int, state: str = "draft", title: str = "Short report") -> Edition:
    return Edition.objects.create(
        programme=of,
        number=number,
        slug=f"{of.slug}-{number}",
        state=state,
        invented=of.invented,
        title=title,
        as_of=date(2023, 3, 3),
        sha256="0" * 64,
        document={},
    )


def mine(html: str) -> str:
    """The part of the page between *Waits for you* and the list of parts."""
    return html.split('id="waits-for-you"')[1].split("How far each part is")[0]


def navigation(html: str) -> list[str]:
    links = re.findall(r'service-navigation__link"[^>]*>\s*(?:<strong[^>]*>)?([^<]+)', html)
    return [text.strip() for text in links]


def test_each_role_finds_first_what_waits_for_it() -> None:
    programme = people.programme("alder")
    lead, contributor, viewer = (
        mine(page(programme, role)) for role in (Role.LEAD, Role.BASELINE_CONTRIBUTOR, Role.VIEWER)
    )
    assert "Write or choose the questionnaire." in lead
    assert "Write or choose the questionnaire." not in contributor + viewer
    assert "Nothing waits for you now." in viewer and "Nothing waits" not in lead


def test_what_waits_for_others_says_for_whom() -> None:
    html = page(people.programme("alder"), Role.VIEWER)
    assert "Write or choose the questionnaire. Waits for: lead or analyst." in html
    assert "for you." not in html.split("How far each part is")[1]


@pytest.mark.parametrize("role", list(Role))
def test_only_who_may_reach_a_page_is_led_to_it(role: Role) -> None:
    programme = people.programme("alder")
    html = page(programme, role)
    lead = role is Role.LEAD
    meets = ["Sessions"] if role in (Role.LEAD, Role.FACILITATOR) else []
    runs = ["Messages", "Set up"] if lead else []
    phases = ["Network", "Events", "Survey", "Evidence", "Short report", *meets]
    assert navigation(html) == ["Dashboard", *phases, *runs, "Your account", "Sign out"]
    assert ("/p/alder/messages/" in html, "/p/alder/setup/" in html) == (lead, lead)
    assert f"Your role: {role.label.lower()}." in html


def test_the_navigation_of_a_programme_says_where_one_is_and_is_on_no_other_page() -> None:
    lead = people.member(people.programme("alder"), Role.LEAD).person
    visit = people.visit(lead, second_factor=True)
    inside = visit.get("/p/alder/people/invite").content.decode()
    assert re.findall(r'href="([^"]+)" aria-current="(\w+)"', inside) == [("/p/alder/setup/", "true")]
    assert re.findall(r'href="([^"]+)" aria-current="(\w+)"', visit.get("/p/alder/").content.decode()) == [
        ("/p/alder/", "page")
    ]
    assert "Dashboard" not in visit.get("/account/").content.decode()


def test_what_concerns_the_programme_as_a_whole_is_on_the_page_of_its_set_up() -> None:
    visit = people.visit(people.member(people.programme("alder"), Role.LEAD).person, second_factor=True)
    page = visit.get("/p/alder/setup/").content.decode()
    for text, path in (("Audit log", "audit"), ("Pause everything", "pause"), ("Archive or delete", "setup/close")):
        assert re.search(rf'href="/p/alder/{path}/?">{text}<', page), text
    within = visit.get("/p/alder/audit/").content.decode()
    assert re.findall(r'href="([^"]+)" aria-current="(\w+)"', within) == [("/p/alder/setup/", "true")]


def test_stages_dates_and_what_is_done_are_told_in_words() -> None:
    with small_figures():
        html = page(small_programme(), Role.VIEWER)
    stages = re.findall(r'<strong class="govuk-tag tt-stage govuk-tag--\w+">\s*([^<]+?)\s*</strong>', html)
    assert len(stages) == 8 and set(stages) <= {"Not started", "In progress", "Waiting", "Done"}
    assert f"{stages.count('Done')} of 8 parts are done" in html
    assert "1 January 2023 to 1 February 2023" in html
    assert "findings" in html.split("How far each part is")[1]


def test_a_small_number_is_not_shown_and_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ASKED, "police", PLANTED)
    with small_figures():
        html = page(small_programme(), Role.LEAD)
    table = html.split('id="participation"')[1].split("</table>")[0]
    rows = {r[0]: r[1:] for r in (re.findall(r"<t[hd][^>]*>([^<]*)<", row) for row in table.split("<tr")[2:])}
    assert f"{PLANTED} of" not in table
    assert rows["Police"] == ["too few to show", "", ""]
    assert rows["Education"][1] == "53 of 930"
    assert "INVENTED: Who answered the survey, by sector" in html
    assert "could point at a person" in html


def test_where_nobody_has_answered_there_is_no_empty_table() -> None:
    html = page(people.programme("alder"), Role.LEAD)
    assert "There are no answers to the survey yet." in html and 'id="participation"' not in html


def test_nothing_of_another_programme_is_shown() -> None:
    here, other = people.programme("alder"), people.programme("birch", title=MARK, place=MARK)
    edition(other, 1, title=MARK)
    edition(other, 2, "example", title=MARK)
    edition(here, 1, title="Ours")
    people.member(other, Role.LEAD, "sam@birch.example", name=MARK)
    html = page(here, Role.LEAD)
    assert MARK not in html and "Ours, edition 1" in html and 'href="/reports/alder-1/"' in html


def test_the_page_asks_the_database_a_fixed_number_of_times() -> None:
    with small_figures():
        programme = small_programme()
        visit = people.visit(people.member(programme, Role.LEAD).person, second_factor=True)
        shown(programme, visit)
        with CaptureQueriesContext(connection) as few:
            shown(programme, visit)
        for number in range(1, 9):
            edition(programme, number, "example")
            people.member(programme, Role.VIEWER, f"v{number}@smallshire.example")
        shown(programme, visit)  # computes again what is kept until something is written
        with CaptureQueriesContext(connection) as many:
            shown(programme, visit)
    assert len(many) == len(few) <= 50


def test_each_phase_leads_to_its_evidence_and_the_report_to_where_it_is_written() -> None:
    programme = people.programme("alder")
    parts = page(programme, Role.VIEWER).split("How far each part is")[1]
    links = dict(re.findall(r'tt-part"><a class="govuk-link" href="([^"]+)">([^<]+)<', parts))
    assert links["/p/alder/evidence/survey"] == "Workforce survey" and links["/p/alder/report/"] == "Short report"
    assert len(links) == 7
