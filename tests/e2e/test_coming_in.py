"""Somebody invited to lead a programme comes in for the first time, and again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories import people
from tests.factories.windows import scrolls_sideways

from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.domain.people import invite_member
from thinking_together.programmes.models import Membership

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]
ADDRESS = "robin@fernshire.example"


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
    given_code(page, people.app_code(page.locator("#totp-key").inner_text()), "Code that the app shows")
    expect(page.locator("h1")).to_have_text("Recovery codes")
    axe(page)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="Alder, Fernshire").click()
    expect(page.get_by_text("Your role: lead")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Set up").click()
    page.get_by_role("link", name="People", exact=True).click()
    expect(page.get_by_role("rowheader", name="Robin 🌿 Okafor")).to_be_visible()
    axe(page)
    assert Membership.objects.get().role == "lead"


def test_signing_in_by_keyboard_in_a_narrow_window(live_server: LiveServer, narrow: Page, axe: Check) -> None:
    people.member(people.programme("alder"), Role.VIEWER, ADDRESS, name="Robin " + "🌿" * 200)
    narrow.goto(live_server.url + "/p/alder/")
    narrow.get_by_label("E-mail address").focus()
    narrow.keyboard.press("Enter")
    summary = narrow.locator(".govuk-error-summary")
    expect(summary).to_contain_text("Enter your e-mail address")
    expect(summary).to_be_focused()
    narrow.keyboard.press("Tab")
    narrow.keyboard.press("Enter")
    narrow.keyboard.type(ADDRESS)
    narrow.keyboard.press("Enter")
    expect(narrow.locator("h1")).to_have_text("Enter the code")
    narrow.get_by_label("Code").focus()
    narrow.keyboard.type(code_from_mail())
    narrow.keyboard.press("Enter")
    expect(narrow.locator("h1")).to_have_text("Dashboard")
    for path in ("/account/", "/account/details", "/account/sessions", "/account/close", "/account/second-factor/"):
        narrow.goto(live_server.url + path)
        assert not scrolls_sideways(narrow), path
        axe(narrow)


def test_a_passkey_is_added_and_lets_in_without_a_code(live_server: LiveServer, page: Page, axe: Check) -> None:
    at = live_server.url.replace("127.0.0.1", "localhost")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    people.member(people.programme("alder"), Role.ANALYST, ADDRESS, name="Robin")

    page.goto(at + "/p/alder/")
    page.get_by_label("E-mail address").fill(ADDRESS)
    page.get_by_role("button", name="Send me a code").click()
    given_code(page, code_from_mail())
    expect(page.locator("h1")).to_have_text("Second factor")
    page.get_by_role("link", name="Add a passkey").click()
    axe(page)
    page.get_by_label("Name of the passkey").fill("Work laptop")
    page.get_by_label("Sign in with this passkey alone").check()
    page.get_by_role("button", name="Add passkey").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")
    page.goto(at + "/account/second-factor/passkeys")
    expect(page.get_by_text("Work laptop").first).to_be_visible()
    axe(page)

    page.goto(at + "/sign-in/out")
    page.get_by_role("button", name="Sign out").click()
    page.goto(at + "/sign-in/")
    axe(page)
    sent = len(mail.outbox)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(at + "/")
    page.goto(at + "/p/alder/")
    expect(page.get_by_text("Your role: analyst")).to_be_visible()
    assert len(mail.outbox) == sent
