from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from thinking_together.core.proxies import BehindProxy

CASES = [
    ("127.0.0.1", "", "127.0.0.1"),
    ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
    ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the first was written by the visitor
    ("127.0.0.1", "203.0.113.9, 10.0.0.7", "203.0.113.9"),  # two proxies of ours
    ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # not a proxy of ours: its word counts for nothing
    ("127.0.0.1", "not an address", "127.0.0.1"),
    ("127.0.0.1", "10.0.0.7, 10.0.0.8", "10.0.0.7"),
    ("", "2001:db8::1", "2001:db8::1"),
]


@pytest.mark.parametrize(("sender", "told", "found"), CASES)
def test_a_visitor_is_known_by_what_our_own_proxies_say(
    rf: RequestFactory, settings: Any, sender: str, told: str, found: str
) -> None:
    settings.TRUSTED_PROXIES = "127.0.0.1,::1,10.0.0.0/8"
    request = rf.get("/", REMOTE_ADDR=sender, headers={"x-forwarded-for": told})
    BehindProxy(lambda request: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == found
