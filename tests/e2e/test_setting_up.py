"""A programme from its first day to its archive: begun, set up, paused, resumed by the deputy, archived."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories import people
from tests.factories.windows import scrolls_sideways

from thinking_together.accounts.models import Person
from thinking_together.core.permissions import Role
from thinking_together.programmes.models import Programme
from thinking_together.programmes.readiness import ready_to_open

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]


def enter(page: Page, server: LiveServer, who: Person, *, second_factor: bool) -> None:
    """As if the person had signed in."""
    session = people.visit(who, second_factor=second_factor).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}])


def fits(page: Page, axe: Check) -> None:
    assert not scrolls_sideways(page), page.url
    axe(page)


def fill(page: Page, button: str, **values: str) -> None:
    for label, value in values.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(value)
    page.get_by_role("button", name=button).click()


def test_a_programme_from_its_beginning_to_its_archive(live_server: LiveServer, narrow: Page, axe: Check) -> None:
    page = narrow
    kim = people.person("kim@council.example", "Kim Lead", may_begin_programmes=True)
    enter(page, live_server, kim, second_factor=True)
    page.goto(live_server.url)
    page.get_by_role("link", name="Set up a new programme").click()

    # one thing a page, by keyboard, and what is wrong is said at the top
    expect(page.locator("h1")).to_have_text("Where is the programme?")
    fits(page, axe)
    page.get_by_label("Place").focus()
    page.keyboard.press("Enter")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Enter the place")
    assert page.title().startswith("Error: ")
    fits(page, axe)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("Fernshire")
    page.keyboard.press("Tab")
    page.keyboard.type("X06000001")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Title")).to_have_value("Thinking together in Fernshire")
    fits(page, axe)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).to_have_text("When does it begin?")
    fits(page, axe)
    fill(page, "Continue", Day="31", Month="2", Year="2027")
    expect(page.get_by_role("alert")).to_contain_text("First day must be a real date")
    fits(page, axe)
    fill(page, "Continue", Day="4", Month="January", Year="2027")
    fits(page, axe)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).to_have_text("Check your answers")
    expect(page.get_by_text("4 January 2027")).to_be_visible()
    fits(page, axe)
    page.get_by_role("button", name="Set up this programme").click()

    # the task list
    expect(page.locator("h1")).to_have_text("Set up the programme")
    expect(page.get_by_text("Cannot start yet")).to_be_visible()
    fits(page, axe)
    page.get_by_role("link", name="Details").click()
    fits(page, axe)
    fill(page, "Save", How_to_reach_the_programme="team@fernshire.example")
    page.get_by_role("link", name="Organisations that take part").click()
    fits(page, axe)
    page.get_by_role("button", name="Add an organisation").click()
    fits(page, axe)
    fill(page, "Save", Name_of_the_organisation="Fernshire NHS Trust")
    page.get_by_role("link", name="Back").click()
    page.get_by_role("link", name="Sectors and headcounts").click()
    fits(page, axe)
    page.get_by_role("button", name="Down Health").click()
    expect(page.locator(".tt-entry a").first).to_have_text("Education")
    for sector in Programme.objects.get().sectors.all():
        page.get_by_role("link", name=sector.name, exact=True).click()
        fill(page, "Save", How_many_people_work_in_it="100")
    page.get_by_role("link", name="Police", exact=True).click()
    fits(page, axe)
    page.get_by_role("link", name="Remove it").click()
    fits(page, axe)
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Police was removed")).to_be_visible()
    page.get_by_role("link", name="Back").click()
    page.get_by_role("link", name="Timetable").click()
    fits(page, axe)
    page.get_by_role("link", name="Change Workforce survey").click()
    fits(page, axe)
    page.get_by_role("group", name="Last day").get_by_label("Year").fill("2020")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("The last day must be the same as or after the first day")
    page.goto(f"{live_server.url}/p/fernshire/setup/responsible/")
    fits(page, axe)
    for duty, name in (("lead", "Sam"), ("safeguarding_lead", "Robin"), ("safeguarding_deputy", "Ada")):
        page.goto(f"{live_server.url}/p/fernshire/setup/responsible/{duty}")
        values = {"E-mail_address": f"{name.lower()}@council.example", "Telephone_number": "01632 960001"}
        fill(page, "Save", Name=name, **values)
    expect(page.get_by_text("Cannot sign in here yet.").first).to_be_visible()
    fits(page, axe)
    page.goto(f"{live_server.url}/p/fernshire/setup/numbers")
    fits(page, axe)
    numbers = {"Number_for_a_concern_about_a_child": "01632 960001", "Local_support_line": "Wellbeing, 01632 960002"}
    for label, value in {**numbers, "Who_reads_free_text,_and_when": "Robin, every working day by noon"}.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(value)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Support lines").first.click()
    fits(page, axe)
    page.get_by_role("button", name="Confirm today").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick the box")
    fits(page, axe)
    page.get_by_label("I have rung").check()
    page.get_by_role("button", name="Confirm today").click()
    expect(page.get_by_text("8 of 8 tasks are done")).to_be_visible()
    assert ready_to_open(Programme.objects.get()) == ()
    page.get_by_role("link", name="How long things are kept").click()
    fits(page, axe)

    # paused in two clicks from the dashboard, and ended by the deputy alone
    page.goto(f"{live_server.url}/p/fernshire/")
    page.get_by_role("link", name="pause everything").click()
    fits(page, axe)
    page.get_by_role("button", name="Pause everything").click()
    expect(page.get_by_text("Paused: everything.")).to_be_visible()
    expect(page.get_by_text("Only Robin or Ada can end it")).to_be_visible()
    expect(page.get_by_role("link", name="End the pause")).to_have_count(0)
    fits(page, axe)
    lead = page.context.cookies()
    page.context.clear_cookies()
    ada = people.member(Programme.objects.get(), Role.VIEWER, "ada@council.example", name="Ada").person
    enter(page, live_server, ada, second_factor=False)
    page.goto(f"{live_server.url}/p/fernshire/")
    page.get_by_role("link", name="See the pause").click()
    page.get_by_role("link", name="End the pause of everything").click()
    fits(page, axe)
    page.get_by_role("button", name="End the pause").click()
    expect(page.get_by_text("Everything goes on.")).to_be_visible()
    expect(page.get_by_text("Paused: everything.")).to_have_count(0)

    # archived: everything can be read and nothing changed
    page.context.clear_cookies()
    page.context.add_cookies(lead)
    page.goto(f"{live_server.url}/p/fernshire/setup/close")
    fits(page, axe)
    page.get_by_role("button", name="Archive the programme").click()
    expect(page.get_by_text("This programme can be read and not changed.")).to_be_visible()
    fits(page, axe)
    page.goto(f"{live_server.url}/p/fernshire/setup/sectors/new")
    fill(page, "Save", Name_of_the_sector="Fire service")
    expect(page.locator("h1")).to_have_text("Nothing was changed")
    fits(page, axe)
    page.goto(f"{live_server.url}/p/fernshire/setup/delete")
    fits(page, axe)
    fill(page, "Delete the programme", Short_name="another")
    expect(page.get_by_role("alert")).to_contain_text("Type fernshire to confirm")
    fits(page, axe)
    fill(page, "Delete the programme", Short_name="fernshire")
    page.get_by_role("button", name="Keep the programme").click()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_text("The programme is back.")).to_be_visible()
