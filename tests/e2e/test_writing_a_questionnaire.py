"""A lead makes the shipped questionnaire the programme's own and publishes it, on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories import people

from thinking_together.core.permissions import Role
from thinking_together.survey.models import QuestionnaireVersion

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]
SECTORS = ("health", "education", "council", "voluntary", "police", "other")


def fits(page: Page, axe: Check) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    axe(page)


def test_a_questionnaire_from_its_beginning_to_its_publication(
    live_server: LiveServer, narrow: Page, axe: Check
) -> None:
    page = narrow
    programme = people.programme("alder")
    for code in SECTORS:
        programme.sectors.create(code=code, name=code.title())
    kim = people.member(programme, Role.LEAD).person
    session = people.visit(kim, second_factor=True).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    # from the dashboard to a draft that is short enough and has no faults
    page.goto(f"{live_server.url}/p/alder/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Survey", exact=True).click()
    page.get_by_role("link", name="Questionnaire", exact=True).click()
    fits(page, axe)
    page.get_by_role("button", name="Begin with the questionnaire that ships").click()
    expect(page.get_by_text("55 questions. The longest path takes 4.9 minutes")).to_be_visible()
    fits(page, axe)

    # a question more: first the error path, by keyboard
    page.get_by_role("button", name="Add a question").click()
    page.get_by_label("The question", exact=True).focus()
    page.keyboard.type("What is your full name?")
    page.get_by_role("button", name="Add it").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Choose how it is answered")
    assert page.title().startswith("Error: ")
    fits(page, axe)
    page.get_by_label("Words", exact=True).check()
    page.get_by_role("button", name="Add it").click()

    # the linter's word stands beside it; put right, moved to the second part, asked of some
    expect(page.get_by_text("Must be changed: the item asks who somebody is")).to_be_visible()
    fits(page, axe)
    page.get_by_label("The question", exact=True).fill("What would you tell a new colleague?")
    page.get_by_label("The second part, for people with more time").check()
    page.get_by_label("Police", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(
        page.get_by_text("Must be changed: the second part takes more than 3 minutes: 3.27 for police")
    ).to_be_visible()
    expect(page.get_by_text("Must be changed")).to_have_count(1)

    # branched without code
    page.get_by_role("link", name="Change when it is asked").click()
    fits(page, axe)
    page.get_by_label("Which earlier question does it depend on?").select_option(label="Training received")
    page.get_by_role("button", name="Choose the answers").click()
    fits(page, axe)
    page.get_by_label("is one of those ticked").check()
    page.get_by_label("Mental Health First Aid").check()
    page.get_by_role("button", name="Add the rule").click()
    expect(page.get_by_text("“Training received” is “Mental Health First Aid”")).to_be_visible()

    # over budget for the police: said in the list, and nothing is published
    page.goto(f"{live_server.url}/p/alder/survey/questionnaire/publish")
    expect(page.get_by_role("heading", name="This must be changed first")).to_be_visible()
    expect(page.get_by_text("3.27 for police").first).to_be_visible()
    fits(page, axe)
    page.goto(f"{live_server.url}/p/alder/survey/questionnaire/of/what_is_your_full_name/remove")
    fits(page, axe)
    page.get_by_role("button", name="Take it out").click()

    # seen as a sector sees it, then published
    page.get_by_role("link", name="See it as each sector does").click()
    page.get_by_label("By whom").select_option(value="education/secondary")
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_text("4.9 minutes in the core, 2.9 in the second part")).to_be_visible()
    expect(page.get_by_text("Gillick competence is whether").first).to_be_visible()
    fits(page, axe)
    page.get_by_role("link", name="Back").click()
    page.get_by_role("link", name="Publish it").click()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("Version 1 is published. It never changes now.")).to_be_visible()
    assert QuestionnaireVersion.objects.get().version == "1"
