"""Phase 1 in a browser: a lead opens the page, somebody joins, confirms, gets an update, leaves."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories import people
from tests.factories.network import link_in
from tests.factories.outbox import gathering, real_programme, sent

from thinking_together.core.permissions import Role
from thinking_together.network.models import Member
from thinking_together.programmes.models import Programme
from thinking_together.programmes.readiness import lines_of

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]


@pytest.fixture
def programme(settings: Any, tmp_path: Path) -> Programme:
    """Ready to open, and no address has had a message yet."""
    settings.CACHES = settings.CACHES | {"default": settings.CACHES["default"] | {"LOCATION": tmp_path}}
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_ADDRESS = "https://together.example"
    told = {"children_number": "01632 960001", "reading_rota": "Robin, daily", "contact": "team@alder.example"}
    made = real_programme(**told)
    for duty in ("safeguarding_lead", "safeguarding_deputy"):
        made.responsible.create(duty=duty, name=duty, email=f"{duty}@council.example", phone="01632 960001")
    made.support_confirmed, made.support_confirmed_as = made.as_of, lines_of(made)
    made.save()
    made.partners.create(code="trust", name="Alder Trust")
    return made


def enter(page: Page, server: LiveServer, programme: Programme) -> None:
    """As its lead, as if they had signed in."""
    visit = people.visit(people.member(programme, Role.LEAD).person, second_factor=True)
    session = visit.cookies[configured.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": session, "url": server.url}])


def fits(page: Page, axe: Check) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    axe(page)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def test_from_the_launch_to_leaving(
    live_server: LiveServer, programme: Programme, open_page: Callable[..., Page], axe: Check
) -> None:
    lead = open_page(width=320)
    enter(lead, live_server, programme)
    inside = f"{live_server.url}/p/alder/network/"

    # the lead looks at the words, and opens the page
    lead.goto(inside)
    fits(lead, axe)
    for name in ("Change its words", "Change what people agree to", "Interests of members"):
        lead.get_by_role("link", name=name).click()
        fits(lead, axe)
        lead.goto(inside)
    lead.get_by_role("link", name="Open the public page").click()
    fits(lead, axe)
    press(lead, "Open the page")
    expect(lead.get_by_text("The public page is open.").first).to_be_visible()

    # a webinar, which the journey of events plans
    gathering(programme)

    # somebody reads the page on a phone, and joins by keyboard
    page = open_page(width=320)
    page.goto(f"{live_server.url}/network/alder/")
    expect(page.get_by_role("heading", name="Need help now?")).to_be_visible()
    expect(page.get_by_text("Takes 60 minutes.")).to_be_visible()
    fits(page, axe)
    page.get_by_role("button", name="Join the network").click()
    fits(page, axe)
    page.get_by_role("button", name="Continue").focus()
    page.keyboard.press("Enter")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Choose the part of the workforce")
    assert page.title().startswith("Error: ")
    fits(page, axe)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")  # the first of the list, where the link led
    page.get_by_label("Which organisation").select_option("Alder Trust")
    press(page, "Continue")
    expect(page.locator("h1")).to_have_text("What interests you?")
    fits(page, axe)
    page.get_by_label("Training").check()
    press(page, "Continue")
    fits(page, axe)
    page.get_by_label("E-mail address").fill("ann@trust.example")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Check your answers and agree")
    expect(page.get_by_text("Alder Trust")).to_be_visible()
    fits(page, axe)
    page.get_by_role("button", name="Change interests").click()
    expect(page.get_by_label("Training")).to_be_checked()
    page.get_by_label("Online life").check()
    press(page, "Continue")
    press(page, "Continue")
    expect(page.get_by_text("Training, Online life")).to_be_visible()
    press(page, "Send me the link")
    expect(page.get_by_role("alert")).to_contain_text("Tick the box")
    fits(page, axe)
    page.get_by_label("I agree").check()
    press(page, "Send me the link")
    expect(page.locator("h1")).to_have_text("Look at your e-mail")
    fits(page, axe)

    # the link in the message
    (mail,) = sent()
    page.goto(live_server.url + link_in(mail, "confirm"))
    fits(page, axe)
    press(page, "Join")
    expect(page.locator("h1")).to_have_text("You are a member")
    fits(page, axe)
    (welcome,) = sent()

    # an update, looked at before it is sent
    lead.goto(inside)
    lead.get_by_role("button", name="Write an update").click()
    fits(lead, axe)
    lead.get_by_label("Title").fill("What comes next")
    lead.get_by_label("What you want to tell").fill("**Thank you** for joining.")
    lead.get_by_label("All members").check()
    lead.get_by_label("Show it on the public page").check()
    press(lead, "Save the draft")
    lead.get_by_role("link", name="What comes next").click()
    expect(lead.get_by_text("1 member", exact=True)).to_be_visible()
    fits(lead, axe)
    press(lead, "Send it to 1 member")
    expect(lead.get_by_text("It is on its way to 1 member.")).to_be_visible()
    fits(lead, axe)
    (update,) = sent()
    assert update.subject == "What comes next" and update.to == ["ann@trust.example"]
    lead.goto(f"{inside}you-said/new")
    lead.get_by_label("What you said").fill("More time")
    lead.get_by_label("What we did").fill("An hour more")
    press(lead, "Save")
    fits(lead, axe)
    lead.get_by_role("link", name="Members and their addresses").click()
    expect(lead.get_by_text("ann@trust.example", exact=True)).to_be_visible()
    fits(lead, axe)
    page.goto(f"{live_server.url}/network/alder/")
    expect(page.get_by_text("An hour more")).to_be_visible()
    expect(page.get_by_role("heading", name="What comes next")).to_be_visible()
    fits(page, axe)

    # without JavaScript: interests are changed, and one leaves
    plain = open_page(width=320, javascript=False)
    plain.goto(live_server.url + link_in(welcome, "interests"))
    plain.get_by_label("Training").uncheck()
    press(plain, "Save")
    expect(plain.get_by_text("It is kept.")).to_be_visible()
    plain.goto(live_server.url + link_in(update, "leave"))
    assert Member.objects.get().left is None  # looking does nothing
    press(plain, "Leave")
    expect(plain.locator("h1")).to_have_text("You have left the network")
    assert Member.objects.get().participant.email == ""
    page.goto(live_server.url + link_in(welcome, "leave"))
    fits(page, axe)


def test_joining_and_saying_how_it_was_without_javascript(
    live_server: LiveServer, programme: Programme, open_page: Callable[..., Page], axe: Check
) -> None:
    from thinking_together.core.writes import SYSTEM
    from thinking_together.network.domain.evaluating import open_evaluation
    from thinking_together.network.domain.page import open_page as open_network
    from thinking_together.network.models import EvaluationForm

    open_network(programme=programme, by=SYSTEM)
    event = programme.gatherings.create(code="launch", kind="webinar", title="Launch", day=programme.as_of)
    open_evaluation(gathering=event, by=SYSTEM)
    page = open_page(width=320, javascript=False)
    page.goto(f"{live_server.url}/network/alder/join")
    page.get_by_label("Health").check()
    press(page, "Continue")
    press(page, "Back")
    expect(page.get_by_label("Health")).to_be_checked()
    press(page, "Continue")
    press(page, "Continue")
    page.get_by_label("E-mail address").fill("ben")
    press(page, "Continue")
    expect(page.locator(".govuk-error-summary")).to_contain_text("in the correct format")
    page.get_by_label("E-mail address").fill("ben@trust.example")
    press(page, "Continue")
    page.get_by_label("I agree").check()
    press(page, "Send me the link")
    expect(page.locator("h1")).to_have_text("Look at your e-mail")
    (mail,) = sent()
    page.goto(live_server.url + link_in(mail, "confirm"))
    press(page, "Join")
    expect(page.locator("h1")).to_have_text("You are a member")
    assert Member.objects.count() == 1

    page.goto(f"{live_server.url}/network/alder/")
    page.get_by_role("link", name=re.compile("Say how it was")).click()
    open_form = open_page(width=320)
    open_form.goto(page.url)
    fits(open_form, axe)
    page.get_by_role("group", name="The event was useful for my work.").get_by_label(
        "Agree strongly", exact=True
    ).check()
    press(page, "Send")
    expect(page.locator("h1")).to_have_text("Thank you")
    assert EvaluationForm.objects.get().points == {"useful": 5}
