"""A reader, perhaps in distress, on the pages that are there before any report."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.windows import scrolls_sideways

PATHS = ["/", "/support", "/accessibility", "/privacy", "/cookies", "/nothing-here"]


def test_every_page_is_styled_accessible_on_a_wide_screen_and_leads_to_support(
    live_server: LiveServer, page: Page, axe: Callable[[Page], None]
) -> None:
    for path in PATHS:
        page.goto(live_server.url + path)
        expect(page.locator("h1")).to_have_count(1)
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700", path
        axe(page)
        page.get_by_role("link", name="Support for you").last.click()
        expect(page.locator("h1")).to_have_text("Support for you")


def test_every_page_fits_a_narrow_screen(live_server: LiveServer, narrow: Page, axe: Callable[[Page], None]) -> None:
    for path in PATHS:
        narrow.goto(live_server.url + path)
        assert not scrolls_sideways(narrow), path
        axe(narrow)


def test_an_unknown_address_begins_with_help(live_server: LiveServer, page: Page) -> None:
    response = page.goto(live_server.url + "/nothing-here")
    assert response is not None
    assert response.status == 404
    expect(page.locator("main h2, main h1").first).to_have_text("Need help now?")
    expect(page.get_by_role("link", name="Call 116 123")).to_be_visible()


def test_the_skip_link_comes_first_by_keyboard_and_leads_to_the_content(live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/support")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main-content")).to_be_focused()


def test_pages_work_without_javascript(live_server: LiveServer, open_page: Callable[..., Page]) -> None:
    page = open_page(javascript=False)
    page.goto(live_server.url + "/")
    page.get_by_role("link", name="Support for you").last.click()
    expect(page.get_by_role("link", name="Call 999")).to_be_visible()


def test_javascript_improves_pages_under_the_content_security_policy(live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/support")
    page.wait_for_load_state("networkidle")
    assert "js-enabled" in (page.locator("body").get_attribute("class") or "")
    assert page.locator("[data-govuk-skip-link-init]").count() == 1
