"""The page about cookies names those that a whole sign-in sets, as long as browsers keep them, and no others."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from tests.factories import people

from thinking_together.site.cookies import ANSWERING, Cookie, cookies
from thinking_together.survey.answering.visit import with_token

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine("which cookies are set no database decides")]


def told(client: Client) -> dict[str, str]:
    table = client.get("/cookies").content.decode().split('id="essential"')[1].split("</table>")[0]
    rows = [re.findall(r"<t[hd][^>]*>([^<]*)<", row) for row in table.split("<tr")[2:]]
    return {name: lasts for name, _, lasts in rows}


def test_a_sign_in_sets_the_cookies_that_are_told_and_no_others(client: Client, settings: Any) -> None:
    cache.clear()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    people.person("sam@alder.example")
    told_of = told(client)
    assert dict(client.cookies) == {}
    client.get("/sign-in/")
    client.post("/sign-in/", {"email": "sam@alder.example"})
    code = re.findall(r"Your code is (\S+)", str(mail.outbox[0].body))[0]
    assert client.post("/sign-in/code", {"code": code}).status_code == 302
    set_by_us = {name: int(morsel["max-age"]) for name, morsel in client.cookies.items()}
    answering = with_token(HttpResponse(), "alder", "0" * 48).cookies[ANSWERING]
    set_by_us[ANSWERING] = int(answering["max-age"])
    assert set_by_us == {cookie.name: cookie.seconds for cookie in cookies()}
    assert told_of == {cookie.name: cookie.lasts for cookie in cookies()}


def test_names_and_lifetimes_are_those_of_the_settings(client: Client, settings: Any) -> None:
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    settings.SESSION_COOKIE_AGE = 3 * 60 * 60
    assert told(client) == {
        "__Host-session": "3 hours, or until you sign out",
        "__Host-csrf": "364 days",
        ANSWERING: "24 hours, or until you send your answers",
    }


def test_lifetimes_are_said_in_the_largest_unit_that_fits() -> None:
    assert Cookie("x", "", 47 * 60 * 60).lasts == "47 hours"
    assert Cookie("x", "", 47 * 60 * 60, "noon").lasts == "47 hours, or until noon"
    assert Cookie("x", "", 3 * 24 * 60 * 60).lasts == "3 days"
