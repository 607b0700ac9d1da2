"""What the schema cannot see: a questionnaire that is well formed and still would not work, or would do harm."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from thinking_together.survey.conditions import Count, leaves
from thinking_together.survey.document import Document
from thinking_together.survey.length import BUDGET, path_lengths
from thinking_together.survey.questionnaire import Item, ItemKind, Questionnaire, Role, variables_of
from thinking_together.survey.reachability import reachable_items
from thinking_together.survey.scales import APART, Scale, match_scale, normal
from thinking_together.survey.wording import FORBIDDEN

RESERVED_KEYS = ("sector", "option", "with", "resource", "item", "row", "construct")
RESERVED_FIGURES = ("participation", "responses", "breakoff", "minutes", "neutral_items", "mentions", "excerpt")


class Severity(StrEnum):
    ERROR = "error"  # must be corrected before the survey opens
    WARNING = "warning"  # a person should look


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``line`` is where its item begins; ``item`` is empty for the questionnaire as a whole."""

    line: int
    item: str
    rule: str
    severity: Severity
    what: str
    remedy: str


Found = tuple[str, Severity, str, str]


def lint(questionnaire: Questionnaire, document: Document) -> tuple[Finding, ...]:
    """Every finding, in the order of lines."""
    findings = [Finding(1, "", *found) for found in _whole(questionnaire)]
    rules = _ItemRules(questionnaire)
    for place, item in enumerate(questionnaire.items):
        line = document.line(("items", place))
        findings += [Finding(line, item.code, *found) for found in rules.check(place, item)]
    return tuple(sorted(findings, key=lambda finding: finding.line))


def _whole(questionnaire: Questionnaire) -> Iterator[Found]:
    roles = Counter(item.role for item in questionnaire.items if item.role)
    for role, times in roles.items():
        if times > 1:
            yield "one-role", Severity.ERROR, f"{times} items have the role {role}", "Leave it on one item."
    for path in path_lengths(questionnaire):
        if path.over_budget:
            whose = f"sector {path.sector}" if path.sector else "everyone"
            yield (
                "minutes",
                Severity.ERROR,
                f"the {path.part} part takes {path.minutes:.1f} minutes for {whose}; {BUDGET[path.part]:g} are allowed",
                "Move items to the second part, narrow their audience or take them out.",
            )


