"""A questionnaire as somebody of one sector meets it, with the minutes it takes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from thinking_together.survey.form.paths import Belonging, belongings
from thinking_together.survey.form.questionnaire import Item, ItemKind, Part, Questionnaire
from thinking_together.survey.form.reachability import reachable_items
from thinking_together.survey.form.rules import in_words


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as it is shown. ``when`` says in words on what it depends; ``answers`` are what can be chosen."""

    item: Item
    when: str
    answers: tuple[str, ...]

    @property
    def several(self) -> bool:
        return self.item.kind is ItemKind.MULTIPLE

    @property
    def words(self) -> bool:
        return self.item.kind is ItemKind.TEXT


def belonging_of(asked: Questionnaire, name: str) -> Belonging | None:
    """The path of this name, the first where it is empty; nothing where there is none."""
    found = belongings(asked)
    return next((one for one in found if one.name == name), None) if name else found[0]


def shown_to(asked: Questionnaire, content: Mapping[str, Any], belonging: Belonging, part: Part) -> Iterator[Shown]:
    """What somebody who belongs there can be asked in one part, in order."""
    reached = reachable_items(asked, belonging)
    for item, given in zip(asked.items, content["items"], strict=True):
        if item.code in reached and item.part is part:
            choices = item.scale.shown if item.scale else item.choices
            yield Shown(item, in_words(given.get("when"), asked), tuple(choice.label for choice in choices))
