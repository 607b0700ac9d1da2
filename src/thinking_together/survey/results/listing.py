"""The survey's items as a list that leads to their figures: by part, in the order they are asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from thinking_together.survey.editor.forms import KINDS
from thinking_together.survey.form.questionnaire import Item, ItemKind, Part, Questionnaire

PARTS = {Part.CORE: "The core", Part.SECOND: "The second part"}


@dataclass(frozen=True, slots=True)
class Line:
    """One item and the figures that belong to it, each by its name and with the words of its link.

    ``open``: it was answered in people's own words.
    """

    title: str
    kind: str
    figure: str
    open: bool
    more: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the questionnaire."""

    title: str
    lines: tuple[Line, ...]


def sections(questionnaire: Questionnaire, offered: Collection[str]) -> tuple[Section, ...]:
    """Items that have a figure, by part."""
    found = []
    for part, title in PARTS.items():
        lines = tuple(_line(i, offered) for i in questionnaire.items if i.part is part and i.code in offered)
        found.append(Section(title, lines))
    return tuple(section for section in found if section.lines)


def rows_of(questionnaire: Questionnaire, figure: str) -> tuple[tuple[str, str], ...]:
    """Of a battery the figures of its rows, with their words."""
    return tuple(
        (variable.code, variable.label)
        for variable in questionnaire.variables
        if variable.item.kind is ItemKind.BATTERY and variable.item.code == figure
    )


def item_of(questionnaire: Questionnaire, figure: str) -> Item | None:
    """The item that a figure is of; none for figures about the survey itself."""
    code = figure.removeprefix("mentions.").partition(".")[0]
    return next((item for item in questionnaire.items if item.code == code), None)


def _line(item: Item, offered: Collection[str]) -> Line:
    return Line(
        item.title or item.text, KINDS[item.kind], item.code, item.kind is ItemKind.TEXT, tuple(_more(item, offered))
    )


def _more(item: Item, offered: Collection[str]) -> Iterator[tuple[str, str]]:
    if f"mentions.{item.code}" in offered:
        yield f"mentions.{item.code}", "Resources named"
