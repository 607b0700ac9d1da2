"""Somebody invited to lead a programme comes in for the first time, and again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories import people

from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.domain.people import invite_member
from thinking_together.programmes.models import Membership

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]
ADDRESS = "robin@fernshire.example"


def app_code(secret: str) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def code_from_mail() -> str:
    found = re.search(r"Your code is (\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def invited() -> str:
    """The path of an invitation to lead the programme."""
    sent = invite_member(programme=people.programme("alder"), email=ADDRESS, role=Role.LEAD, by=SYSTEM)
    return f"/sign-in/invitation/{sent.token}"


def given_code(page: Page, code: str, label: str = "Code") -> None:
    page.get_by_label(label).fill(code)
    page.get_by_role("button", name="Continue").click()


def test_an_invited_lead_comes_in_and_reaches_the_programme(live_server: LiveServer, page: Page, axe: Check) -> None:
    page.goto(live_server.url + invited())
    expect(page.locator("main li")).to_have_text(["Alder: lead"])
    axe(page)
    page.get_by_role("button", name="Accept and send me a code").click()
    expect(page.locator("h1")).to_have_text("Enter the code")
    axe(page)

    given_code(page, "WRONG1")
    expect(page.get_by_role("alert")).to_contain_text("That code is not right")
    assert page.title().startswith("Error: ")
    axe(page)
    given_code(page, code_from_mail())

    expect(page.locator("h1")).to_have_text("Your name")
    axe(page)
    page.get_by_label("Name").fill("Robin 🌿 Okafor")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="Alder, Fernshire").click()

    expect(page.locator("h1")).to_have_text("Second factor")
    axe(page)
    page.get_by_role("link", name="Set up an authenticator app").click()
    axe(page)
    given_code(page, "000000", "Code that the app shows")
    expect(page.get_by_role("alert")).to_contain_text("That code is not right")
    given_code(page, app_code(page.locator("#totp-key").inner_text()), "Code that the app shows")
    expect(page.locator("h1")).to_have_text("Recovery codes")
    axe(page)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="Alder, Fernshire").click()
    expect(page.get_by_text("Your role: lead")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="People").click()
    expect(page.get_by_role("rowheader", name="Robin 🌿 Okafor")).to_be_visible()
    axe(page)
    assert Membership.objects.get().role == "lead"
