"""Somebody looks round the example: as a lead, and then as a viewer, who is led to less."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.reports import ASKED, PLANTED, small_figures, small_programme

from thinking_together.core import navigation, permissions
from thinking_together.core.writes import SYSTEM
from thinking_together.site.demo.opening import open_demonstration
from thinking_together.site.demo.people import bring_in

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SEEN = """e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' || s.boxShadow !== 'none' }"""


@pytest.fixture
def demonstration(settings: Any, monkeypatch: pytest.MonkeyPatch, live_server: LiveServer) -> Any:
    settings.DEMO = True
    settings.ROOT_URLCONF = "thinking_together.config.demo_urls"
    monkeypatch.setattr(permissions, "_in_the_way", list(permissions._in_the_way))
    monkeypatch.setattr(navigation, "_sections", dict(navigation._sections))
    open_demonstration()
    monkeypatch.setitem(ASKED, "police", PLANTED)
    with small_figures():
        bring_in(small_programme(), by=SYSTEM)
        yield live_server


def section(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Sections").get_by_role("link", name=name)


def looked_at(page: Page, axe: Check) -> None:
    """Accessible, and at 320 px without scrolling sideways."""
    axe(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(WIDER) is False, page.url
    page.set_viewport_size({"width": 1280, "height": 800})


def test_a_visitor_looks_round_as_lead_and_as_viewer(demonstration: LiveServer, page: Page, axe: Check) -> None:
    page.goto(demonstration.url)
    page.get_by_role("link", name="Look round as somebody who takes part").click()
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

    section(page, "People").click()
    expect(page.get_by_role("rowheader", name="Alex Thornbury")).to_be_visible()
    looked_at(page, axe)
    section(page, "Audit log").click()
    expect(page.get_by_role("cell", name="member.invited").first).to_be_visible()
    looked_at(page, axe)
    section(page, "Look round").click()
    expect(page.get_by_role("heading", name="You are Robin Okafor, lead")).to_be_visible()
    looked_at(page, axe)

    section(page, "Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{demonstration.url}/demo/")
    page.get_by_role("button", name="Enter as viewer").click()
    expect(page.get_by_text("Your role: viewer")).to_be_visible()
    expect(section(page, "Dashboard")).to_be_visible()
    expect(section(page, "People")).to_have_count(0)
    expect(section(page, "Audit log")).to_have_count(0)
    looked_at(page, axe)
    page.goto(f"{demonstration.url}/p/smallshire/people/")
    expect(page.get_by_role("heading", name="People")).to_have_count(0)
