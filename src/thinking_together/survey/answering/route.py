"""The way through the pages, worked out anew at every request from what was answered so far."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from thinking_together.survey.answering.answers import Answers
from thinking_together.survey.answering.compiled import Survey
from thinking_together.survey.answering.drafting import Said
from thinking_together.survey.answering.standing import Standing
from thinking_together.survey.form.pages import Page
from thinking_together.survey.form.questionnaire import Item, Part, Role


class Place(StrEnum):
    """Where somebody is beside the pages with questions."""

    MORE = "more"
    CHECK = "check"


Next = int | Place


@dataclass(frozen=True)
class Route:
    """``second``: whether they go on to the second part, nothing before they were asked."""

    survey: Survey
    answers: Answers
    second: bool | None
    sector: str
    asked: frozenset[str]

    def items(self, page: Page) -> tuple[Item, ...]:
        """What of a page is put to them."""
        return tuple(item for item in page.items if item.code in self.asked)

    @cached_property
    def first_open(self) -> Next:
        """The first page with something that was not put to them yet, or what comes where there is none."""
        for page in self.survey.pages:
            if any(self._waits(item) for item in self.items(page)):
                return self._unless_more(page)
        return self._end

    def after(self, page: Page) -> Next:
        """The page that follows, in order; one that the link has answered is passed over."""
        for later in self.survey.pages[page.number :]:
            items = self.items(later)
            if items and not (self.sector and all(item.role is Role.SECTOR for item in items)):
                return self._unless_more(later)
        return self._end

    def before(self, page: Page) -> Page | None:
        for earlier in reversed(self.survey.pages[: page.number - 1]):
            if self.items(earlier):
                return earlier
        return None

    def may_see(self, page: Page) -> bool:
        """Whether the page is theirs, and everything before it was put to them."""
        if not self.items(page) or (page.part is Part.SECOND and not self.second):
            return False
        opened = self.first_open
        return opened is Place.CHECK or (opened is Place.MORE and page.part is Part.CORE) or page.number <= int(opened)

    @property
    def offers_more(self) -> bool:
        """Whether there is a second part for them."""
        return any(item.part is Part.SECOND and item.code in self.asked for item in self.survey.asked.items)

    @property
    def core_is_done(self) -> bool:
        """Whether every question of the core was put to them."""
        waits = (self._waits(item) for item in self.survey.asked.items if item.part is Part.CORE)
        return not any(waits)

    @property
    def _end(self) -> Next:
        return Place.MORE if self.second is None and self.offers_more else Place.CHECK

    def _unless_more(self, page: Page) -> Next:
        if page.part is Part.SECOND and not self.second:
            return self._end
        return page.number

    def _waits(self, item: Item) -> bool:
        if item.code not in self.asked or (item.part is Part.SECOND and self.second is False):
            return False
        return any(code not in self.answers for code in self.survey.variables[item.code])


def route_of(survey: Survey, answers: Answers, second: bool | None, sector: str) -> Route:
    """Items of the second part are among those asked, whether or not it is taken."""
    asked = frozenset(survey.router.asked({code: given for code, given in answers.items() if given}, second=True))
    return Route(survey, answers, second, sector, asked)


def route_at(standing: Standing) -> Route:
    """Of the draft as it was read."""
    assert standing.draft is not None
    return route_after(standing, Said.of(standing.draft))


def route_after(standing: Standing, said: Said) -> Route:
    """Of the draft as it was written."""
    assert standing.draft is not None and standing.collection is not None
    return route_of(standing.collection.survey, said.answers, said.second, standing.draft.sector)


def declined(way: Route) -> bool:
    """Whether they would rather not take part."""
    consent = consent_of(way.survey)
    given = way.answers.get(consent.code, ()) if consent else ()
    return bool(consent and given and given != (consent.choices[0].code,))


def consent_of(survey: Survey) -> Item | None:
    return next((item for item in survey.asked.items if item.role is Role.CONSENT), None)
