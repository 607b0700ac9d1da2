"""Co-occurrence: of the people who chose one option, how many chose another too.

The four cells of chosen / not chosen by both options follow from the two options' own counts and the overlap. So the
overlap is shown only where both own counts are shown and none of the four is small; and it is judged the same whichever
of the two is asked about first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from thinking_together.analysis.disclosure import POLICIES, Policy, protect
from thinking_together.analysis.tables import Kind, RawCell, RawTable, Relation, State, keys
from thinking_together.survey.canonical import NOBODY, TOTAL, Place
from thinking_together.survey.counting import Counted, Whole, count_pairs
from thinking_together.survey.tabulate import Groups, Heading, Measured, option_dimension


@dataclass(frozen=True, slots=True)
class Overlap:
    """Counts of one group: who chose the first, the second, both, and how many answered."""

    first: int
    second: int
    both: int
    answered: int

    def unsafe(self, policy: Policy) -> bool:
        """Whether the overlap would show a small number of people."""
        neither = self.answered - self.first - self.second + self.both
        parts = (self.both, self.first - self.both, self.second - self.both, neither)
        small = any(0 < part <= policy.small for part in parts)
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
    for first in firsts:
        for second in seconds:
            if first != second:
                work.add(first, second)
    dimensions = tuple(
        option_dimension(measured.options, codes, name)
        for name, codes, many in (("option", firsts, each[0]), ("with", seconds, each[1]))
        if many
    )
    return RawTable(
        heading.title + groups.suffix(),
        Kind.PROPORTION,
        "respondents who chose the first answer",
        (*dimensions, *groups.dimensions()),
        work.released(),
        heading.source,
        heading.policy,
        tuple(work.relations),
        notes=heading.notes,
    )


class _Pairs:
    def __init__(self, measured: Measured, groups: Groups, policy: Policy) -> None:
        self.measured = measured
        self.groups = groups
        self.policy = policy
        table = measured.canonical(groups)
        self.states = table.states(policy)
        self.counted: Counted = measured.counted(groups.split)
        self.together: Whole = count_pairs(measured.codes, len(measured.options.base), groups.split)
        self.at = {option.code: option.members[0] for option in measured.options.base}
        self.cells: list[RawCell] = []
        self.overlaps: list[Overlap] = []
        self.relations: list[Relation] = []
        codes = [code for code, _ in groups.split.values]
        self.base = {code: (place,) for place, code in enumerate([*codes, NOBODY])}
        self.members = {**self.base, TOTAL: tuple(range(len(codes) + 1))}
        if groups.pool:
            self.members[groups.pool.code] = tuple(codes.index(code) for code in groups.pool.members)

    def add(self, first: str, second: str) -> None:
        """The cells of one pair in every group, and their sums."""
        start = len(self.cells)
        for code, members in self.members.items():
            overlap = self._overlap(first, second, members)
            named = keys(**{"option": first, "with": second}, **self.groups.keys(code))
            pooled = self.groups.pool is not None and code == self.groups.pool.code
            self.cells.append(
                RawCell(
                    named,
                    float(overlap.both),
                    float(overlap.first),
                    state=self._state(overlap, (first, code), (second, code)),
                    derived=pooled,
                    wanted=code in self.groups.codes,
                )
            )
            self.overlaps.append(overlap)
        self._sums({code: start + place for place, code in enumerate(self.members)})

    def _overlap(self, first: str, second: str, members: tuple[int, ...]) -> Overlap:
        rows = list(members)
        a, b = self.at[first], self.at[second]
        return Overlap(
            int(self.counted.counts[rows, a].sum()),
            int(self.counted.counts[rows, b].sum()),
            int(self.together[rows, a, b].sum()),
            int(self.counted.answered[rows].sum()),
        )

    def _state(self, overlap: Overlap, first: Place, second: Place) -> State | None:
        for place in (first, second):
            if self.states[place] is not State.SHOWN:
                return self.states[place]
        if not overlap.first:
            return State.NO_DATA
        return State.SUPPRESSED if overlap.unsafe(self.policy) else None

    def _sums(self, at: dict[str, int]) -> None:
        self.relations.append(Relation(at[TOTAL], tuple(at[code] for code in self.base)))
        pool = self.groups.pool
        if pool:
            outside = tuple(at[code] for code in self.base if code not in pool.members)
            self.relations.append(Relation(at[pool.code], tuple(at[code] for code in pool.members)))
            self.relations.append(Relation(at[TOTAL], (at[pool.code], *outside)))

    def released(self) -> tuple[RawCell, ...]:
        """The cells, with the lift noted where, and only where, the cell will be shown."""
        states = protect(self.cells, self.relations, self.policy)
        rows = zip(self.cells, self.overlaps, states, strict=True)
        return tuple(replace(cell, note=_lift_note(overlap, state)) for cell, overlap, state in rows)


def _lift_note(overlap: Overlap, state: State) -> str:
    lift = overlap.lift()
    if state is not State.SHOWN or lift is None:
        return ""
    return f"Lift {lift:.2f}: chosen with it {lift:.2f} times as often as by everyone who answered."
