"""The survey in a browser: every sector's way at 320 px, by keyboard alone, and with scripts switched off."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.answering import Somebody, link, open_survey

from thinking_together.survey.answering.models import Collection, Draft
from thinking_together.survey.form.shipped import self_harm_workforce
from thinking_together.survey.models import Response

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]
FIRST_OF_EACH = """() => {
  for (const name of new Set([...document.querySelectorAll("main input[type=radio]")].map((input) => input.name)))
    document.querySelector(`input[name="${name}"]`).checked = true;
  for (const area of document.querySelectorAll("main textarea")) area.value = "Time & colleagues";
  return document.documentElement.scrollWidth;
}"""
MOST_PAGES, MOST_TABS = 80, 200
BUTTONS = {"more": "Go on with the second part", "check": "Send my answers"}


@pytest.fixture
def collection(transactional_db: None) -> Collection:
    """Of the questionnaire that ships, with a sector for each of its choices."""
    asked, document = self_harm_workforce()
    made = open_survey(content=document.content)
    made.programme.sectors.all().delete()
    for code in asked.sectors:
        made.programme.sectors.create(code=code, name=code.title())
    return made


def goes_on(page: Page, button: str = "Continue") -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def test_every_sectors_way(live_server: LiveServer, collection: Collection, narrow: Page, axe: Check) -> None:
    """A page that says what another one said, of another sector, is sent as a browser without scripts does."""
    sectors = self_harm_workforce()[0].sectors
    known: set[str] = set()
    places: set[str] = set()
    for sector in sectors:
        narrow.context.clear_cookies()
        start = link(collection, sector)
        somebody = Somebody(start).open()
        for _ in range(MOST_PAGES):
            place = somebody.at.rsplit("/", 1)[-1]
            says = re.sub(r"\d+", "0", f"{somebody.questions if place != 'sent' else ''} {somebody.text}")
            if says not in known:
                known.add(says)
                _comes_to(narrow, live_server.url, somebody)
                assert narrow.evaluate(FIRST_OF_EACH) <= 320, narrow.url
                assert "self-harm" not in narrow.title().lower().replace("selfharm", "self-harm")
                if place not in places:
                    places.add(place)
                    axe(narrow)
                if place != "sent":
                    goes_on(narrow, BUTTONS.get(place, "Start" if somebody.at == start else "Continue"))
                    _follows(somebody, narrow, live_server.url)
            elif place != "sent":
                somebody.send(_first_of_each(somebody))
            if place == "sent":
                break
        assert somebody.heading == "Thank you"
    assert {"check", "more", "sent"} < places
    assert sorted(Response.objects.values_list("sector", flat=True)) == sorted(sectors)
    assert set(Response.objects.values_list("outcome", flat=True)) == {"complete"}


def _comes_to(page: Page, base: str, somebody: Somebody) -> None:
    page.context.add_cookies(
        [
            {"name": each.key, "value": each.value, "url": base + each["path"]}
            for each in somebody.client.cookies.values()
        ]
    )
    page.goto(base + somebody.at)


def _follows(somebody: Somebody, page: Page, base: str) -> None:
    for each in page.context.cookies():
        somebody.client.cookies[each["name"]] = each["value"]
        somebody.client.cookies[each["name"]]["path"] = each["path"]
    somebody.at = page.url.removeprefix(base)
    somebody.open()


def _first_of_each(somebody: Somebody) -> dict[str, list[str]]:
    """As the browser answers."""
    chosen = {area: ["Time & colleagues"] for area in somebody.form.xpath(".//textarea/@name")}
    for radio in reversed(somebody.form.xpath(".//input[@type='radio']")):
        chosen[radio.get("name")] = [radio.get("value")]
    return chosen


def test_by_keyboard_alone_and_where_something_is_wrong(
    live_server: LiveServer, collection: Collection, page: Page, axe: Check
) -> None:
    page.goto(live_server.url + link(collection, "police"))
    _press(page)
    _press(page, answers=False)
    expect(page.get_by_role("alert")).to_contain_text("Say whether you agree to take part")
    assert page.title().startswith("Error: ")
    axe(page)
    page.get_by_role("link", name="Say whether you agree to take part").press("Enter")
    assert page.evaluate("document.activeElement.name || location.hash") in ("consent", "#q-consent")
    for _ in range(MOST_PAGES):
        if page.url.endswith("/sent"):
            break
        _press(page)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Response.objects.get().outcome == "complete"


def _press(page: Page, *, answers: bool = True) -> None:
    """Goes through the page by Tab, chooses by the space bar, and presses the button of the form."""
    chosen = set()
    page.evaluate("document.activeElement.blur()")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        kind, name = page.evaluate("[document.activeElement.type || '', document.activeElement.name || '']")
        if kind == "submit":
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
        if answers and name and name not in chosen:
            chosen.add(name)
            page.keyboard.press("Space" if kind in ("radio", "checkbox") else "x")
    raise AssertionError(f"no button is reached at {page.url}")


def test_without_scripts_and_back_later(
    live_server: LiveServer, collection: Collection, open_page: Callable[..., Page]
) -> None:
    page = open_page(width=320, javascript=False)
    page.goto(live_server.url + link(collection))
    goes_on(page, "Start")
    page.get_by_label("I agree").check()
    goes_on(page)
    page.get_by_label("Police").check()
    goes_on(page)
    page.go_back()
    expect(page.get_by_label("Police")).to_be_checked()
    page.get_by_role("link", name="Go on later").click()
    goes_on(page, "Show me a code")
    code = page.locator(".govuk-inset-text .govuk-heading-l").inner_text()
    goes_on(page, "Clear this device")
    page.get_by_role("link", name="go on", exact=True).click()
    page.get_by_label("Your code").fill(code)
    goes_on(page, "Go on")
    expect(page.get_by_role("heading", level=1)).to_contain_text("What kind of work")
    assert Draft.objects.count() == 1