class _ItemRules:
    """Rules that look at one item, knowing the items around it."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.times = Counter(item.code for item in questionnaire.items)
        self.columns = Counter(variable.column for variable in questionnaire.variables)
        self.places = {v.code: at for at, item in enumerate(questionnaire.items) for v in variables_of(item)}
        self.known = {variable.code: variable for variable in questionnaire.variables}
        self.reached = frozenset[str]().union(
            *(reachable_items(questionnaire, sector) for sector in questionnaire.sectors or ("",))
        )

    def check(self, place: int, item: Item) -> Iterator[Found]:
        yield from self._codes(item)
        yield from self._audience(item)
        yield from self._condition(place, item)
        yield from _role(item)
        if item.scale is not None:
            yield from _scale(item, item.scale)
        yield from _asks_too_much(item)

    def _codes(self, item: Item) -> Iterator[Found]:
        shown = item.scale.shown if item.scale else ()
        if self.times[item.code] > 1:
            yield _error("duplicate-code", f"the code '{item.code}' stands twice", "Give each item its own code.")
        for column in (v.column for v in variables_of(item)):
            if self.columns[column] > 1 and self.times[item.code] == 1:
                yield _error("duplicate-column", f"two items read the column '{column}'", "Correct 'column'.")
        for name, choices in (("choices", item.choices), ("rows", item.rows), ("the scale", shown)):
            lost = [choice.code for choice in choices if choice.code in self.questionnaire.missing]
            if lost:
                yield _error("missing-is-code", f"'{lost[0]}' is a code here and also under 'missing'", "Change one.")
            for said, many in Counter(choice.code for choice in choices).items():
                if many > 1:
                    yield _error("duplicate-code", f"the code '{said}' stands twice in {name}", "Keep one.")
            for label, many in Counter(normal(choice.label) for choice in choices).items():
                if many > 1:
                    yield _error("duplicate-label", f"'{label}' stands twice in {name}", "Word them apart.")

    def _audience(self, item: Item) -> Iterator[Found]:
        sectors = self.questionnaire.sectors
        unknown = [code for code in item.audience if code not in sectors]
        if unknown:
            have = ", ".join(sectors) or "none, as no item has 'role: sector'"
            yield _error(
                "unknown-sector", f"the audience names {', '.join(unknown)}; sectors are {have}", "Name sectors."
            )
        sector = self.questionnaire.sector_item
        if item.audience and sector and self.places[sector.code] >= self.places_of(item):
            yield _error(
                "forward-reference",
                "the audience depends on the sector, which is asked later",
                "Ask the sector first.",
            )

    def places_of(self, item: Item) -> int:
        return min(self.places[v.code] for v in variables_of(item))

    def _condition(self, place: int, item: Item) -> Iterator[Found]:
        faulty = False
        for leaf in leaves(item.when):
            variable = self.known.get(leaf.item)
            if variable is None:
                faulty = True
                yield _error(
                    "unknown-item", f"'when' looks at '{leaf.item}', which is not here", "Name an item or battery.row."
                )
                continue
            if self.places[leaf.item] >= place:
                faulty = True
                yield _error(
                    "forward-reference",
                    f"'when' looks at '{leaf.item}', which is not asked before",
                    f"Move '{leaf.item}' up, or this item down.",
                )
            if isinstance(leaf, Count):
                continue
            unknown = [code for code in leaf.codes if code not in variable.index()]
            if unknown:
                faulty = True
                yield _error(
                    "unknown-choice",
                    f"'when' names {', '.join(unknown)}, no choice of '{leaf.item}'",
                    f"Choices are: {', '.join(list(variable.index())[:12]) or 'none'}.",
                )
        if not faulty and item.code not in self.reached:
            yield _error("unreachable", "nobody can ever be asked this", "Correct 'when' or 'audience', or drop it.")


def _role(item: Item) -> Iterator[Found]:
    if item.role is Role.SECTOR and item.kind is not ItemKind.SINGLE:
        yield _error("sector-kind", "the sector item is not single", "Make it 'kind: single'.")
    if item.split and item.kind is not ItemKind.SINGLE:
        yield _error("split-kind", "only a single item can split results", "Take 'split' out or make it single.")
    if item.split and (item.code in RESERVED_KEYS or not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", item.code)):
        what = f"'{item.code}' cannot be the key of a reference"
        yield _error("split-code", what, "Use letters, digits and _, at most 40, and none of the keys in use.")
    if item.code in RESERVED_FIGURES:
        yield _error("reserved-code", f"the survey itself has a figure called '{item.code}'", "Choose another code.")


def _scale(item: Item, scale: Scale) -> Iterator[Found]:
    codes = {point.code for point in scale.shown}
    for group, members in scale.members():
        if group.code in codes and members != (group.code,):
            yield _error(
                "ambiguous-scale",
                f"'{group.code}' is a point of the scale and a group of points",
                "Rename the point, or name the groups otherwise under 'groups'.",
            )
    if not item.direction_given:
        yield _error(
            "ambiguous-scale",
            "the scale does not say in which direction it runs",
            "Add 'scale_direction: ascending' when the first choice is the least, else 'descending'.",
        )
    unsure = [point.label for point in scale.points if normal(point.label) in APART]
    if unsure:
        yield _error(
            "ambiguous-scale",
            f"'{unsure[0]}' stands among the points in order",
            "List its code under 'apart'.",
        )
    match = match_scale([point.label for point in scale.points])
    order = [word for point in scale.points if (word := normal(point.label)) not in APART]
    if match and order != sorted(order, key=match.ladder.index):
        yield _error(
            "ambiguous-scale",
            "the points do not rise in the order their words have",
            "Check the order of the choices and 'scale_direction'.",
        )
    if all(re.fullmatch(r"[0-9]+", point.label) for point in scale.points):
        yield (
            "ambiguous-scale",
            Severity.WARNING,
            "the points are bare numbers",
            "Say in words at least what the lowest and the highest mean.",
        )


def _asks_too_much(item: Item) -> Iterator[Found]:
    words = " ".join((item.text, item.hint, *(row.label for row in item.rows)))
    for rule, pattern, what, remedy in FORBIDDEN:
        if pattern.search(words):
            yield _error(rule, what, remedy)


def _error(rule: str, what: str, remedy: str) -> Found:
    return rule, Severity.ERROR, what, remedy
