"""A browser for journeys: Debian's Chromium, driven in the test's own thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Response, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from tests.factories.axe import Axe
from tests.factories.reports import ASKED, PLANTED, small_figures, small_programme

from thinking_together.core import navigation, permissions
from thinking_together.core.writes import SYSTEM
from thinking_together.site.demo.opening import open_demonstration
from thinking_together.site.demo.people import bring_in

CHROMIUM = "/usr/bin/chromium"
LONGEST = 30_000  # milliseconds that a page may take where others work on the machine too
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where the browser itself failed, not what a page shows, the journey is made once more."""
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=Error))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Playwright's loop runs in this thread, which Django would take for an async context."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=LONGEST)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """``open_page(width=320, javascript=False)``: a new window.

    A script error, a request elsewhere, or a part of a page that is not found fails the test.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def new(width: int = 1280, javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=javascript, locale="en-GB"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if _complaint(message) else None)
        page.on("request", lambda request: errors.append(request.url) if _elsewhere(request.url) else None)
        page.on("response", lambda answer: errors.append(answer.url) if _lost(answer) else None)
        return page

    yield new
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A window as wide as a desk's screen."""
    return open_page()


@pytest.fixture
def narrow(open_page: Callable[..., Page]) -> Page:
    """A window as narrow as the smallest that must work."""
    return open_page(width=320)


@pytest.fixture(scope="session")
def looking() -> Axe:
    """It remembers, from journey to journey, which colours were measured."""
    return Axe()


@pytest.fixture
def axe(looking: Axe) -> Callable[[Page], None]:
    """``axe(page)`` fails with each accessibility problem of the page and where it is."""

    def check(page: Page) -> None:
        assert looking.problems(page) == [], page.url

    return check


def _complaint(message: ConsoleMessage) -> bool:
    """Console errors, except that the browser reports a 4xx page as one."""
    return message.type == "error" and "Failed to load resource" not in message.text


def _lost(answer: Response) -> bool:
    """A picture, style or script that is not there; a page may be a 404 on purpose."""
    return answer.status >= 400 and not answer.request.is_navigation_request()


def _elsewhere(url: str) -> bool:
    return url.startswith("http") and not url.startswith(("http://localhost", "http://127.0.0.1"))


@pytest.fixture
def demonstration(settings: Any, monkeypatch: pytest.MonkeyPatch, live_server: LiveServer) -> Iterator[LiveServer]:
    """The mode, its addresses, its way past the second factor, and a small example with its people."""
    settings.DEMO = True
    settings.ROOT_URLCONF = "thinking_together.config.demo_urls"
    monkeypatch.setattr(permissions, "_in_the_way", list(permissions._in_the_way))
    monkeypatch.setattr(navigation, "_sections", dict(navigation._sections))
    open_demonstration()
    monkeypatch.setitem(ASKED, "police", PLANTED)
    with small_figures():
        bring_in(small_programme(), by=SYSTEM)
        yield live_server
