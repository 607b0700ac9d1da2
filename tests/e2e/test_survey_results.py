"""Somebody of the programme reads the survey's results on a phone, without a script where they like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories import people
from tests.factories.survey_results import answered_programme

from thinking_together.core.permissions import Role

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]


SCROLLS = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.outerHTML.slice(0, 200))"


def fits(page: Page, axe: Check) -> None:
    """Neither the page nor a table on it scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    assert page.locator(".tt-scroll").evaluate_all(SCROLLS) == []
    axe(page)


def test_from_the_list_to_an_item_by_sector_and_a_filter_that_is_refused(
    live_server: LiveServer, narrow: Page, axe: Check, tmp_path: Path
) -> None:
    page = narrow
    programme = answered_programme(tmp_path / "in")
    kim = people.member(programme, Role.ANALYST).person
    session = people.visit(kim, second_factor=True).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    page.goto(f"{live_server.url}/p/{programme.slug}/survey/results/")
    fits(page, axe)
    page.get_by_role("link", name="Training received").click()
    expect(page.get_by_role("row", name="On the job, informal 66% 120 of 183")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Share")).to_have_count(1)
    fits(page, axe)

    # by sector, then narrowed until somebody could be told
    page.get_by_label("By", exact=True).select_option(label="Sector")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("row", name="On the job, informal Health 74%")).to_be_visible()
    fits(page, axe)
    page.get_by_label("Police").check()
    page.get_by_label("All but the ticked ones").check()
    page.get_by_role("button", name="Show").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("could work out what a few people answered")).to_be_visible()
    expect(page.locator("table")).to_have_count(0)
    fits(page, axe)


def test_a_file_of_another_tool_comes_in_after_what_was_wrong_was_named(
    live_server: LiveServer, narrow: Page, axe: Check, tmp_path: Path
) -> None:
    page = narrow
    programme = answered_programme(tmp_path / "in")
    kim = people.member(programme, Role.ANALYST).person
    session = people.visit(kim, second_factor=True).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    said = [("HEALTH" if n % 2 else "Bobbies", "Talk,1,0" if n % 3 else "Time,1,1") for n in range(24)]
    answers = "".join(f"kim{n}@trust.example,{sector},{helps}\n" for n, (sector, helps) in enumerate(said))
    heads = "Email,sector,What helps?,Given out: Poster,Given out: Leaflet"

    page.goto(f"{live_server.url}/p/{programme.slug}/survey/results/import")
    fits(page, axe)
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "forms.csv", "mimeType": "text/csv", "buffer": f"{heads}\n{answers}".encode()}
    )
    page.get_by_role("button", name="Read it").click()

    # two boxes are one question
    expect(page.get_by_text("Email: says who answered, or when")).to_be_visible()
    given_out = page.get_by_role("group", name="Given out")
    expect(given_out.get_by_label("One question with several answers")).to_be_checked()
    fits(page, axe)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("Given out", exact=True)).to_have_value("+")
    fits(page, axe)
    page.get_by_role("button", name="Continue").click()

    # one word is said of nothing yet
    page.get_by_role("button", name="Take the answers in").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what “Bobbies” stands for")
    fits(page, axe)
    page.get_by_label("Bobbies").select_option(label="Police")
    page.get_by_role("button", name="Take the answers in").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("24 answers came in")).to_be_visible()
    fits(page, axe)
    page.get_by_role("link", name="Given out").click()
    expect(page.get_by_role("row", name="Poster 100% 24 of 24")).to_be_visible()
