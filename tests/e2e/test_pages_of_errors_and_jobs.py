"""A reader whose visit goes wrong, and one who waits for what a worker makes, with and without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories import trial_jobs
from tests.factories.people import member, programme, visit
from tests.factories.windows import scrolls_sideways

from thinking_together.core.permissions import Role
from thinking_together.core.tasks.asking import ask
from thinking_together.core.tasks.models import Job, JobState

pytestmark = pytest.mark.urls("tests.factories.broken_pages")
ERRORS = {
    "/fail/value": "Sorry, there is a problem with this service",
    "/fail/locked": "Sorry, the service is busy or away for a moment",
    "/fail/full": "Sorry, nothing can be kept at the moment",
    "/send": "This page cannot be used like that",
}


@pytest.mark.parametrize("path", ERRORS)
def test_an_error_begins_with_help_and_says_what_to_do(
    live_server: LiveServer, narrow: Page, axe: Callable[[Page], None], path: str
) -> None:
    narrow.goto(live_server.url + path)
    expect(narrow.locator("main h2, main h1").first).to_have_text("Need help now?")
    expect(narrow.locator("h1")).to_have_text(ERRORS[path])
    expect(narrow.get_by_text("give the reference")).to_be_visible()
    assert not scrolls_sideways(narrow)
    axe(narrow)


def test_whoever_waits_for_a_job_sees_it_move_by_a_link(
    live_server: LiveServer, settings: Any, open_page: Callable[..., Page], page: Page, axe: Callable[[Page], None]
) -> None:
    job = ask(trial_jobs.repeatable, "trial/1", of_programme="alder", number=1)
    cookie = visit(member(programme("alder"), Role.VIEWER).person).cookies[settings.SESSION_COOKIE_NAME]
    signed_in = [{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": live_server.url}]
    plain = open_page(javascript=False)
    for window in (plain, page):
        window.context.add_cookies(signed_in)
    plain.goto(f"{live_server.url}/jobs/{job.pk}")
    expect(plain.get_by_text("Waiting for a worker")).to_be_visible()
    Job.objects.update(state=JobState.RUNNING, step="Working", done=1, total=4)
    plain.get_by_role("link", name="Look again").click()
    expect(plain.get_by_text("Step 1 of 4")).to_be_visible()
    page.goto(plain.url)
    axe(page)
    Job.objects.update(state=JobState.DONE, open=False, outcome="/support")
    plain.get_by_role("link", name="Look again").click()
    plain.get_by_role("link", name="Open what was made").click()
    expect(plain.locator("h1")).to_have_text("Support for you")
