"""Items that are put only to people who gave certain answers to another.

Whoever sees of how many people such an item speaks knows that at least so many gave those answers. The disclosure rule
must know it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from thinking_together.survey.conditions import AllIn, And, AnyIn, Condition, Or
from thinking_together.survey.counting import Whole
from thinking_together.survey.grouping import Grouping
from thinking_together.survey.questionnaire import Variable
from thinking_together.survey.snapshot import SKIPPED, Snapshot


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is known of people who were put an item: they chose ``every`` one of the answers, or at least one."""

    codes: frozenset[str]
    every: bool


@dataclass(frozen=True)
class Following:
    """An item put to people who chose answers (by their places); ``asked`` are they, by group of every split."""

    places: frozenset[int]
    every: bool
    asked: Whole

    def within(self, places: frozenset[int]) -> bool:
        """Whether all whom the item was put to chose one of these."""
        return not self.places.isdisjoint(places) if self.every else self.places <= places


def followings(variable: Variable, snapshot: Snapshot, grouping: Grouping) -> tuple[Following, ...]:
    """All that depends on one variable's answers."""
    places = variable.index()
    found = []
    for other in snapshot.questionnaire.variables:
        for chosen in chosen_in(other.item.when, variable.code):
            if chosen.codes <= places.keys():
                at = frozenset(places[code] for code in chosen.codes)
                found.append(Following(at, chosen.every, _asked(other.code, snapshot, grouping)))
    return tuple(found)


def chosen_in(condition: Condition | None, item: str) -> tuple[Chosen, ...]:
    """What answers to an item a condition makes certain. Where it does not, nothing: ``not``, counts, other items."""
    if isinstance(condition, And):
        return tuple(chosen for part in condition.parts for chosen in chosen_in(part, item))
    if isinstance(condition, Or):
        parts = [chosen_in(part, item) for part in condition.parts]
        return (_any([chosen for part in parts for chosen in part[:1]]),) if all(parts) else ()
    if isinstance(condition, AnyIn | AllIn) and condition.item == item:
        codes = frozenset(condition.codes)
        return (Chosen(codes, isinstance(condition, AllIn) or len(codes) == 1),)
    return ()


def _any(parts: Sequence[Chosen]) -> Chosen:
    return Chosen(frozenset().union(*(part.codes for part in parts)), every=False)


def _asked(code: str, snapshot: Snapshot, grouping: Grouping) -> Whole:
    codes = snapshot.codes(code)
    put = (codes >= 0) | (codes == SKIPPED)
    counts = [np.bincount(split.group[put], minlength=split.size) for split in grouping.splits]
    return np.concatenate(counts).astype(np.int64)


def least_of(followed: Sequence[Following], places: frozenset[int], grouping: Grouping) -> Whole:
    """How many people of each group are known to have chosen one of these answers."""
    known = [grouping.weights @ one.asked for one in followed if one.within(places)]
    return np.max([np.zeros(len(grouping.keys), dtype=np.int64), *known], axis=0)


def least_together(followed: Sequence[Following], places: frozenset[int], grouping: Grouping) -> Whole:
    """How many people of each group are known to have chosen all of these answers."""
    known = [grouping.weights @ one.asked for one in followed if one.every and places <= one.places]
    return np.max([np.zeros(len(grouping.keys), dtype=np.int64), *known], axis=0)


def sums_of(followed: Sequence[Following], stand: Iterable[frozenset[int]]) -> tuple[tuple[int, ...], ...]:
    """Answers of which one was chosen for certain, that no option of the item takes together."""
    given = set(stand)
    wanted = {one.places for one in followed if not one.every and one.places not in given}
    return tuple(sorted(tuple(sorted(places)) for places in wanted))
