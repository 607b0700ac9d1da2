"""Tables of an item before the gate: what is asked for, cut from the item's canonical table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from thinking_together.analysis.decisions import recalled, rules_of
from thinking_together.analysis.disclosure import ANSWERING, POLICIES, SURVEY, Policy
from thinking_together.analysis.tables import Dimension, Keys, Kind, RawCell, RawTable, Source, State, keys
from thinking_together.survey.figures.canonical import Canonical, Options, Place, canonical, places_of
from thinking_together.survey.figures.counting import Counted, Split
from thinking_together.survey.figures.grouping import EVERYBODY, TOTAL, Grouping, Key, Pool
from thinking_together.survey.held.snapshot import Codes


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a table and where it comes from."""

    title: str
    source: Source
    policy: str = "survey"
    unit: str = "respondents"
    method: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Groups:
    """The groups a table is asked for: codes of the split, a pool, or ``TOTAL``; ``each`` makes them a dimension."""

    split: Split
    codes: tuple[str, ...] = (TOTAL,)
    each: bool = False
    pool: Pool | None = None

    def key(self, code: str) -> Key:
        return EVERYBODY if code == TOTAL else (self.split.name, code)

    def keys(self, code: str) -> dict[str, str]:
        return {} if code == TOTAL else {self.split.name: code}

    def dimensions(self) -> tuple[Dimension, ...]:
        if not self.each:
            return ()
        labels = dict(self.split.values)
        return (Dimension(self.split.name, self.split.label, tuple((code, labels[code]) for code in self.codes)),)

    def suffix(self) -> str:
        """What the title adds."""
        return f", by {self.split.name.replace('_', ' ')}" if self.each else ""


class Follows(Protocol):
    """Answers without which an item is not put to anybody."""

    def hidden(self, groups: Groups, policy: Policy) -> set[Key]:
        """The groups in which one of them is hidden."""


@dataclass(frozen=True)
class Measured:
    """One item's answers, with every way in which people may be grouped.

    ``earlier`` are those of the release before, whose tables were shown by ``policy``. Of how many people an item
    speaks that comes ``after`` certain answers tells how many gave them; so it is hidden wherever they are.
    """

    codes: Codes
    options: Options
    grouping: Grouping
    earlier: Measured | None = None
    policy: Policy = SURVEY
    after: tuple[Follows, ...] = ()

    @cached_property
    def counted(self) -> Counted:
        return self.grouping.count(self.codes, len(self.options.base), not self.options.exclusive)

    @cached_property
    def _whole(self) -> Canonical:
        hidden = self.hidden(Groups(self.grouping.splits[0]))
        return self._follow(canonical(self.counted, self.options, self.grouping, hidden))

    @cached_property
    def _states(self) -> tuple[State, ...]:
        return self._whole.all_states(self.policy)

    def states(self, groups: Groups, policy: Policy) -> dict[Place, State]:
        """What the rule makes of every cell of the item's table, and of the pool that is asked for.

        Without a pool the table is put together only where nobody has decided on these counts before.
        """
        if groups.pool is not None:
            return self.canonical(groups).states(policy)
        told = (rules_of(__file__), policy, self._told)
        decided = recalled(told, lambda: tuple(self._whole.states(policy).values()))
        return dict(zip(places_of(self.options, self.grouping), decided, strict=True))

    @cached_property
    def _told(self) -> tuple[object, ...]:
        """All that decides about the item's table; its ``repr`` says all of it."""
        hidden = sorted(self.hidden(Groups(self.grouping.splits[0])))
        own = (self.policy, self.options, self.counted.told(), self.grouping.told(), hidden)
        return own if self.earlier is None else (*own, self.earlier._told)

    def canonical(self, groups: Groups) -> Canonical:
        """The item's table, and in it the pool that is asked for; with what earlier releases showed."""
        if groups.pool is None:
            return self._whole
        pooled = self.grouping.with_pool(groups.split, groups.pool)
        return self._follow(canonical(self.counted, self.options, pooled, self.hidden(groups)))

    def hidden(self, groups: Groups) -> frozenset[Key]:
        """The groups of which nothing is shown, because answers that this item depends on are not."""
        return frozenset[Key]().union(*(before.hidden(groups, self.policy) for before in self.after))

    def _follow(self, table: Canonical) -> Canonical:
        if self.earlier is not None:
            table.follow(self.earlier._whole, self.earlier._states)
        return table


