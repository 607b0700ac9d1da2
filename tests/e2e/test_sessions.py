"""Reflective sessions from the first date to the last form: planned, cancelled, moved up, run, finished, judged."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as product
from django.urls import reverse
from playwright.sync_api import Browser, Error, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.e2e.conftest import ARGUMENTS, CHROMIUM
from tests.factories import people
from tests.factories.sessions import Sessions, ready_programme, sessions

from thinking_together.accounts.models import Person
from thinking_together.core.permissions import Role
from thinking_together.evidence.models import Text
from thinking_together.gatherings.mail_parts import PLACE
from thinking_together.gatherings.models import Gathering
from thinking_together.messaging.links import Purpose, issue
from thinking_together.messaging.models import Delivery
from thinking_together.programmes.models import Concern, Participant, Programme
from thinking_together.reflection.models import FeedbackPoint, NoteDraft
from thinking_together.reflection.telling import FEEDBACK, TIMES

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]


def enter(page: Page, server: LiveServer, who: Person, *, second_factor: bool) -> None:
    session = people.visit(who, second_factor=second_factor).cookies[product.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": product.SESSION_COOKIE_NAME, "value": session, "url": server.url}])


def fits(page: Page, axe: Check) -> None:
    narrow_enough(page)
    axe(page)


def narrow_enough(page: Page) -> None:
    """All that can be asked of a page without scripts: what axe waits for never comes there."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def pressed(page: Page, name: str) -> None:
    """By keyboard."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def link(server: LiveServer, of: Programme, purpose: Purpose, target: str, code: str = "") -> str:
    """As it stands in a message, whose own making is tried without a browser."""
    who = Participant.objects.get(programme=of, code=code) if code else None
    token = issue(programme=of, purpose=purpose.code, target=target, participant=who)
    return server.url + reverse(purpose.url_name, kwargs={"token": token})


def told(kind: str) -> set[str]:
    """To whom there is something of this kind in the outbox."""
    found = Delivery.objects.filter(message__kind=kind).select_related("participant")
    return {delivery.to for delivery in found}


def test_a_round_from_its_first_date_to_somebody_who_moves_up(
    live_server: LiveServer, narrow: Page, open_page: Callable[..., Page], axe: Check
) -> None:
    alder = ready_programme()
    lead = people.member(alder, Role.LEAD)
    people.member(alder, Role.FACILITATOR, name="Hana Whitlock")
    page = narrow
    enter(page, live_server, lead.person, second_factor=True)
    page.goto(f"{live_server.url}/p/alder/sessions/")
    fits(page, axe)
    page.get_by_role("button", name="Begin a round of sessions").click()
    fits(page, axe)
    button(page, "Begin the round")

    # a date: what is wrong is said at the top, by keyboard
    page.get_by_role("link", name="Plan a session").click()
    fits(page, axe)
    page.get_by_label("Place").focus()
    page.keyboard.press("Enter")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Enter the place")
    assert page.title().startswith("Error: ")
    fits(page, axe)
    day = datetime.now(UTC) + timedelta(days=20)
    for label, value in {"Day": day.day, "Month": day.month, "Year": day.year}.items():
        page.get_by_label(label, exact=True).fill(str(value))
    for label, value in {"Begins": "9:30am", "Ends": "11am", "Place": "Town library"}.items():
        page.get_by_label(label, exact=True).fill(str(value))
    page.get_by_label("Hana Whitlock, facilitator").check()
    button(page, "Save")
    expect(page.get_by_text("Reflective session 1 is planned")).to_be_visible()
    fits(page, axe)
    page.get_by_role("link", name="Groups", exact=True).click()
    fits(page, axe)
    page.get_by_label("People invited to a session (optional)").fill("6")
    button(page, "Save")

    # people: one is added and answers by link, without a script, the others' answers are in
    page.get_by_role("link", name="People and their times").click()
    fits(page, axe)
    page.get_by_role("link", name="add somebody").click()
    fits(page, axe)
    page.get_by_label("E-mail address").fill("sam@trust.example")
    page.get_by_label("Sector").select_option(label="Police")
    button(page, "Add")
    fits(page, axe)
    page.goto(f"{live_server.url}/p/alder/sessions/people/ask")
    fits(page, axe)
    button(page, "Send the question")
    assert told("sessions.ask") == {"sam@trust.example"}
    sam, plain = open_page(width=320), open_page(width=320, javascript=False)
    code = Participant.objects.get().code
    sam.goto(link(live_server, alder, TIMES, "round:1", code))
    fits(sam, axe)
    sam.get_by_role("checkbox").first.focus()
    sam.keyboard.press("Space")
    sam.get_by_label("Is there anybody").focus()
    sam.keyboard.type("not an address")
    pressed(sam, "Send my times")
    expect(sam.get_by_role("alert")).to_contain_text("is not an e-mail address")
    fits(sam, axe)
    plain.goto(sam.url)
    plain.get_by_role("checkbox").first.check()
    plain.get_by_label("Is there anybody").fill("boss@trust.example")
    button(plain, "Send my times")
    expect(plain.locator("h1")).to_have_text("Thank you")
    narrow_enough(plain)
    sam.goto(sam.url)
    fits(sam, axe)

    others = Sessions(alder, lead, alder.session_rounds.get(), [Gathering.objects.get()])
    others.group(many=6)

    # the plan, a place by hand, the invitation
    page.goto(f"{live_server.url}/p/alder/sessions/plan/")
    fits(page, axe)
    second = open_page(width=320, javascript=False)
    second.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    second.goto(page.url)
    pressed(second, "Make the plan")
    expect(second.get_by_text("6 of 7 people have a place")).to_be_visible()
    narrow_enough(second)
    page.reload()
    expect(page.get_by_text("6 of 7 people have a place")).to_be_visible()
    expect(page.get_by_text("Every session that they offered is full")).to_be_visible()
    expect(page.get_by_text("If 7 people were invited to a session, 1 more person would have a place.")).to_be_visible()
    fits(page, axe)
    second.goto(page.url)
    left_over = page.get_by_role("table", name="People without a place").get_by_role("rowheader").inner_text()
    waits = "p5" if left_over == "sam@trust.example" else "p1" if left_over.startswith("p5@") else "p5"
    page.get_by_label(f"Session of {left_over}").select_option(index=1)
    page.get_by_label(f"Session of {waits}@trust.example").select_option(index=0)
    button(page, "Save places")
    expect(page.get_by_text("2 places changed")).to_be_visible()
    fits(page, axe)
    second.get_by_label("Session of p4@trust.example").select_option(index=0)
    button(second, "Save places")  # of a plan that is no longer the one that they looked at
    expect(second.get_by_text("Nothing was saved: look at it as it is now.")).to_be_visible()
    narrow_enough(second)
    page.get_by_role("link", name="See who will be told what").click()
    fits(page, axe)
    button(page, "Confirm and send")
    expect(page.get_by_text("6 people are invited, 1 person is on the reserve list.")).to_be_visible()
    fits(page, axe)
    assert len(told("sessions.invitation")) == 7

    # somebody cancels without a script, and who waits moves up
    plain.goto(link(live_server, alder, PLACE, f"gathering:{others.dates[0].code}", code))
    narrow_enough(plain)
    plain.get_by_label("Work pressure").check()
    button(plain, "Give my place back")
    narrow_enough(plain)
    assert others.states()[waits] == "coming"
    assert told("gathering.news") == {f"{waits}@trust.example"}
    page.get_by_role("link", name="Reflective session 1").click()
    fits(page, axe)


@pytest.fixture
def run(live_server: LiveServer) -> Sessions:
    """A session to be run, with six people invited."""
    made = sessions()
    made.group(many=6)
    made.plan()
    made.confirm()
    return made


def test_a_session_is_run_and_judged(
    live_server: LiveServer, run: Sessions, narrow: Page, open_page: Callable[..., Page], axe: Check
) -> None:
    hana = people.member(run.programme, Role.FACILITATOR, name="Hana Whitlock").person
    page = narrow
    enter(page, live_server, hana, second_factor=False)
    session = f"{live_server.url}/p/alder/sessions/of/{run.dates[0].code}/"
    page.goto(session)
    page.get_by_text("When somebody is distressed").click()
    expect(page.get_by_text("Stop the conversation gently")).to_be_visible()
    fits(page, axe)
    page.get_by_role("link", name="How do parents and carers come into it?").click()
    fits(page, axe)

    # what two people write at once: neither is lost
    page.get_by_label("Police").fill("They hope for a quick answer")
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    question = NoteDraft.objects.get().question
    NoteDraft.objects.update(body="Theirs", version=9, last_by=run.lead.person)
    page.get_by_label("Police").fill("They hope for a quick answer, and ring again")
    expect(page.locator("[data-problem]")).to_contain_text("Somebody else changed a field")
    expect(page.get_by_text("Theirs", exact=True)).to_be_visible()
    fits(page, axe)
    assert NoteDraft.objects.get().body == "Theirs"
    page.get_by_label("Police").fill("Theirs\n\nThey hope for a quick answer, and ring again")
    button(page, "I have brought both texts together")
    expect(page.locator("[data-problem]")).to_be_empty()
    assert NoteDraft.objects.get().body.endswith("ring again")

    # without a script, by the button
    plain = open_page(width=320, javascript=False)
    enter(plain, live_server, hana, second_factor=False)
    plain.goto(f"{session}notes/{question.code}")
    plain.get_by_label("The group as a whole").fill("Everybody agreed")
    button(plain, "Save and go to the next question")
    expect(plain.get_by_text("The notes are saved")).to_be_visible()
    narrow_enough(plain)

    # a concern
    plain.goto(f"{session}notes/{question.code}")
    plain.get_by_role("link", name="Raise a safeguarding concern about the notes of: The group as a whole").click()
    narrow_enough(plain)
    page.goto(plain.url)
    fits(page, axe)
    plain.get_by_label("What worries you (optional)").fill("Somebody may be at risk")
    button(plain, "Raise the concern")
    expect(plain.get_by_text("The concern is raised")).to_be_visible()
    assert Concern.objects.get().words == "Everybody agreed"
    rowan = people.member(run.programme, Role.VIEWER, "safeguarding_lead@trust.example").person
    theirs = open_page(width=320)
    enter(theirs, live_server, rowan, second_factor=False)
    theirs.goto(f"{live_server.url}/p/alder/concerns/")
    fits(theirs, axe)
    theirs.locator("table a").click()
    fits(theirs, axe)
    button(theirs, "Write it down and settle the concern")
    expect(theirs.get_by_role("alert")).to_contain_text("Enter what was done")
    fits(theirs, axe)
    theirs.get_by_label("What was done").fill("Spoke with the team")
    theirs.get_by_label("The words may go back to where they stood").check()
    button(theirs, "Write it down and settle the concern")
    expect(theirs.get_by_text("What was done is written down")).to_be_visible()

    # who came, the end of the notes, and how it was
    page.goto(f"{session}finish")
    fits(page, axe)
    button(page, "Finish the notes")
    expect(page.get_by_role("alert")).to_contain_text("Write down first who came")
    fits(page, axe)
    page.goto(f"{session}attendance")
    fits(page, axe)
    for group in page.get_by_role("group").all():
        group.get_by_label("Came", exact=True).focus()
        page.keyboard.press("Space")
    pressed(page, "Save who came")
    expect(page.get_by_text("Who came is saved.")).to_be_visible()
    page.goto(f"{session}attendance")
    page.get_by_role("link", name="Somebody came without being invited").click()
    pressed(page, "Add them")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Choose where they work")
    fits(page, axe)
    page.goto(f"{session}finish")
    page.get_by_label("What are you noticing").check()
    button(page, "Finish the notes")
    expect(page.get_by_text("Notes, finished")).to_be_visible()
    expect(page.get_by_text("It was asked, and nobody raised anything.")).to_be_visible()
    fits(page, axe)
    assert Text.objects.count() == 3

    guest = open_page(width=320)
    guest.goto(link(live_server, run.programme, FEEDBACK, f"session:{run.dates[0].code}"))
    fits(guest, axe)
    pressed(guest, "Send")
    expect(guest.get_by_role("alert")).to_contain_text("Answer at least one of the questions")
    fits(guest, axe)
    plain.goto(guest.url)
    plain.get_by_role("group", name="I could speak openly").get_by_label("Very much").focus()
    plain.keyboard.press("Space")
    pressed(plain, "Send")
    expect(plain.locator("h1")).to_have_text("Thank you")
    narrow_enough(plain)
    assert list(FeedbackPoint.objects.values_list("item", "points")) == [("could_speak_openly", 5)]


def test_a_browser_that_is_killed_loses_nothing_older_than_the_interval(
    live_server: LiveServer, run: Sessions, browser: Browser
) -> None:
    doomed = browser.browser_type.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    page = doomed.new_page()
    enter(page, live_server, run.lead.person, second_factor=True)
    page.clock.install()
    page.goto(f"{live_server.url}/p/alder/sessions/of/{run.dates[0].code}/notes/noticing")
    page.get_by_label("Police").press_sequentially("Kept, with 🌿")
    page.clock.run_for(3000)
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    page.get_by_label("Police").press_sequentially(" and not older than the interval")
    processes = doomed.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    os.kill(next(one["id"] for one in processes if one["type"] == "browser"), signal.SIGKILL)
    with pytest.raises(Error):  # it is gone
        page.wait_for_timeout(60_000)
    assert NoteDraft.objects.get().body.startswith("Kept, with 🌿")


def test_a_link_of_a_round_that_is_over_says_so(
    live_server: LiveServer, run: Sessions, narrow: Page, axe: Check
) -> None:
    narrow.goto(link(live_server, run.programme, TIMES, "round:99", "p1"))
    expect(narrow.locator("h1")).to_have_text("This link is over")
    fits(narrow, axe)
