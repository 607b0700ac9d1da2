"""A questionnaire and its variables.

An *item* is what a respondent sees as one question; a *variable* is what is analysed. They are the same thing but
for a battery, each row of which is a likert variable of its own with the code ``item.row``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from thinking_together.analysis.mentions import Resource
from thinking_together.survey.form.conditions import Condition
from thinking_together.survey.form.scales import Choice, Scale


class ItemKind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    LIKERT = "likert"
    NUMBER = "number"
    TEXT = "text"
    BATTERY = "battery"


class Part(StrEnum):
    """The core makes an answer complete; the second part is offered to people with more time."""

    CORE = "core"
    SECOND = "second"


class Role(StrEnum):
    """What the system itself needs of an item."""

    SECTOR = "sector"
    STAFF_GROUP = "staff_group"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``audience`` holds codes of sectors and staff groups and is empty where everyone is asked.

    ``alone`` are choices that go with no other, ``at_most`` is how many may be taken. ``bands`` are the lower edges of
    the groups in which a number is reported. ``column`` and ``separator`` say how another tool's file writes this item;
    ``other`` is the choice that takes answers outside the list. ``title`` names what is asked as a heading over its
    results does; the text stands in where there is none.
    """

    code: str
    kind: ItemKind
    text: str
    title: str = ""
    hint: str = ""
    role: Role | None = None
    choices: tuple[Choice, ...] = ()
    other: str | None = None
    alone: tuple[str, ...] = ()
    at_most: int | None = None
    scale: Scale | None = None
    direction_given: bool = False
    rows: tuple[Choice, ...] = ()
    audience: tuple[str, ...] = ()
    when: Condition | None = None
    part: Part = Part.CORE
    construct: str = ""
    points: float | None = None
    sensitive: bool = False
    split: bool = False
    mentions: tuple[Resource, ...] = ()
    bands: tuple[float, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    column: str = ""
    separator: str = "|"


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing that is analysed: an item, or one row of a battery.

    ``choices`` are what can be counted: the choices of a list, the points of a scale as shown, the bands of a number;
    empty for open text. ``column`` is its heading in a file of answers.
    """

    code: str
    item: Item
    kind: ItemKind
    label: str
    choices: tuple[Choice, ...]
    column: str

    @property
    def title(self) -> str:
        """The heading over this variable's results."""
        own = self.item.title or self.item.text
        return own if self.label == self.item.text else f"{own}: {self.label}"

    @property
    def multiple(self) -> bool:
        return self.kind is ItemKind.MULTIPLE

    @property
    def text(self) -> bool:
        return self.kind is ItemKind.TEXT

    def index(self) -> dict[str, int]:
        """The position of each choice by its code."""
        return {choice.code: place for place, choice in enumerate(self.choices)}


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A version of a questionnaire: items in the order asked, variables in the order of a file's columns."""

    code: str
    version: str
    title: str
    items: tuple[Item, ...]
    language: str = "en-GB"
    missing: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    variables: tuple[Variable, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "variables", tuple(v for item in self.items for v in variables_of(item)))

    def item(self, code: str) -> Item:
        """The item with this code; ``KeyError`` when there is none."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)

    def variable(self, code: str) -> Variable:
        """The variable with this code; ``KeyError`` when there is none."""
        for variable in self.variables:
            if variable.code == code:
                return variable
        raise KeyError(code)

    @property
    def sector_item(self) -> Item | None:
        """The item whose choices are the programme's sectors."""
        return next((item for item in self.items if item.role is Role.SECTOR), None)

    @property
    def sectors(self) -> tuple[str, ...]:
        item = self.sector_item
        return tuple(choice.code for choice in item.choices) if item else ()

    @property
    def group_items(self) -> tuple[Item, ...]:
        """The items whose choices are the staff groups of a sector."""
        return tuple(item for item in self.items if item.role is Role.STAFF_GROUP)


def variables_of(item: Item) -> tuple[Variable, ...]:
    """The variables of an item in the order of its rows."""
    heading = item.column or item.code
    if item.kind is not ItemKind.BATTERY:
        return (Variable(item.code, item, item.kind, item.text, _choices(item), heading),)
    return tuple(
        Variable(
            f"{item.code}.{row.code}",
            item,
            ItemKind.LIKERT,
            row.label,
            _choices(item),
            f"{heading}.{row.code}",
        )
        for row in item.rows
    )


def _choices(item: Item) -> tuple[Choice, ...]:
    if item.scale is not None:
        return item.scale.shown
    if item.kind is ItemKind.NUMBER:
        return bands_of(item)
    return item.choices


def bands_of(item: Item) -> tuple[Choice, ...]:
    """The groups in which a number is reported: below the first edge, between edges, from the last edge on."""
    edges = [f"{edge:g}" for edge in item.bands]
    low = Choice(f"below_{_code(edges[0])}", f"Below {edges[0]}")
    middle = [
        Choice(f"{_code(lower)}_to_{_code(upper)}", f"{lower} to below {upper}") for lower, upper in pairwise(edges)
    ]
    return (low, *middle, Choice(f"{_code(edges[-1])}_and_over", f"{edges[-1]} and over"))


def _code(number: str) -> str:
    return number.replace("-", "minus_").replace(".", "_").replace("+", "")
