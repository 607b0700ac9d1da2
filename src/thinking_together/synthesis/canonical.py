"""The cells of one code across sectors, with all the disclosure rule must see.

In the survey each response belongs to one sector, so sectors add up to the total. The total and all base sectors
are always there, so that a cell is shown or hidden the same way however it is asked for. A pool is shown where it
follows from what is shown. Sessions and meetings hold several sectors, add up to nothing, and are open.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import permutations

from thinking_together.analysis.disclosure import POLICIES, protect
from thinking_together.analysis.releases import Layered
from thinking_together.analysis.tables import RawCell, Relation, State, keys
from thinking_together.evidence.figures import Choice, Mode
from thinking_together.synthesis.coded import Coded

TOTAL = ""
NO_SECTOR = "no sector"
SURVEY, OPEN = "survey", "open"
EVERYTHING = Choice(Mode.ALL, ())


@dataclass(frozen=True, slots=True)
class Group:
    """Sectors counted together; ``sectors`` is ``None`` for all texts, ``name`` stands in the keys."""

    name: str
    sectors: tuple[str, ...] | None
    wanted: bool
    derived: bool = False


def groups_asked(choice: Choice) -> tuple[Group, ...]:
    """The groups a question asks for."""
    if choice.mode is Mode.ALL:
        return (Group(TOTAL, None, True),)
    if choice.mode is Mode.POOL:
        return (Group(choice.code, choice.values, True, derived=True),)
    return tuple(Group(sector, (sector,), True) for sector in choice.values)


def _survey_groups(coded: Coded, choice: Choice) -> tuple[list[Group], tuple[Relation, ...]]:
    """The total, every sector, and the pool asked for; sectors add up to the total and the pool."""
    asked = groups_asked(choice)
    names = {group.name for group in asked}
    sectors = [code for code, _ in coded.sectors]
    sectors += sorted(sector for sector in coded.spoke if sector not in sectors)
    groups = [Group(TOTAL, None, TOTAL in names)]
    groups += [Group(sector or NO_SECTOR, (sector,), sector in names and sector != "") for sector in sectors]
    relations = [Relation(0, tuple(range(1, len(groups))), pools=True)]
    for pool in (group for group in asked if group.derived):
        inside = tuple(at for at, sector in enumerate(sectors, 1) if sector in (pool.sectors or ()))
        outside = tuple(at for at in range(1, len(groups)) if at not in inside)
        relations += [Relation(len(groups), inside), Relation(0, (len(groups), *outside))]
        groups.append(pool)
    return groups, tuple(relations)


@dataclass(frozen=True, slots=True)
class Line:
    """One code (or theme, or child of a code) of a question, with the keys of its own dimension."""

    codes: frozenset[str]
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kin:
    """A set of codes that can be asked for, and the sets that it can be broken into."""

    codes: frozenset[str]
    rows: tuple[frozenset[str], ...] = ()


def share_cells(
    coded: Coded, lines: Sequence[Line], choice: Choice, policy: str, measure: str, kin: Sequence[Kin] = ()
) -> tuple[RawCell, ...]:
    """Units with the code of units with a text, or the number of passages, by line and sector.

    ``kin`` are all sets of codes that can be asked for: what one has more than another may be few people, and so may
    those who say more than one of the codes below another. Under the survey's rule cells come with their state, decided
    together with all kin.
    """
    asked = groups_asked(choice)
    if policy != SURVEY:
        groups = [replace(group, derived=False) for group in asked]
        cells = [_share(coded, line, group, measure) for line in lines for group in groups]
    else:
        family = _Family(coded, choice, [line.codes for line in lines], kin)
        cells = [
            _share(coded, line, group, measure)._replace(state=family.states[family.places[line.codes, group.name]])
            for line in lines
            for group in asked
        ]
    if measure == "units":
        return tuple(cells)
    return tuple(
        _passages(coded, line, group, cells[at * len(asked) + number])
        for at, line in enumerate(lines)
        for number, group in enumerate(asked)
    )


class _Family(Layered[tuple[Hashable, str]]):
    """The cells of all sets of codes that lie in one another: each by sector, and what each has more than another.

    A code that has others below it says less than they do, and gives way for them.
    """

    def __init__(self, coded: Coded, choice: Choice, asked: Sequence[frozenset[str]], kin: Sequence[Kin]) -> None:
        super().__init__()
        self._groups, self._sums = _survey_groups(coded, choice)
        self._units = [frozenset(coded.units(group.sectors)) for group in self._groups]
        sets = dict.fromkeys(codes for one in kin for codes in (one.codes, *one.rows))
        found = {codes: self._found(coded, codes) for codes in _related(asked, tuple(sets))}
        for codes, units in found.items():
            self._add(codes, units, self._groups, seldom=any(other < codes for other in found))
        for inner, outer in permutations(found, 2):
            if inner < outer:
                self._add_rest(inner, outer, found)
        for one in kin:
            if one.codes in found and len(one.rows) > 1:
                self._add_repeated(one, found)
        if coded.earlier is not None:
            before = _Family(coded.earlier, EVERYTHING, asked, kin)
            self.follow(before, before.states)

    @cached_property
    def states(self) -> tuple[State, ...]:
        return protect(self.cells, self.relations, POLICIES[SURVEY])

    def _found(self, coded: Coded, codes: frozenset[str]) -> list[frozenset[str]]:
        return [frozenset(coded.found(codes, group.sectors)) for group in self._groups]

    def _add(
        self,
        name: Hashable,
        found: Sequence[frozenset[str]],
        groups: Sequence[Group],
        seldom: bool = False,
    ) -> None:
        first = len(self.cells)
        for units, of, group in zip(found, self._units, groups, strict=False):
            cell = RawCell(
                (), len(units), len(of), derived=group.derived, unasked=group.name == NO_SECTOR, seldom=seldom
            )
            self.add((name, group.name), cell, len(of))
        self._add_sums(first, groups)

    def _add_numbers(self, name: Hashable, numbers: Sequence[int], groups: Sequence[Group]) -> None:
        """Numbers that nobody can ask for, of the same people; totals of others or not, they give way first."""
        first = len(self.cells)
        for number, of, group in zip(numbers, self._units, groups, strict=False):
            self.add((name, group.name), RawCell((), number, unasked=True, seldom=True), len(of), inferred=True)
        self._add_sums(first, groups)

    def _add_sums(self, first: int, groups: Sequence[Group]) -> None:
        self.relations += [
            Relation(first + one.total, tuple(first + part for part in one.parts), one.pools)
            for one in self._sums
            if max(one.total, *one.parts) < len(groups)
        ]

    def _add_rest(
        self, inner: frozenset[str], outer: frozenset[str], found: dict[frozenset[str], list[frozenset[str]]]
    ) -> None:
        """Who said what the outer codes have and the inner have not: nobody can ask for it, anybody can subtract.

        It has no group of its own: a group that is too small is hidden in both.
        """
        plain = [group for group in self._groups if not group.derived]
        first = len(self.cells)
        rest = [len(more - less) for more, less in zip(found[outer], found[inner], strict=True)]
        self._add_numbers((inner, outer), rest, plain)
        self.relations += [
            Relation(self.places[outer, group.name], (self.places[inner, group.name], first + at))
            for at, group in enumerate(plain)
        ]

    def _add_repeated(self, kin: Kin, found: dict[frozenset[str], list[frozenset[str]]]) -> None:
        """By how many the rows exceed the whole: with two rows, who said both. Anybody can subtract.

        Only where the rows are all there is to the whole: elsewhere nobody can tell what is missing from them.
        """
        whole, rows = found[kin.codes], [found[row] for row in kin.rows]
        if frozenset[str]().union(*(row[0] for row in rows)) != whole[0]:
            return
        plain = [group for group in self._groups if not group.derived]
        said = [sum(len(row[at]) for row in rows) for at in range(len(plain))]
        more = [many - len(people) for many, people in zip(said, whole, strict=False)]
        if not any(0 < few <= POLICIES[SURVEY].small for few in more):
            return
        together, repeated = len(self.cells), len(self.cells) + len(plain)
        self._add_numbers((kin, "said"), said, plain)
        self._add_numbers((kin, "repeated"), more, plain)
        for at, group in enumerate(plain):
            parts = tuple(self.places[row, group.name] for row in kin.rows)
            self.relations.append(Relation(together + at, parts))
            self.relations.append(Relation(together + at, (self.places[kin.codes, group.name], repeated + at)))


def _related(asked: Sequence[frozenset[str]], kin: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """The sets that are tied to those asked for by lying in one another, in the same order whichever is asked for."""
    waiting, related = list(asked), set(asked)
    while waiting:
        codes = waiting.pop()
        near = {other for other in kin if (other < codes or codes < other) and other not in related}
        related |= near
        waiting += near
    return sorted(related, key=lambda codes: (len(codes), sorted(codes)))


def _share(coded: Coded, line: Line, group: Group, measure: str) -> RawCell:
    units = coded.units(group.sectors)
    found = coded.found(line.codes, group.sectors)
    return RawCell(_keys(line, group, measure), len(found), len(units), derived=group.derived, wanted=group.wanted)


def _keys(line: Line, group: Group, measure: str, **others: str) -> tuple[tuple[str, str], ...]:
    named = {} if group.name == TOTAL else {"sector": group.name}
    return keys(measure=measure, **dict(line.keys), **named, **others)


def _passages(coded: Coded, line: Line, group: Group, share: RawCell) -> RawCell:
    """A number of passages, hidden where the number of people they come from is hidden."""
    nobody = not share.denominator and share.state is not State.SUPPRESSED
    return share._replace(
        numerator=coded.found(line.codes, group.sectors).total(),
        denominator=None,
        group=share.denominator,
        state=State.NO_DATA if nobody else share.state,
    )


def unit_cells(
    coded: Coded, lines: Sequence[Line], unit_name: str, units: Sequence[str], measure: str
) -> tuple[RawCell, ...]:
    """Passages in each session or meeting; no data where nobody spoke."""
    return tuple(_unit_cells(coded, lines, unit_name, units, measure))


def _unit_cells(
    coded: Coded, lines: Sequence[Line], unit_name: str, units: Sequence[str], measure: str
) -> Iterator[RawCell]:
    (everybody,) = groups_asked(EVERYTHING)
    for line in lines:
        found = coded.found(line.codes, everybody.sectors)
        spoke = coded.units(everybody.sectors)
        for unit in units:
            state = None if unit in spoke else State.NO_DATA
            yield RawCell(_keys(line, everybody, measure, **{unit_name: unit}), found[unit], state=state)
