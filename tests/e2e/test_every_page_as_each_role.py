"""Every page that links lead to from the dashboard, as each role: accessible, and no wider than 320 px.

Pages are found by following links without a browser. Of each kind of page the first is taken, of evidence some, and a
page that is made of the same elements as those looked at already, as another role, is not looked at again.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer
from tests.factories.windows import scrolls_sideways

from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme
from thinking_together.report.domain.assemble import assemble
from thinking_together.report.domain.editions import freeze_edition

pytestmark = pytest.mark.django_db(transaction=True)
OF_A_KIND = {"evidence": 3, "report_evidence": 2}  # of others one
MOST = 60
NOT_FOLLOWED = ("/static/", "/account/logout", "/sign-out")


class Elements(HTMLParser):
    """What a page is made of: each kind of element with its classes and its role, once."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: set[tuple[str, str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.kinds.add((tag, told.get("class") or "", told.get("role") or told.get("type") or ""))


def pages(visit: Client, start: str) -> Iterator[tuple[str, str, frozenset[tuple[str, str, str]]]]:
    """Address, name of its kind, and elements of each page that links lead to."""
    waiting, known, seen = deque([start]), {start}, Counter[str]()
    while waiting and sum(seen.values()) < MOST:
        address = waiting.popleft()
        try:
            kind = resolve(urlsplit(address).path).view_name
        except Resolver404:
            raise AssertionError(f"a link leads nowhere: {address}") from None
        if seen[kind] >= OF_A_KIND.get(kind, 1):
            continue
        answer = visit.get(address)
        if answer.status_code in (301, 302):
            target = urljoin(address, answer["Location"])
            if target not in known:
                known.add(target)
                waiting.append(target)
            continue
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        if not answer["Content-Type"].startswith("text/html"):
            continue
        seen[kind] += 1
        html = answer.content.decode()
        elements = Elements()
        elements.feed(html)
        yield address, kind, frozenset(elements.kinds)
        for found in re.findall(r'<a\b[^>]*\bhref="([^"#]+)', html):
            link = urljoin(address, unescape(found))
            if link.startswith("/") and not link.startswith(NOT_FOLLOWED) and link not in known:
                known.add(link)
                waiting.append(link)


def test_every_page_is_accessible_to_whoever_may_see_it(
    demonstration: LiveServer, browser: Browser, axe: Callable[[Page], None]
) -> None:
    programme = Programme.objects.get()
    freeze_edition(programme=programme, assembled=assemble(programme, evidence_pictures=False), by=SYSTEM)
    looked_at: dict[str, set[Any]] = {}
    problems: list[str] = []
    for role in Role:
        visit = Client()
        visit.post(f"/demo/enter/{role}")
        context = browser.new_context(viewport={"width": 320, "height": 800}, locale="en-GB")
        session = visit.cookies["session"].value
        context.add_cookies([{"name": "session", "value": session, "url": demonstration.url}])
        page = context.new_page()
        for address, kind, elements in pages(visit, f"/p/{programme.slug}/"):
            if elements <= looked_at.get(kind, set()):
                continue
            looked_at.setdefault(kind, set()).update(elements)
            page.goto(demonstration.url + address)
            if scrolls_sideways(page):
                problems.append(f"{role}: {address} is wider than the window")
            try:
                axe(page)
            except AssertionError as found:
                problems.append(f"{role}: {found}")
        context.close()
    assert problems == [], "\n".join(problems)
    assert set(looked_at) >= {
        "programme",
        "evidence_catalogue",
        "evidence_phase",
        "evidence",
        "reports",
        "report",
        "people",
    }
    assert set(looked_at) >= {"audit", "account", "support", "privacy", "cookies", "accessibility", "demo", "demo_mail"}
