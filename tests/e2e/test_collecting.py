"""A lead opens the survey, prints a poster, tries it out and closes it: on a phone, by keyboard, without a script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories import people
from tests.factories.answering import version_of
from tests.factories.sessions import ready_programme
from tests.factories.surveys import small_content
from tests.factories.windows import scrolls_sideways

from thinking_together.core.permissions import Role
from thinking_together.survey.answering.models import Collection

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]


@pytest.fixture
def lead(live_server: LiveServer) -> str:
    """The key of a lead's visit to a programme whose survey may open."""
    programme = ready_programme("alder")
    version_of(programme, small_content())
    who = people.member(programme, Role.LEAD).person
    return people.visit(who, second_factor=True).cookies[settings.SESSION_COOKIE_NAME].value


def entered(page: Page, live_server: LiveServer, lead: str) -> None:
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": lead, "url": live_server.url}])
    page.goto(f"{live_server.url}/p/alder/survey/collect/")


def fits(page: Page, axe: Check) -> None:
    assert not scrolls_sideways(page), page.url
    axe(page)


def test_from_opening_to_closing(live_server: LiveServer, lead: str, narrow: Page, axe: Check) -> None:
    page = narrow
    entered(page, live_server, lead)
    for part, typed in (("Day", "1"), ("Month", "1"), ("Year", "2020")):
        page.get_by_label(part).fill(typed)
    page.get_by_role("button", name="Open the survey").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("last day is over")
    fits(page, axe)
    for part in ("Day", "Month", "Year"):
        page.get_by_label(part).fill("")
    page.get_by_role("button", name="Open the survey").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The survey is open")
    fits(page, axe)
    page.get_by_role("link", name=re.compile("Poster.*Everybody")).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Five minutes")
    expect(page.get_by_role("img", name="QR code of the address below")).to_be_visible()
    fits(page, axe)
    page.go_back()
    page.get_by_role("link", name="Close the survey").press("Enter")
    fits(page, axe)
    page.get_by_role("button", name="Close it now").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The survey is closed")
    assert Collection.objects.get().closed is not None


def test_without_a_script_it_is_opened_and_a_trial_is_deleted(
    live_server: LiveServer, lead: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(width=320, javascript=False)
    entered(page, live_server, lead)
    page.get_by_role("button", name="Open the survey").click()
    trial = page.get_by_role("definition").filter(has=page.locator("a")).last.locator("a").inner_text()
    page.goto(live_server.url + "/s/alder/" + trial.rsplit("/", 1)[-1])
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("TRIAL: what is answered here")).to_be_visible()
    page.goto(f"{live_server.url}/p/alder/survey/collect/")
    page.get_by_role("link", name="Delete the trials").click()
    page.get_by_role("button", name="Delete them").click()
    expect(page.get_by_text("The trial is deleted.")).to_be_visible()
