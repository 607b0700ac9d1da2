"""Co-occurrence: of the people who chose one option, how many chose another too.

Two options part the people of a group in four: both, only the one, only the other, neither. All four follow from the
two options' own counts and the overlap; so a pair is judged with all of them, in every group, and with the own counts
as the item's own table shows or hides them. Whichever of the two is asked about first, the overlap is judged the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from thinking_together.analysis.disclosure import POLICIES, Policy, protect
from thinking_together.analysis.releases import Layered
from thinking_together.analysis.tables import Kind, RawCell, RawTable, Relation, State
from thinking_together.analysis.tables import keys as named
from thinking_together.survey.figures.counting import count_pairs
from thinking_together.survey.figures.grouping import Grouping, Key
from thinking_together.survey.figures.tabulate import Groups, Heading, Measured, option_dimension


@dataclass(frozen=True, slots=True)
class Overlap:
    """Counts of one group: who chose the first, the second, both, and how many answered."""

    first: int
    second: int
    both: int
    answered: int

    def parts(self) -> tuple[int, int, int, int]:
        """Who chose both, only the first, only the second, neither."""
        neither = self.answered - self.first - self.second + self.both
        return self.both, self.first - self.both, self.second - self.both, neither

    def unsafe(self, policy: Policy) -> bool:
        """Whether the overlap would show a small number of people."""
        small = any(0 < part <= policy.small for part in self.parts())
        return small or min(self.first, self.second) < policy.smallest_group

    def lift(self) -> float | None:
        """How many times as often the second is chosen with the first as by everybody."""
        expected = self.first * self.second
        return self.both * self.answered / expected if expected else None


def pair_table(
    measured: Measured,
    groups: Groups,
    firsts: Sequence[str],
    seconds: Sequence[str],
    each: tuple[bool, bool],
    heading: Heading,
) -> RawTable:
    """Of those who chose each of ``firsts``, the share who also chose each of ``seconds``, by groups."""
    work = _Pairs(measured, groups, POLICIES[heading.policy])
    pairs = [(first, second) for first in firsts for second in seconds if first != second]
    dimensions = tuple(
        option_dimension(measured.options, codes, name)
        for name, codes, many in (("option", firsts, each[0]), ("with", seconds, each[1]))
        if many
    )
    return RawTable(
        heading.title + groups.suffix(),
        Kind.PROPORTION,
        _who_chose(measured, firsts),
        (*dimensions, *groups.dimensions()),
        tuple(work.cell(first, second, code) for first, second in pairs for code in groups.codes),
        heading.source,
        heading.policy,
        notes=heading.notes,
    )


def pair_states(measured: Measured, groups: Groups, first: str, second: str, policy: Policy) -> dict[Key, State]:
    """What the rule makes of the overlap of two options, in every group."""
    pair, states = _Pairs(measured, groups, policy).decided(first, second)
    return {key: states[at] for (name, key), at in pair.places.items() if name == _BOTH}


def _who_chose(measured: Measured, firsts: Sequence[str]) -> str:
    """Whose answers the shares are of, by name where they are those who chose one answer."""
    if len(firsts) > 1:
        return "respondents who chose the first answer"
    return f"respondents who chose “{measured.options.label(firsts[0])}”"


class _Pairs:
    """The pairs of one item, each decided once in all groups."""

    def __init__(self, measured: Measured, groups: Groups, policy: Policy) -> None:
        self.groups = groups
        self.policy = policy
        self.own = measured.states(groups, policy)
        self.grouping = measured.grouping.with_pool(groups.split, groups.pool)
        self.at = {option.code: option.members[0] for option in measured.options.base}
        weights, counted = self.grouping.weights, measured.counted
        together = [count_pairs(measured.codes, len(self.at), split) for split in self.grouping.splits]
        self.counts = weights @ counted.counts
        self.answered = weights @ counted.answered
        self.together = np.tensordot(weights, np.concatenate(together), axes=1)
        self._decided = cache(self._decide)  # ends with the question
        before = measured.earlier
        self.earlier = None if before is None else _Pairs(before, replace(groups, pool=None), policy)

    def cell(self, first: str, second: str, code: str) -> RawCell:
        """One overlap as it is asked for: a share of those who chose the first."""
        group = self.grouping.places[self.groups.key(code)]
        overlap = self.overlap(first, second, group)
        pair, states = self.decided(first, second)
        state = states[pair.places[_BOTH, self.groups.key(code)]]
        if state is State.SHOWN and not overlap.first:
            state = State.NO_DATA
        elif state is State.SHOWN and overlap.unsafe(self.policy):
            state = State.SUPPRESSED
        keys = named(**{"option": first, "with": second}, **self.groups.keys(code))
        note = _lift_note(overlap, state)
        return RawCell(keys, float(overlap.both), float(overlap.first), state=state, note=note)

    def overlap(self, first: str, second: str, group: int) -> Overlap:
        a, b = self.at[first], self.at[second]
        return Overlap(
            int(self.counts[group, a]),
            int(self.counts[group, b]),
            int(self.together[group, a, b]),
            int(self.answered[group]),
        )

    def decided(self, first: str, second: str) -> tuple[_Pair, tuple[State, ...]]:
        """The pair in every group, and what the rule makes of it; the same whichever of the two comes first."""
        return self._decided(*sorted((first, second), key=self.at.__getitem__))

    def _decide(self, first: str, second: str) -> tuple[_Pair, tuple[State, ...]]:
        pair = _Pair()
        for group, key in enumerate(self.grouping.keys):
            own = (self.own[first, key], self.own[second, key])
            pair.add_group(key, self.overlap(first, second, group), own, group == self.grouping.pool, self.policy)
        pair.tie(self.grouping)
        if self.earlier is not None:
            before, shown = self.earlier.decided(first, second)
            pair.follow(before, shown)
        return pair, protect(pair.cells, pair.relations, self.policy)


_BOTH, _FIRST, _SECOND, _ANSWERED = "both", "first", "second", "answered"
_ONLY_FIRST, _ONLY_SECOND, _NEITHER = "only first", "only second", "neither"
_NEVER_SHOWN = (_ONLY_FIRST, _ONLY_SECOND, _NEITHER)


class _Pair(Layered[tuple[str, Key]]):
    """The cells of one pair in all groups: own counts and how many answered as they are known, and the four parts."""

    def add_group(self, key: Key, overlap: Overlap, own: tuple[State, State], pool: bool, policy: Policy) -> None:
        """One group. Of a pool only the overlap: it is shown where it follows from the groups'."""
        state = _state(overlap, own, policy)
        people = float(overlap.answered)
        both = self.add((_BOTH, key), RawCell((), float(overlap.both), state=state, derived=pool), people)
        if pool:
            return
        first, second = (
            self.add((name, key), RawCell((), float(count), state=of), people)
            for name, count, of in zip((_FIRST, _SECOND), (overlap.first, overlap.second), own, strict=True)
        )
        answered = self.add((_ANSWERED, key), RawCell((), people, state=State.SHOWN))
        only_first, only_second, neither = (
            self.add((name, key), RawCell((), float(part), state=state), people, inferred=True)
            for name, part in zip(_NEVER_SHOWN, overlap.parts()[1:], strict=True)
        )
        self.relations += [
            Relation(first, (both, only_first)),
            Relation(second, (both, only_second)),
            Relation(answered, (first, only_second, neither)),
        ]

    def tie(self, grouping: Grouping) -> None:
        """The sums of groups: of the overlaps, and of the own counts, which are hidden in part."""
        for name in (_BOTH, _FIRST, _SECOND):
            places = [self.places.get((name, key)) for key in grouping.keys]
            for one in grouping.sums:
                total, parts = places[one.total], [places[part] for part in one.parts]
                if total is not None and None not in parts:
                    known = tuple(part for part in parts if part is not None)
                    self.relations.append(Relation(total, known, one.pools))


def _state(overlap: Overlap, own: tuple[State, State], policy: Policy) -> State | None:
    """What the own counts say about the overlap: hidden with them, and known to be 0 where one of them is."""
    for state in own:
        if state is not State.SHOWN:
            return state
    if not min(overlap.first, overlap.second):
        return State.SHOWN
    return State.SUPPRESSED if overlap.unsafe(policy) else None


def _lift_note(overlap: Overlap, state: State) -> str:
    lift = overlap.lift()
    if state is not State.SHOWN or lift is None:
        return ""
    return f"Lift {lift:.2f}: chosen with it {lift:.2f} times as often as by everyone who answered."
