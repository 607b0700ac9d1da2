"""Every page that links lead to from the dashboard, as each role: accessible, no wider than 320 px, by keyboard and
without a script; and what each form says that was sent empty.

Pages are found by following links without a browser. Of each kind of page the first is taken, of evidence some, and a
page that is made of the same elements as those looked at already, as another role, is not looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer
from tests.e2e.conftest import AXE_OPTIONS
from tests.factories.page_checks import (
    AXE,
    CHANGED,
    FORMS,
    SUMMARY,
    problems_by_axe,
    problems_by_keyboard,
    problems_of_errors,
    send_empty,
)
from tests.factories.page_crawl import Found, pages
from tests.factories.windows import scrolls_sideways

from thinking_together.accounts.models import Person
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme
from thinking_together.report.domain.assemble import assemble
from thinking_together.report.domain.editions import freeze_edition

pytestmark = pytest.mark.django_db(transaction=True)
# An empty form of these is no mistake.
TAKES_EMPTY = {"pause", "account_details"}
LOOKED_AT = """programme evidence_catalogue evidence_phase evidence reports report people audit account support privacy
    cookies accessibility demo demo_mail setup setup_close setup_retention setup_responsible bundle account_login
    installation_people installation_log"""
SENT_EMPTY = """people_invite setup_details setup_numbers purge bundle_import account_login installation_invite
    installation_organisations programme_new"""


@dataclass
class Windows:
    """One person's: with scripts, and without."""

    base: str
    scripted: Page
    plain: Page
    whole: bool = True  # the next page is walked from its top to its foot
    problems: list[str] = field(default_factory=list)
    sent: set[str] = field(default_factory=set)

    def look(self, found: Found, *, first: bool) -> None:
        """``first``: no page of this kind was looked at before."""
        self.scripted.goto(self.base + found.address)
        told = list(self._scripted(first))
        if first:
            told += self._plain(found.address)
            told += self._forms(found)
        self.problems += [f"{found.address}: {problem}" for problem in told]

    def _scripted(self, first: bool) -> Iterator[str]:
        if scrolls_sideways(self.scripted):
            yield "is wider than the window"
        yield from problems_by_axe(self.scripted, AXE_OPTIONS)
        if first or self.whole:
            yield from problems_by_keyboard(self.scripted, whole=self.whole)
            self.whole = False

    def _plain(self, address: str) -> Iterator[str]:
        """Nothing that is there with scripts is missing without them, where a script changes the page at all.

        Passkeys need a script, so their forms are not missed.
        """
        if not self.scripted.evaluate(CHANGED):
            return
        self.scripted.evaluate("document.querySelectorAll('[data-passkey]').forEach(form => form.remove())")
        read = self.scripted.locator("main").inner_text().split()
        self.plain.goto(self.base + address)
        missing = set(read) - set(self.plain.locator("main").inner_text().split())
        if missing:
            yield f"without scripts {' '.join(sorted(missing)[:9])} is missing"

    def _forms(self, found: Found) -> Iterator[str]:
        for form in self.scripted.evaluate(FORMS) if found.kind not in TAKES_EMPTY else ():
            if not form["fields"]:
                continue
            self.sent.add(found.kind)
            for page in (self.scripted, self.plain):
                if page.url != self.base + found.address or page is self.scripted:
                    page.goto(self.base + found.address)
                send_empty(page, form["at"])
            if not self.plain.locator(SUMMARY).count():
                yield f"form {form['at']}, without scripts: no error summary"
            errors = [*problems_of_errors(self.scripted), *problems_by_axe(self.scripted, AXE_OPTIONS, "main")]
            yield from (f"form {form['at']}, sent empty: {problem}" for problem in errors)


def windows(browser: Browser, base: str, visit: Client) -> tuple[Windows, list[BrowserContext]]:
    made = []
    for scripts in (True, False):
        size: Any = {"width": 320, "height": 800}
        context = browser.new_context(viewport=size, locale="en-GB", java_script_enabled=scripts)
        if "session" in visit.cookies:
            context.add_cookies([{"name": "session", "value": visit.cookies["session"].value, "url": base}])
        made.append(context)
    made[0].add_init_script(path=AXE)
    return Windows(base, made[0].new_page(), made[1].new_page()), made


def everybody(dashboard: str) -> Iterator[tuple[str, Client, str]]:
    """Who, their visit, and the page that they begin on."""
    for role in Role:
        visit = Client()
        visit.post(f"/demo/enter/{role}")
        yield role, visit, dashboard
    yield "nobody", Client(), "/sign-in/"
    visit = Client()
    visit.post(f"/demo/enter/{Role.VIEWER}")
    Person.objects.filter(memberships__role=Role.VIEWER).update(is_installation_staff=True)
    yield "staff", visit, "/account/"


def test_every_page_is_accessible_to_whoever_may_see_it(demonstration: LiveServer, browser: Browser) -> None:
    programme = Programme.objects.get()
    freeze_edition(programme=programme, assembled=assemble(programme, evidence_pictures=False), by=SYSTEM)
    looked_at: dict[str, set[Any]] = {}
    problems: list[str] = []
    sent: set[str] = set()
    for who, visit, start in everybody(f"/p/{programme.slug}/"):
        person, contexts = windows(browser, demonstration.url, visit)
        for found in pages(visit, start):
            if found.elements <= looked_at.get(found.kind, set()):
                continue
            first = found.kind not in looked_at
            looked_at.setdefault(found.kind, set()).update(found.elements)
            person.look(found, first=first)
        problems += [f"{who}: {problem}" for problem in person.problems]
        sent |= person.sent
        for context in contexts:
            context.close()
    assert problems == [], "\n".join(problems)
    assert set(looked_at) >= set(LOOKED_AT.split())
    assert sent >= set(SENT_EMPTY.split())
