"""What the number of people an item was put to tells of the answers it follows from.

That number stands beside every figure of an item. Where the item follows from one answer, it is how many gave that
answer. Where it follows from several, of one item or of more, it is how many gave them together: so people are counted
by which of them they gave, and a group in which such a count must be hidden is shown nothing of the item.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from thinking_together.analysis.disclosure import Policy
from thinking_together.analysis.tables import State
from thinking_together.survey.figures.canonical import Option, Options, options_of
from thinking_together.survey.figures.grouping import Key
from thinking_together.survey.figures.pairs import pair_states
from thinking_together.survey.figures.tabulate import Follows, Groups, Measured
from thinking_together.survey.form.conditions import AllIn, AnyIn, Count, leaves
from thinking_together.survey.form.questionnaire import Item, Questionnaire, Variable
from thinking_together.survey.held.snapshot import NOT_ASKED, SKIPPED, Codes

MOST_TOGETHER = 4  # answers that people can be counted by at once; an item that follows from more is shown to nobody
Leaf = AnyIn | AllIn | Count
Find = Callable[[str], Measured]


@dataclass(frozen=True)
class After:
    """Answers to another item, each with a count of its own."""

    measured: Measured
    codes: tuple[str, ...]

    def hidden(self, groups: Groups, policy: Policy) -> set[Key]:
        states = self.measured.states(groups, policy)
        return {key for (code, key), state in states.items() if code in self.codes and state is State.SUPPRESSED}


@dataclass(frozen=True)
class AfterPair:
    """Two answers to an item with several: their overlap is hidden or shown as where it is asked for by itself."""

    measured: Measured
    first: str
    second: str

    def hidden(self, groups: Groups, policy: Policy) -> set[Key]:
        states = pair_states(self.measured, groups, self.first, self.second, policy)
        return {key for key, state in states.items() if state is State.SUPPRESSED}


@dataclass(frozen=True)
class AfterTogether:
    """People counted by which of several answers they gave, as if that were one item with one answer."""

    measured: Measured

    def hidden(self, groups: Groups, policy: Policy) -> set[Key]:
        states = self.measured.states(groups, policy)
        return {key for (_, key), state in states.items() if state is State.SUPPRESSED}


@dataclass(frozen=True)
class AfterTooMuch:
    """More answers than people can be counted by."""

    measured: Measured

    def hidden(self, groups: Groups, policy: Policy) -> set[Key]:
        return set(self.measured.grouping.keys) | {groups.key(code) for code in groups.codes}


@dataclass(frozen=True)
class _Answer:
    """Whether a person gave it: any of ``codes``, or a number of answers."""

    measured: Measured
    codes: tuple[str, ...] = ()
    number: Count | None = None

    def given(self) -> NDArray[np.bool_]:
        codes, options = self.measured.codes, self.measured.options
        if self.number is not None:
            many = np.where(codes < 0, 0, np.bitwise_count(np.maximum(codes, 0)) if not options.exclusive else 1)
            most = self.number.at_most
            return (many >= self.number.at_least) & (many <= (np.inf if most is None else most))
        places = [place for option in options.values if option.code in self.codes for place in option.members]
        if options.exclusive:
            return np.isin(codes, places)
        return (codes >= 0) & (codes & sum(1 << place for place in places) != 0)


def after_of(
    variable: Variable, questionnaire: Questionnaire, find: Find, codes: Codes, earlier: Measured | None = None
) -> tuple[Follows, ...]:
    """What an item follows from. ``codes`` are its own answers, ``earlier`` the same item in the release before."""
    found: list[Follows] = []
    answers: list[_Answer] = []
    for leaf in leaves(variable.item.when):
        other, alone = find(leaf.item), questionnaire.variable(leaf.item).item.alone
        named = _named(leaf, other.options, alone)
        found.append(After(other, named))
        if isinstance(leaf, Count):
            answers.append(_Answer(other, number=leaf))
        elif _each_counts(named, other.options, alone):
            answers += [_Answer(other, (code,)) for code in named]
            found += [AfterPair(other, *pair) for pair in combinations(named, 2)]
        else:
            answers.append(_Answer(other, named))
    if len(answers) > MOST_TOGETHER:
        return (*found, AfterTooMuch(answers[0].measured))
    if len(answers) > 1 or any(answer.number for answer in answers):
        found.append(_together(answers, codes, earlier))
    return tuple(found)


def answers_behind(item: Item, questionnaire: Questionnaire) -> int:
    """How many answers people are counted by for an item; with more than ``MOST_TOGETHER`` it is shown to nobody."""
    total = 0
    for leaf in leaves(item.when):
        other = questionnaire.variable(leaf.item)
        options, alone = options_of(other), other.item.alone
        named = _named(leaf, options, alone)
        each = not isinstance(leaf, Count) and _each_counts(named, options, alone)
        total += len(named) if each else 1
    return total


def _each_counts(named: Sequence[str], options: Options, alone: Sequence[str]) -> bool:
    """Whether one person may have given several of these answers, so that each is an answer of its own."""
    return not options.exclusive and not set(named) <= set(alone)


def _named(leaf: Leaf, options: Options, alone: Sequence[str]) -> tuple[str, ...]:
    """The answers whose counts tell of the leaf; all of them where it is a number of answers."""
    if isinstance(leaf, Count):
        return tuple(option.code for option in options.values)
    left = tuple(option.code for option in options.base if option.code not in leaf.codes)
    if isinstance(leaf, AnyIn) and not options.exclusive and set(left) <= set(alone):
        return left  # who gave any of the others gave none of these
    return leaf.codes


def _together(answers: Sequence[_Answer], codes: Codes, earlier: Measured | None) -> AfterTogether:
    pattern = np.zeros(len(codes), dtype=np.int64)
    for place, answer in enumerate(answers):
        pattern |= answer.given().astype(np.int64) << place
    said = np.any([answer.measured.codes >= 0 for answer in answers], axis=0)
    pattern = np.where(codes == NOT_ASKED, NOT_ASKED, np.where(said, pattern, SKIPPED))
    options = Options(tuple(Option(str(at), "", (at,)) for at in range(1 << len(answers))), exclusive=True)
    of_earlier = earlier.after if earlier else ()
    before = next((one.measured for one in of_earlier if isinstance(one, AfterTogether)), None)
    first = answers[0].measured
    return AfterTogether(Measured(pattern, options, first.grouping, before, first.policy))
