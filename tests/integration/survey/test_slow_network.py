"""What somebody's phone has to fetch before they can answer: one page, one style, and nothing from anywhere else."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from lxml import html
from tests.factories.answering import SMALL, Somebody, link, open_survey

pytestmark = pytest.mark.django_db
FIRST_VISIT, PAGE = 40_000, 16_000  # bytes: at 50 kbit/s about 6 and 3 seconds
FETCHED = re.compile(r'(?:src|srcset|href)="([^"]+\.(?:css|js|svg|png|jpg|woff2?)[^"]*)"')


def html_of(somebody: Somebody) -> str:
    return html.tostring(somebody.page, encoding="unicode")


def size_of(address: str) -> int:
    answer = Client().get(address, headers={"accept-encoding": "gzip"})
    size = len(b"".join(answer.streaming_content))  # type: ignore[arg-type]
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "max-age=31536000, public, immutable", "fetched once in a year"
    return size


def test_the_first_page_and_its_style_are_small_and_no_page_asks_for_more() -> None:
    somebody = Somebody(link(open_survey())).open()
    first = html_of(somebody)
    fetched = set(FETCHED.findall(first))
    assert {address.rpartition("/")[2].partition("?")[0] for address in fetched} == {"application.css", "favicon.svg"}
    assert len(first.encode()) + sum(map(size_of, fetched)) < FIRST_VISIT
    somebody.begin().answer({**SMALL, "second": ["yes"]}, until="/check")
    assert set(FETCHED.findall(html_of(somebody))) == fetched
    assert len(html_of(somebody).encode()) < PAGE
