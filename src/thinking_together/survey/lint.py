"""What the schema cannot see: a questionnaire that is well formed and still would not work, or would do harm."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from thinking_together.survey.figures.following import MOST_TOGETHER, answers_behind
from thinking_together.survey.form.conditions import Count, leaves
from thinking_together.survey.form.document import Document
from thinking_together.survey.form.length import BUDGET, path_lengths, usual_points
from thinking_together.survey.form.paths import belongings
from thinking_together.survey.form.questionnaire import Item, ItemKind, Questionnaire, Role, Variable, variables_of
from thinking_together.survey.form.reachability import reachable_items
from thinking_together.survey.form.scales import APART, Scale, match_scale, normal
from thinking_together.survey.form.waves import Change, changes
from thinking_together.survey.form.wording import FORBIDDEN, HURTFUL, OWN, PLACEHOLDER

CODES_CHANGED, WORDS_CHANGED = "codes-changed", "words-changed"

RESERVED_KEYS = ("sector", "option", "with", "resource", "item", "row", "construct")
RESERVED_FIGURES = (
    "participation",
    "responses",
    "response_rate_1",
    "response_rate_2",
    "breakoff",
    "minutes",
    "neutral_items",
    "answered_items",
    "mentions",
    "excerpt",
)


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


def lint(questionnaire: Questionnaire, document: Document, earlier: Questionnaire | None = None) -> tuple[Finding, ...]:
    """Every finding, in the order of lines; where the ``earlier`` wave's is given, what changed since as well."""
    findings = [Finding(1, "", *found) for found in _whole(questionnaire)]
    rules = _ItemRules(questionnaire)
    for place, item in enumerate(questionnaire.items):
        line = document.line(("items", place))
        findings += [Finding(line, item.code, *found) for found in rules.check(place, item)]
    if earlier is not None:
        lines = {item.code: document.line(("items", place)) for place, item in enumerate(questionnaire.items)}
        findings += [
            Finding(lines.get(change.item, 1), change.item if change.item in lines else "", *_told(change))
            for change in changes(earlier, questionnaire)
        ]
    return tuple(sorted(findings, key=lambda finding: finding.line))


def _told(change: Change) -> Found:
    severity = Severity.ERROR if change.breaks else Severity.WARNING
    return CODES_CHANGED if change.breaks else WORDS_CHANGED, severity, change.what, change.remedy


def _whole(questionnaire: Questionnaire) -> Iterator[Found]:
    roles = Counter(item.role for item in questionnaire.items if item.role)
    for role, times in roles.items():
        if times > 1 and role is not Role.STAFF_GROUP:
            yield "one-role", Severity.ERROR, f"{times} items have the role {role}", "Leave it on one item."
    for part, allowed in BUDGET.items():
        over = [path for path in path_lengths(questionnaire) if path.part is part and path.over_budget]
        if over:
            told = ", ".join(f"{path.minutes:.2f} for {path.belonging.name}" for path in over)
            what = f"the {part} part takes more than {allowed:g} minutes: {told}"
            remedy = "Move items to the second part, narrow their audience or take them out."
            yield "minutes", Severity.ERROR, what, remedy