def option_dimension(options: Options, codes: Sequence[str], name: str = "option") -> Dimension:
    return Dimension(name, "Answer", tuple((code, options.label(code)) for code in codes))


def item_table(
    measured: Measured, groups: Groups, codes: Sequence[str], each: bool, heading: Heading, name: str = "option"
) -> RawTable:
    """Options of one item by groups. ``each`` makes the options a dimension, called ``name``."""
    table = measured.canonical(groups)
    wanted: list[tuple[Place, Keys]] = [
        ((code, groups.key(group)), keys(**{name: code}, **groups.keys(group)))
        for code in codes
        for group in groups.codes
    ]
    dimensions = (option_dimension(measured.options, codes, name),) if each else ()
    return RawTable(
        heading.title + groups.suffix(),
        Kind.PROPORTION,
        heading.unit,
        (*dimensions, *groups.dimensions()),
        table.wanting(wanted),
        heading.source,
        heading.policy,
        tuple(table.relations),
        method=heading.method,
        notes=heading.notes,
    )


def answered_table(
    codes: Codes, grouping: Grouping, groups: Groups, heading: Heading, hidden: Collection[Key] = frozenset()
) -> RawTable:
    """How many of those who were asked wrote anything, by groups.

    How many answered is what other figures are counts of, so it is no secret but where the group is too small, or
    where the answers that the item depends on are ``hidden``.
    """
    pooled = grouping.with_pool(groups.split, groups.pool)
    counted = pooled.count(codes, 1, several=False)
    answered, asked = pooled.weights @ counted.answered, pooled.weights @ counted.asked
    unasked = (pooled.weights @ counted.people > 0) & (pooled.weights @ counted.addressed == 0)
    cells = []
    for group in groups.codes:
        at = pooled.places[groups.key(group)]
        nobody = State.NOT_ASKED if unasked[at] else State.NO_DATA
        secret = State.SUPPRESSED if groups.key(group) in hidden else None
        state = secret if asked[at] else nobody
        cells.append(RawCell(keys(**groups.keys(group)), float(answered[at]), float(asked[at]), state=state))
    return RawTable(
        heading.title + groups.suffix(),
        Kind.PROPORTION,
        heading.unit,
        groups.dimensions(),
        tuple(cells),
        heading.source,
        ANSWERING.name if heading.policy == SURVEY.name else heading.policy,
        notes=heading.notes,
    )


@dataclass(frozen=True)
class Line:
    """One item in a table of several items: the key it has there and the option that is looked at."""

    code: str
    label: str
    measured: Measured
    option: str


def lines_table(name: str, lines: Sequence[Line], each: bool, groups: Groups, heading: Heading) -> RawTable:
    """One option of several items side by side; every cell is shown or hidden as in the item's own table."""
    cells: list[RawCell] = []
    for line in lines:
        measured = line.measured
        states = measured.states(groups, POLICIES[heading.policy])
        grouping = measured.grouping.with_pool(groups.split, groups.pool)
        chosen, answered = grouping.chosen(measured.counted, measured.options.option(line.option).members)
        for group in groups.codes:
            key = groups.key(group)
            at = grouping.places[key]
            named = keys(**{name: line.code}, **groups.keys(group))
            cells.append(RawCell(named, float(chosen[at]), float(answered[at]), state=states[line.option, key]))
    dimension = Dimension(name, "Item", tuple((line.code, line.label) for line in lines))
    return RawTable(
        heading.title + groups.suffix(),
        Kind.PROPORTION,
        heading.unit,
        ((dimension,) if each else ()) + groups.dimensions(),
        tuple(cells),
        heading.source,
        heading.policy,
        method=heading.method,
        notes=heading.notes,
    )
