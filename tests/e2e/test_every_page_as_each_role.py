"""Every page that links lead to from the dashboard, as each role: accessible, no wider than 320 px, by keyboard and
without a script; and what each form says that was sent empty.

Pages are found by following links without a browser. Of each kind of page the first is taken, of evidence some, and a
page that is made of the same elements as those looked at already, as another role, is not looked at again. A kind of
page is shown to three people, and to everybody whose first page leads to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer
from tests.factories import axe
from tests.factories.answering import version_of
from tests.factories.page_checks import (
    CHANGED,
    FORMS,
    READ,
    kinds_reached,
    problems_by_keyboard,
    problems_of_errors,
    problems_without_browser,
    send_empty,
)
from tests.factories.page_crawl import Found, pages
from tests.factories.surveys import small_content
from tests.factories.windows import scrolls_sideways

from thinking_together.accounts.models import Person
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme
from thinking_together.report.domain.assemble import assemble
from thinking_together.report.domain.editions import freeze_edition
from thinking_together.survey.answering.models import Collection
from thinking_together.survey.answering.opening import make_link

pytestmark = pytest.mark.django_db(transaction=True)
# An empty form of these is no mistake.
TAKES_EMPTY = {"pause", "account_details", "survey_results_release", "report_build"}
LOOKED_AT = """programme evidence_catalogue evidence_phase evidence reports report people audit account support privacy
    cookies accessibility demo demo_mail setup setup_close setup_retention setup_responsible bundle account_login
    installation_people installation_log survey_collect survey_close survey_invited survey_introduction
    survey_support"""
SENT_EMPTY = """people_invite setup_details setup_numbers purge bundle_import account_login installation_invite
    installation_organisations programme_new setup_kind setup_duty setup_phase setup_sectors_new setup_partners_new
    setup_delete bundle_export survey_invited"""


@dataclass
class Windows:
    """With scripts and without, for one person after the other."""

    base: str
    contexts: tuple[BrowserContext, BrowserContext]
    axe: axe.Axe
    visit: Client = field(default_factory=Client)
    whole: bool = True  # the next page is walked from its top to its foot
    problems: list[str] = field(default_factory=list)
    sent: set[str] = field(default_factory=set)
    reached: set[str] = field(default_factory=set)  # kinds of elements that Tab came to
    filled: set[str] = field(default_factory=set)  # kinds of fields that were sent empty in the browser

    def __post_init__(self) -> None:
        self.contexts[0].add_init_script(path=axe.SOURCE)
        self.scripted, self.plain = (context.new_page() for context in self.contexts)

    def enter(self, visit: Client) -> None:
        """From now on they are this person's."""
        self.visit, self.whole = visit, True
        for context in self.contexts:
            context.clear_cookies()
            if "session" in visit.cookies:
                value = visit.cookies["session"].value
                context.add_cookies([{"name": "session", "value": value, "url": self.base}])

    def look(self, who: str, found: Found, *, first: bool) -> None:
        """``first``: no page of this kind was looked at before."""
        self.scripted.goto(self.base + found.address)
        told = list(self._scripted())
        if first:
            told += self._plain(found.address)
            told += self._forms(found)
        self.problems += [f"{who}: {found.address}: {problem}" for problem in told]

    def _scripted(self) -> Iterator[str]:
        if scrolls_sideways(self.scripted):
            yield "is wider than the window"
        yield from self.axe.problems(self.scripted)
        reached = kinds_reached(self.scripted)
        if self.whole or not reached <= self.reached:
            yield from problems_by_keyboard(self.scripted, whole=self.whole)
            self.reached |= reached
            self.whole = False

    def _plain(self, address: str) -> Iterator[str]:
        """Nothing that is there with scripts is missing without them, where a script changes the page at all.

        Passkeys need a script, so their forms are not missed.
        """
        if not self.scripted.evaluate(CHANGED):
            return
        read = self.scripted.evaluate(READ).split()
        self.plain.goto(self.base + address)
        missing = set(read) - set(self.plain.locator("main").inner_text().split())
        if missing:
            yield f"without scripts {' '.join(sorted(missing)[:9])} is missing"

    def _forms(self, found: Found) -> Iterator[str]:
        """What each form says that was sent empty: without a browser, and in it where a kind of field is new."""
        forms = [form for form in self.scripted.evaluate(FORMS) if form["fields"]]
        for form in forms if found.kind not in TAKES_EMPTY else ():
            self.sent.add(found.kind)
            errors = list(problems_without_browser(self.visit, found.address, form["at"]))
            if not self.filled.issuperset(form["fields"]):
                self.filled.update(form["fields"])
                if self.scripted.url != self.base + found.address or form is not forms[0]:
                    self.scripted.goto(self.base + found.address)
                send_empty(self.scripted, form["at"])
                errors += [*problems_of_errors(self.scripted), *self.axe.problems(self.scripted, "main")]
            yield from (f"form {form['at']}, sent empty: {problem}" for problem in errors)


@pytest.fixture
def windows(browser: Browser, demonstration: LiveServer, looking: axe.Axe) -> Iterator[Windows]:
    size: Any = {"width": 320, "height": 800}
    scripted, plain = (
        browser.new_context(viewport=size, locale="en-GB", java_script_enabled=scripts) for scripts in (True, False)
    )
    yield Windows(demonstration.url, (scripted, plain), looking)
    scripted.close()
    plain.close()


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


def collecting(programme: Programme) -> None:
    """A survey that is open, with every kind of link and somebody who is invited."""
    version = version_of(programme, small_content())
    held = Collection.objects.create(
        programme=programme, questionnaire=version, opened=programme.as_of, invited_only=True
    )
    for sector in ("health", ""):
        make_link(held, sector=sector)
    held.invited_people.create(address="somebody@example.org", sector="health")


def test_every_page_is_accessible_to_whoever_may_see_it(windows: Windows) -> None:
    programme = Programme.objects.get()
    freeze_edition(programme=programme, assembled=assemble(programme, evidence_pictures=False), by=SYSTEM)
    collecting(programme)
    looked_at: dict[str, set[Any]] = {}
    by_all = Counter[str]()
    for who, visit, start in everybody(f"/p/{programme.slug}/"):
        windows.enter(visit)
        for found in pages(visit, start, by_all):
            if found.elements <= looked_at.get(found.kind, set()):
                continue
            first = found.kind not in looked_at
            looked_at.setdefault(found.kind, set()).update(found.elements)
            windows.look(who, found, first=first)
    assert windows.problems == [], "\n".join(windows.problems)
    assert set(looked_at) >= set(LOOKED_AT.split())
    assert windows.sent >= set(SENT_EMPTY.split())
