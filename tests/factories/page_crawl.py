"""Pages found by following links from a page, without a browser, and what each is made of."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

OF_A_KIND = {"evidence": 3, "report_evidence": 2}  # of others one, for each person
BY_ALL = 2  # so many people are shown a kind of page, if it is not one that their first page leads to
NOT_FOLLOWED = ("/static/", "/account/logout", "/sign-out")
Kinds = frozenset[tuple[str, str, str]]


@dataclass(frozen=True)
class Found:
    """A page: its address, the name of its kind, and the kinds of elements that it is made of."""

    address: str
    kind: str
    elements: Kinds


class Elements(HTMLParser):
    """What a page is made of: each kind of element with its classes and its role, once."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: set[tuple[str, str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.kinds.add((tag, told.get("class") or "", told.get("role") or told.get("type") or ""))


def pages(visit: Client, start: str, by_all: Counter[str]) -> Iterator[Found]:
    """Each page that links lead to, those of one kind up to their number; ``by_all`` counts what others were shown."""
    waiting, known, seen = deque([start]), {start}, Counter[str]()
    near = {start}
    while waiting:
        address = waiting.popleft()
        try:
            kind = resolve(urlsplit(address).path).view_name
        except Resolver404:
            raise AssertionError(f"a link leads nowhere: {address}") from None
        if seen[kind] >= OF_A_KIND.get(kind, 1) or (by_all[kind] >= BY_ALL and address not in near):
            continue
        answer = visit.get(address)
        if answer.status_code in (301, 302):
            target = urljoin(address, answer["Location"])
            near |= {target} if address == start else set()
            if target not in known:
                known.add(target)
                waiting.append(target)
            continue
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        if not answer["Content-Type"].startswith("text/html"):
            continue
        seen[kind] += 1
        by_all[kind] += seen[kind] == 1
        html = answer.content.decode()
        elements = Elements()
        elements.feed(html)
        yield Found(address, kind, frozenset(elements.kinds))
        for found in re.findall(r'<a\b[^>]*\bhref="([^"#]+)', html):
            link = urljoin(address, unescape(found))
            if link.startswith("/") and not link.startswith(NOT_FOLLOWED) and link not in known:
                known.add(link)
                near |= {link} if address == start else set()
                waiting.append(link)
