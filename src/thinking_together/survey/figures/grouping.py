"""The groups people are counted in, whichever item parts them, and how the groups add up.

All groupings of a survey stand side by side in one ``Grouping``: the sectors, the roles and so on, and everybody. So
the disclosure rule sees at once what anybody may ask for one after the other. Where only some groups were put the
question that parts people (the phase of school, to education), the groups it makes lie inside those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import permutations

import numpy as np

from thinking_together.analysis.tables import Relation
from thinking_together.survey.figures.counting import Counted, Split, Whole, count_options
from thinking_together.survey.held.snapshot import Codes

TOTAL = ""
NOBODY = "~"  # people who did not say which group they belong to
Key = tuple[str, str]  # split, group
EVERYBODY: Key = ("", TOTAL)


@dataclass(frozen=True, slots=True)
class Pool:
    """Groups taken together, under the name by which a reference asks for them."""

    code: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Grouping:
    """``weights[g, r]`` says how group ``g`` is made of the rows of counts: the groups of each split, one after the
    other. ``sums`` say which groups add up to which, by their places; ``pool`` is the place of the last, if it is one.
    """

    splits: tuple[Split, ...]
    keys: tuple[Key, ...]
    weights: Whole
    sums: tuple[Relation, ...]
    pool: int | None = None

    @cached_property
    def places(self) -> dict[Key, int]:
        return {key: place for place, key in enumerate(self.keys)}

    def count(self, codes: Codes, options: int, several: bool) -> Counted:
        """Counts of an item's answers, a row for each group of each split."""
        return stacked([count_options(codes, options, several, split) for split in self.splits])

    def chosen(self, counted: Counted, options: Sequence[int]) -> tuple[list[int], list[int]]:
        """How many people of each group chose one of these options, and how many answered."""
        chosen: list[int] = (self.weights @ counted.counts[:, list(options)].sum(axis=1)).tolist()
        answered: list[int] = (self.weights @ counted.answered).tolist()
        return chosen, answered

    def told(self) -> tuple[object, ...]:
        """All of it but the splits, whose groups ``keys`` names."""
        return self.keys, self.weights.tolist(), self.sums, self.pool

    def with_pool(self, split: Split, pool: Pool | None) -> Grouping:
        """The same groups and a pool of some; it is the sum of its members, and with the others gives everybody."""
        if pool is None:
            return self
        inside = tuple(self.places[split.name, code] for code in pool.members)
        base = [self.places[split.name, code] for code in (*(code for code, _ in split.values), NOBODY)]
        outside = tuple(place for place in base if place not in inside)
        at = len(self.keys)
        sums = (Relation(at, inside), Relation(self.places[EVERYBODY], (at, *outside)))
        weights = np.vstack([self.weights, self.weights[list(inside)].sum(axis=0)])
        return replace(
            self, keys=(*self.keys, (split.name, pool.code)), weights=weights, sums=self.sums + sums, pool=at
        )


def stacked(counts: Sequence[Counted]) -> Counted:
    """Counts by several splits, their rows one after the other."""
    return Counted(
        np.concatenate([one.counts for one in counts]),
        np.concatenate([one.answered for one in counts]),
        np.concatenate([one.asked for one in counts]),
        np.concatenate([one.addressed for one in counts]),
        np.concatenate([one.people for one in counts]),
    )


def group_by(splits: Sequence[Split]) -> Grouping:
    """Every group of every split, everybody, and the groups that lie inside others."""
    builder = _Builder(sum(split.size for split in splits))
    for split in splits:
        builder.split(split)
    for outer, inner in permutations(splits, 2):
        builder.nest(outer, inner)
    return Grouping(tuple(splits), tuple(builder.keys), np.array(builder.weights), tuple(builder.sums))


class _Builder:
    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.keys: list[Key] = [EVERYBODY]
        self.weights: list[Whole] = [np.zeros(rows, dtype=np.int64)]
        self.sums: list[Relation] = []
        self._taken = 0

    def split(self, split: Split) -> None:
        """The groups of a split, each a row of its counts; together they are everybody."""
        first = len(self.keys)
        for code in (*(code for code, _ in split.values), NOBODY):
            row = np.zeros(self.rows, dtype=np.int64)
            row[self._taken] = 1
            self._taken += 1
            self._add((split.name, code), row)
        members = tuple(range(first, len(self.keys)))
        if not self.sums:
            self.weights[0] = self._total(members)
        self.sums.append(Relation(0, members, pools=True))

    def nest(self, outer: Split, inner: Split) -> None:
        """Where ``inner`` was put to whole groups of ``outer`` only: those are its groups and whoever skipped it."""
        around = put_to(outer, inner)
        if not around:
            return
        whole = tuple(self._place(outer, place) for place in around)
        within = tuple(self._place(inner, place) for place in range(len(inner.values)))
        named = f"{outer.name}>{inner.name}"
        at = whole[0]
        if len(whole) > 1:
            at = self._add((named, TOTAL), self._total(whole))
            self.sums.append(Relation(at, whole))
        rest = self._add((named, NOBODY), self.weights[at] - self._total(within))
        self.sums.append(Relation(at, (*within, rest)))

    def _total(self, groups: tuple[int, ...]) -> Whole:
        return np.array(self.weights)[list(groups)].sum(axis=0)

    def _place(self, split: Split, group: int) -> int:
        codes = [code for code, _ in split.values]
        return self.keys.index((split.name, [*codes, NOBODY][group]))

    def _add(self, key: Key, weights: Whole) -> int:
        self.keys.append(key)
        self.weights.append(weights)
        return len(self.keys) - 1


def put_to(outer: Split, inner: Split) -> tuple[int, ...]:
    """The groups of one split that were put the question of another; none where it cuts across them or all were."""
    if inner.put is None or not len(inner.put):
        return ()
    people = np.bincount(outer.group, minlength=outer.size)
    put = np.bincount(outer.group[inner.put], minlength=outer.size)
    across = (put > 0) & (put < people)
    if across.any() or not put.any() or (put == people).all():
        return ()
    return tuple(int(group) for group in np.flatnonzero(put))
