"""A page with questions, filled in: what was answered before, what is wrong, and the mark of its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from thinking_together.survey.answering import showing
from thinking_together.survey.answering.answers import Answers
from thinking_together.survey.answering.filling import Slot, shown
from thinking_together.survey.answering.route import Route
from thinking_together.survey.answering.standing import Owner
from thinking_together.survey.form.pages import Page
from thinking_together.survey.form.questionnaire import Item, Part
from thinking_together.survey.form.safeguarding import safeguarding_line

CONTINUE = '<button type="submit" class="govuk-button" data-module="govuk-button">Continue</button>'


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a page: answers by variable, and what is wrong, by item. ``checking``: it was opened to change."""

    answers: Answers
    mark: str
    errors: Mapping[str, str] = field(default_factory=dict)
    checking: bool = False


def question_page(owner: Owner, route: Route, page: Page, filled: Filled) -> str:
    items = route.items(page)
    checking = '<input type="hidden" name="check" value="1">' if filled.checking else ""
    main = (
        f"{_summary(items, filled.errors)}"
        f'<form method="post" action="{showing.root(owner.slug)}-/{page.number}" novalidate>'
        f'<input type="hidden" name="_" value="{shown(filled.mark)}">'
        f"{checking}{_heading(page)}{_fragments(owner, route, items, filled)}{CONTINUE}</form>{_later(owner)}"
    )
    error = "Error: " if filled.errors else ""
    return showing.page(
        owner, f"{error}Questions, page {page.number}", main, _back(owner, route, page, filled.checking)
    )


def _fragments(owner: Owner, route: Route, items: tuple[Item, ...], filled: Filled) -> str:
    line = shown(safeguarding_line(owner.children_number))
    answers, errors = filled.answers, filled.errors

    def value(slot: Slot) -> str:
        kind, code = slot[0], slot[1]
        if kind == "chosen":
            return " checked" if slot[2] in answers.get(code, ()) else ""
        if kind == "typed":
            given = answers.get(code, ())
            return shown(given[0]) if given else ""
        return line if kind == "line" else shown(errors.get(code, ""))

    fragments = route.survey.fragments
    return "".join(
        (fragments[item.code].wrong if item.code in errors else fragments[item.code].plain).fill(value)
        for item in items
    )


def _heading(page: Page) -> str:
    """Over several questions; one alone is its page's heading."""
    if len(page.items) == 1:
        return ""
    words = page.items[0].construct.replace("_", " ")
    return f'<h1 class="govuk-heading-l">{shown(words[:1].upper() + words[1:])}</h1>'


def _summary(items: tuple[Item, ...], errors: Mapping[str, str]) -> str:
    if not errors:
        return ""
    lines = "".join(
        f'<li><a href="#q-{shown(item.code)}">{shown(errors[item.code])}</a></li>'
        for item in items
        if item.code in errors
    )
    return (
        '<div class="govuk-error-summary"><div role="alert">'
        '<h2 class="govuk-error-summary__title">There is a problem</h2><div class="govuk-error-summary__body">'
        f'<ul class="govuk-list govuk-error-summary__list">{lines}</ul></div></div></div>'
    )


def _back(owner: Owner, route: Route, page: Page, checking: bool) -> str:
    earlier = route.before(page)
    if checking:
        place = "check"
    elif page.part is Part.SECOND and (earlier is None or earlier.part is Part.CORE):
        place = "more"
    elif earlier:
        place = str(earlier.number)
    else:
        return ""
    address = f"{showing.root(owner.slug)}-/{place}"
    return f'<nav aria-label="Back"><a class="govuk-back-link" href="{address}">Back</a></nav>'


def _later(owner: Owner) -> str:
    address = f"{showing.root(owner.slug)}-/later"
    return f'<p class="govuk-body"><a class="govuk-link" href="{address}">Go on later, or clear a shared device</a></p>'
