"""Which questions stand on a page together."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.survey.form.conditions import refers_to
from thinking_together.survey.form.length import points_of
from thinking_together.survey.form.questionnaire import Item, ItemKind, Part, Questionnaire, Variable, variables_of
from thinking_together.survey.form.routing import belonging_items

MOST_POINTS = 3.0  # about half a minute


@dataclass(frozen=True, slots=True)
class Page:
    """Questions shown together, all of one part; ``number`` stands in its address, counted from 1."""

    number: int
    items: tuple[Item, ...]

    @property
    def part(self) -> Part:
        return self.items[0].part

    @property
    def variables(self) -> tuple[Variable, ...]:
        return tuple(variable for item in self.items for variable in variables_of(item))


def pages_of(questionnaire: Questionnaire) -> tuple[Page, ...]:
    """The pages in the order asked: consecutive items of one construct, of which none decides about another."""
    belonging = frozenset(belonging_items(questionnaire))
    found: list[list[Item]] = []
    for item in questionnaire.items:
        if found and _together(found[-1], item, belonging):
            found[-1].append(item)
        else:
            found.append([item])
    return tuple(Page(number, tuple(items)) for number, items in enumerate(found, start=1))


def _together(page: list[Item], item: Item, belonging: frozenset[str]) -> bool:
    kinds = {one.kind for one in (*page, item)}
    if ItemKind.BATTERY in kinds or any(one.role for one in (*page, item)):
        return False
    if not item.construct or (page[-1].construct, page[-1].part) != (item.construct, item.part):
        return False
    if sum(map(points_of, (*page, item))) > MOST_POINTS:
        return False
    on_page = {variable.code for one in page for variable in variables_of(one)}
    return on_page.isdisjoint(refers_to(item.when)) and not (item.audience and on_page & belonging)