class _ItemRules:
    """Rules that look at one item, knowing the items around it."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.times = Counter(item.code for item in questionnaire.items)
        self.columns = Counter(variable.column for variable in questionnaire.variables)
        self.places = {v.code: at for at, item in enumerate(questionnaire.items) for v in variables_of(item)}
        self.known = {variable.code: variable for variable in questionnaire.variables}
        self.reached = frozenset[str]().union(
            *(reachable_items(questionnaire, belonging) for belonging in belongings(questionnaire))
        )
        self.belonging = _said_where(questionnaire)

    def check(self, place: int, item: Item) -> Iterator[Found]:
        yield from self._codes(item)
        yield from self._audience(item)
        yield from self._condition(place, item)
        yield from _role(item)
        if item.role is Role.STAFF_GROUP:
            yield from _staff_group(self.questionnaire, item)
        if item.scale is not None:
            yield from _scale(item, item.scale)
        yield from _asks_too_much(item)
        yield from _counts_too_little(item)

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
        unknown = [code for code in item.audience if code not in self.belonging]
        if unknown:
            have = ", ".join(self.belonging) or "none, as no item has 'role: sector'"
            what = f"the audience names {', '.join(unknown)}; sectors and staff groups are {have}"
            yield _error("unknown-sector", what, "Name sectors or staff groups.")
        asked_by = {self.belonging[code] for code in item.audience if code in self.belonging}
        later = [code for code in asked_by if self.places[code] >= self.places_of(item)]
        if later:
            what = f"the audience depends on '{min(later)}', which is asked later"
            yield _error("forward-reference", what, f"Ask '{min(later)}' first.")

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
                yield from _count(leaf, variable)
                continue
            choices = {} if variable.kind is ItemKind.NUMBER else variable.index()
            unknown = [code for code in leaf.codes if code not in choices]
            if unknown:
                faulty = True
                yield _error(
                    "unknown-choice",
                    f"'when' names {', '.join(unknown)}, no choice of '{leaf.item}'",
                    f"Choices are: {', '.join(list(choices)[:12]) or 'none; look with count whether it is answered'}.",
                )
        if not faulty and item.code not in self.reached:
            yield _error("unreachable", "nobody can ever be asked this", "Correct 'when' or 'audience', or drop it.")
        if not faulty and answers_behind(item, self.questionnaire) > MOST_TOGETHER:
            yield _follows_from_too_much(answers_behind(item, self.questionnaire))


def _follows_from_too_much(answers: int) -> Found:
    what = f"'when' rests on {answers} answers, and of more than {MOST_TOGETHER} no figure of this item is ever shown"
    return "shown-to-nobody", Severity.WARNING, what, "Name fewer answers, or ask everybody."


def _count(leaf: Count, variable: Variable) -> Iterator[Found]:
    """A count must be able to hold and able to fail."""
    most = len(variable.choices) if variable.multiple else 1
    highest = most if leaf.at_most is None else min(leaf.at_most, most)
    if leaf.at_least > highest:
        what = f"'when' counts answers to '{leaf.item}' as they can never be"
        yield _error("count", what, f"It takes {most} at most.")
    elif leaf.at_least == 0 and highest == most:
        yield _error(
            "count", f"'when' counts answers to '{leaf.item}' as they always are", "Take it out, or narrow it."
        )


def _said_where(questionnaire: Questionnaire) -> dict[str, str]:
    """The item in which people say that they belong to a sector or staff group, by the code of that."""
    sector = questionnaire.sector_item
    items = ([sector] if sector else []) + list(questionnaire.group_items)
    return {choice.code: item.code for item in items for choice in item.choices}


def _staff_group(questionnaire: Questionnaire, item: Item) -> Iterator[Found]:
    """An audience names sectors and groups alike, so that each code must mean one of them."""
    others = [other for other in questionnaire.group_items if other.code != item.code]
    taken = {*questionnaire.sectors, *(choice.code for other in others for choice in other.choices)}
    twice = [choice.code for choice in item.choices if choice.code in taken]
    if twice:
        what = f"'{twice[0]}' is a staff group here, and also a sector or another item's staff group"
        yield _error("duplicate-code", what, "Give each sector and staff group a code of its own.")
    if item.when is not None:
        what = "the staff groups are asked under a condition"
        yield _error("group-condition", what, "Name the sectors under 'audience' and take 'when' out.")
    for sector in questionnaire.sectors:
        if any(_of(other, sector) and _of(item, sector) for other in others):
            what = f"the sector '{sector}' is asked for its staff group twice"
            yield _error("one-role", what, "Leave the role on one item of each sector.")
            return


def _of(item: Item, sector: str) -> bool:
    return not item.audience or sector in item.audience


def _role(item: Item) -> Iterator[Found]:
    if item.role in (Role.SECTOR, Role.STAFF_GROUP) and item.kind is not ItemKind.SINGLE:
        yield _error("sector-kind", f"the item with 'role: {item.role}' is not single", "Make it 'kind: single'.")
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
    questions = (item.text, item.hint, item.title, *(row.label for row in item.rows))
    answers = tuple(choice.label for choice in (*item.choices, *(item.scale.shown if item.scale else ())))
    for (rule, pattern, what, remedy), words in (*((one, questions) for one in FORBIDDEN), (OWN, questions + answers)):
        if any(pattern.search(each) for each in words):
            yield _error(rule, what, remedy)
    if any(PLACEHOLDER.search(each) for each in questions + answers):
        yield _error("placeholder", "an answer should stand in the words, which stand as they are", "Word it without.")
    hurtful = next((found[0] for each in questions + answers if (found := HURTFUL.search(each))), "")
    if hurtful:
        remedy = "Say it as Samaritans and NICE do, unless the item asks what people think of it."
        yield "hurtful-words", Severity.WARNING, f"'{hurtful}' hurts people who have lived it", remedy


def _counts_too_little(item: Item) -> Iterator[Found]:
    usual = usual_points(item)
    if item.points is not None and item.points < usual / 2:
        what = (
            f"it counts {item.points:g} points where such an item takes {usual:g}, so the minutes may be told too short"
        )
        yield "few-points", Severity.WARNING, what, "Take 'points' out, unless page timings told you so."


def _error(rule: str, what: str, remedy: str) -> Found:
    return rule, Severity.ERROR, what, remedy
