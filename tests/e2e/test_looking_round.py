"""Somebody looks round the example: as a lead, and then as a viewer, who is led to less."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.windows import looked_at

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]
SEEN = """e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' || s.boxShadow !== 'none' }"""


def section(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Sections").get_by_role("link", name=name)


def test_a_visitor_looks_round_as_lead_and_as_viewer(demonstration: LiveServer, page: Page, axe: Check) -> None:
    page.goto(demonstration.url)
    expect(page.get_by_role("term").filter(has_text="You work in a school")).to_be_visible()
    looked_at(page, axe)
    page.get_by_role("link", name="Look round in any role").click()
    expect(page.locator("h1")).to_have_text("Look round")
    looked_at(page, axe)

    page.get_by_role("button", name="Enter as lead").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(f"({SEEN})(document.activeElement)")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your role: lead")).to_be_visible()
    expect(page.get_by_role("heading", name="Waits for you")).to_be_visible()
    expect(page.get_by_role("row", name="Police")).to_contain_text("too few to show")
    looked_at(page, axe)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate(f"({SEEN})(document.activeElement)")

    section(page, "Set up").click()
    looked_at(page, axe)
    page.get_by_role("link", name="People", exact=True).click()
    expect(page.get_by_role("rowheader", name="Alex Thornbury")).to_be_visible()
    looked_at(page, axe)
    section(page, "Set up").click()
    page.get_by_role("link", name="Audit log").click()
    expect(page.get_by_role("cell", name="member: invited").first).to_be_visible()
    looked_at(page, axe)
    section(page, "Look round").click()
    expect(page.get_by_role("heading", name="You are Robin Okafor, lead")).to_be_visible()
    expect(page.get_by_text("You have been to 0 of 8 places.")).to_be_visible()
    page.get_by_role("link", name="6. Invite somebody").click()
    page.get_by_label("E-mail address").fill("new@somewhere.example")
    page.get_by_label("Viewer").check()
    page.get_by_role("button", name="Send invitation").click()
    section(page, "Look round").click()
    expect(page.get_by_text("You have been to 1 of 8 places.")).to_be_visible()
    looked_at(page, axe)

    section(page, "Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{demonstration.url}/demo/")
    page.get_by_role("button", name="Enter as viewer").click()
    expect(page.get_by_text("Your role: viewer")).to_be_visible()
    expect(section(page, "Dashboard")).to_be_visible()
    expect(section(page, "Set up")).to_have_count(0)
    looked_at(page, axe)
    page.goto(f"{demonstration.url}/p/smallshire/people/")
    expect(page.get_by_role("heading", name="People")).to_have_count(0)
