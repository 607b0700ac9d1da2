"""What somebody has answered so far, as a draft holds it: by variable, codes of choices or what was typed.

A variable that was put to them and left open is there with nothing. An answer to what is no longer asked stays, and
counts for nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from thinking_together.survey.form.questionnaire import Item, ItemKind, Variable, variables_of
from thinking_together.survey.held.infer_number import as_number
from thinking_together.survey.held.responses import Answer

Given = tuple[str, ...]
Answers = dict[str, Given]
MOST_LETTERS = 5000
MOST_DIGITS = 40


def load(text: str) -> Answers:
    return {code: tuple(given) for code, given in json.loads(text).items()}


def dump(answers: Answers) -> str:
    return json.dumps(answers, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form said: by variable; and what is wrong, by item, in words."""

    answers: Answers = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def good(self, items: Sequence[Item]) -> Answers:
        """The answers to those of the items with which nothing is wrong."""
        codes = [v.code for item in items if item.code not in self.errors for v in variables_of(item)]
        return {code: self.answers[code] for code in codes if code in self.answers}


Form = Mapping[str, Sequence[str]]


def read_form(items: Sequence[Item], form: Form) -> Posted:
    """The answers to these items; what is wrong is kept as it was sent, to be shown again."""
    posted = Posted()
    for item in items:
        for variable in variables_of(item):
            given = _read(variable, form)
            posted.answers[variable.code] = given
            problem = _problem(variable, given)
            if problem:
                posted.errors[item.code] = problem
    return posted


def _read(variable: Variable, form: Form) -> Given:
    sent = form.get(variable.code, ())
    if variable.kind in (ItemKind.TEXT, ItemKind.NUMBER):
        text = (sent[-1] if sent else "").replace("\r\n", "\n").replace("\x00", "").strip()
        return (text,) if text else ()
    if variable.multiple:
        wanted = set(sent)
        known = tuple(choice.code for choice in variable.choices if choice.code in wanted)
        return known if len(known) == len(wanted) else (*known, *sorted(wanted - set(known))[:1])
    return tuple(sent[-1:])


def _problem(variable: Variable, given: Given) -> str:
    item = variable.item
    if variable.kind is ItemKind.TEXT:
        long = bool(given) and len(given[0]) > MOST_LETTERS
        return f"Write {MOST_LETTERS} characters or fewer" if long else ""
    if variable.kind is ItemKind.NUMBER:
        return _number_problem(item, given[0]) if given else ""
    known = {choice.code for choice in variable.choices}
    if not known.issuperset(given):
        return "Choose from the answers that are shown"
    if item.at_most is not None and len(given) > item.at_most:
        return f"Choose {item.at_most} at most"
    alone = set(item.alone) & set(given)
    if alone and len(given) > 1:
        label = next(choice.label for choice in item.choices if choice.code in alone)
        return f"Choose either “{label}” or other answers, not both"
    return ""


def _number_problem(item: Item, typed: str) -> str:
    number = as_number(typed) if len(typed) <= MOST_DIGITS else None
    if number is None or not math.isfinite(number):
        return "Write a number in digits, such as 5"
    low, high = item.minimum, item.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        between = " and ".join(f"{edge:g}" for edge in (low, high) if edge is not None)
        if low is not None and high is not None:
            return f"Write a number between {between}"
        return f"Write a number of {between} or {'more' if low is not None else 'less'}"
    return ""


def as_stored(variable: Variable, given: Given) -> Answer:
    """An answer as records have it; nothing where there is none."""
    if not given:
        return None
    if variable.kind is ItemKind.TEXT:
        return given[0]
    if variable.kind is ItemKind.NUMBER:
        return as_number(given[0])
    places = variable.index()
    if variable.multiple:
        return tuple(sorted(places[code] for code in given))
    return places[given[0]]
