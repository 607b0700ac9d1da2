"""An event from its plan to who came: sign up, waiting list, cancel by one link, the next moves up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories import people
from tests.factories.outbox import NEWS, link_in, real_programme, sent

from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.models import Attendance
from thinking_together.messaging.domain import send
from thinking_together.messaging.models import Delivery
from thinking_together.messaging.parts import Recipient

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]


@pytest.fixture
def no_mail_server(settings: Any) -> None:
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"


def without_scripts(page: Page) -> Page:
    """None of ours is loaded; axe, which is one, still can look at the page."""
    page.route("**/*.js", lambda route: route.abort())
    return page


def fits(page: Page, axe: Check) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    axe(page)


def sign_up(page: Page, address: str, email: str, button: str) -> None:
    """By keyboard alone."""
    page.goto(address)
    page.get_by_label("E-mail address").focus()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the first of where one works
    page.get_by_role("button", name=button).focus()
    page.keyboard.press("Enter")


def test_sign_up_wait_cancel_and_move_up(
    live_server: LiveServer, open_page: Callable[..., Page], axe: Check, no_mail_server: None
) -> None:
    programme = real_programme()
    page = without_scripts(open_page(width=320))
    who = people.member(programme, Role.FACILITATOR).person
    session = people.visit(who).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    # a facilitator plans it, with a mistake on the way, and opens it
    page.goto(f"{live_server.url}/p/alder/gatherings/")
    fits(page, axe)
    page.get_by_role("button", name="Plan an event").click()
    page.get_by_role("button", name="Plan it").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Choose what kind of event it is")
    fits(page, axe)
    day = datetime.now(UTC) + timedelta(days=10)
    page.get_by_label("Webinar").check()
    page.get_by_label("Title", exact=True).fill("Launch webinar")
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label, exact=True).fill(str(value))
    page.get_by_label("Begins").fill("2pm")
    page.get_by_label("Ends").fill("3:30pm")
    page.get_by_label("It is online").check()
    page.get_by_label("Link to join").fill("https://meet.example/abc")
    page.get_by_label("How many places there are").fill("1")
    page.get_by_role("button", name="Plan it").click()
    page.get_by_role("button", name="Open to sign up").click()
    expect(page.get_by_text("Webinar: open to sign up", exact=True)).to_be_visible()
    fits(page, axe)

    # outside: a mistake, the last place, and the waiting list
    outside = without_scripts(open_page(width=320))
    event = f"{live_server.url}/events/alder/webinar-1/"
    outside.goto(event)
    fits(outside, axe)
    outside.get_by_role("button", name="Sign up").click()
    summary = outside.locator(".govuk-error-summary")
    expect(summary).to_contain_text("Enter your e-mail address")
    summary.get_by_role("link", name="Choose where you work").click()
    assert outside.url.endswith("#id_sector")
    fits(outside, axe)
    sign_up(outside, event, "ann@trust.example", "Sign up")
    expect(outside.locator("h1")).to_have_text("Thank you for signing up")
    fits(outside, axe)
    sign_up(outside, event, "ben@trust.example", "Join the waiting list")
    expect(outside.locator("h1")).to_have_text("You are on the waiting list")
    fits(outside, axe)

    # Ann's mail leads to her place, by keyboard; Ben moves up and is told
    mails = {str(mail.to[0]): str(mail.body) for mail in sent()}
    outside.goto(live_server.url + link_in(mails["ann@trust.example"], "/places/"))
    expect(outside.locator("h1")).to_have_text("You have a place")
    fits(outside, axe)
    old = without_scripts(open_page(width=320))
    old.goto(outside.url)
    outside.get_by_role("button", name="Give my place back").click()
    summary = outside.locator(".govuk-error-summary")
    expect(summary).to_contain_text("Choose why, or that you would rather not say")
    fits(outside, axe)
    outside.get_by_label("Work pressure").focus()
    outside.keyboard.press("Space")
    outside.get_by_role("button", name="Give my place back").focus()
    outside.keyboard.press("Enter")
    expect(outside.locator("h1")).to_have_text("You have no place")
    fits(outside, axe)
    subjects = {str(mail.to[0]): mail.subject for mail in sent()}
    assert subjects["ben@trust.example"] == "A place became free for you: Launch webinar"
    assert dict(Attendance.objects.values_list("participant__email", "state")) == {
        "ann@trust.example": "cancelled",
        "ben@trust.example": "coming",
    }

    # a page that was open already gives back nothing more
    old.get_by_label("Another appointment").check()
    old.get_by_role("button", name="Give my place back").click()
    expect(old.locator("h1")).to_have_text("You have no place")
    assert Attendance.objects.get(participant__email="ann@trust.example").reason == "work_pressure"
    assert sent() == []

    # the facilitator sees it
    page.reload()
    expect(page.get_by_role("row").filter(has_text="ben@trust.example")).to_contain_text("coming")
    page.get_by_role("link", name="Change it").click()
    fits(page, axe)
    page.go_back()
    page.get_by_role("link", name="Call it off").click()
    fits(page, axe)


def test_the_outbox_and_getting_no_more_messages(
    live_server: LiveServer, narrow: Page, axe: Check, no_mail_server: None
) -> None:
    programme = real_programme()
    lead = people.member(programme, Role.LEAD).person
    session = people.visit(lead, second_factor=True).cookies[settings.SESSION_COOKIE_NAME].value
    to = [Recipient("ann@trust.example"), Recipient("ben@trust.example")]
    send(programme=programme, key="k", kind=NEWS.code, subject="News", body="Hello.", to=to, by=SYSTEM)
    first = sent()[0]
    Delivery.objects.filter(address="ben@trust.example").update(state="unknown")

    narrow.goto(live_server.url + link_in(str(first.body), "/messages/stop/"))
    fits(narrow, axe)
    narrow.get_by_role("button", name="Send me no more").click()
    expect(narrow.locator("h1")).to_have_text("You get no more of these messages")
    fits(narrow, axe)
    narrow.goto(f"{live_server.url}/messages/stop/{'0' * 48}")
    expect(narrow.locator("h1")).to_have_text("This link is over")
    fits(narrow, axe)

    narrow.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    narrow.goto(f"{live_server.url}/p/alder/messages/")
    fits(narrow, axe)
    narrow.get_by_role("link", name="News").click()
    fits(narrow, axe)
    narrow.get_by_role("link", name="ben@trust.example").click()
    fits(narrow, axe)
    narrow.get_by_role("button", name="Send it again").click()
    expect(narrow.get_by_text("It will be sent again.")).to_be_visible()
    assert [mail.to for mail in sent()] == [["ben@trust.example"]]
    narrow.goto(f"{live_server.url}/p/alder/messages/quiet-hours")
    fits(narrow, axe)
