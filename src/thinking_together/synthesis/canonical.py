"""The cells of one code across sectors, with all the disclosure rule must see.

In the survey each response belongs to one sector, so sectors add up to the total. The total and all base sectors
are always there, so that a cell is shown or hidden the same way however it is asked for. A pool is shown where it
follows from what is shown. Sessions and meetings hold several sectors, add up to nothing, and are open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from thinking_together.analysis.disclosure import POLICIES, protect
from thinking_together.analysis.tables import RawCell, Relation, State, keys
from thinking_together.evidence.figures import Choice, Mode
from thinking_together.synthesis.coded import Coded

TOTAL = ""
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
    groups += [Group(sector or "no sector", (sector,), sector in names and sector != "") for sector in sectors]
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


def share_cells(
    coded: Coded, lines: Sequence[Line], choice: Choice, policy: str, measure: str
) -> tuple[tuple[RawCell, ...], tuple[Relation, ...]]:
    """Units with the code of units with a text, or the number of passages, by line and sector."""
    cells: list[RawCell] = []
    relations: list[Relation] = []
    for line in lines:
        if policy == SURVEY:
            groups, own = _survey_groups(coded, choice)
            shares = [_share(coded, line, group, measure) for group in groups]
        else:
            groups, own = [replace(group, derived=False) for group in groups_asked(choice)], ()
            shares = [_share(coded, line, group, measure) for group in groups]
        if measure == "passages":
            shares = _passages(coded, line, groups, shares, own, policy)
        relations += [
            Relation(r.total + len(cells), tuple(part + len(cells) for part in r.parts), r.pools) for r in own
        ]
        cells += shares
    return tuple(cells), tuple(relations)


def _share(coded: Coded, line: Line, group: Group, measure: str) -> RawCell:
    units = coded.units(group.sectors)
    found = coded.found(line.codes, group.sectors)
    return RawCell(_keys(line, group, measure), len(found), len(units), derived=group.derived, wanted=group.wanted)


def _keys(line: Line, group: Group, measure: str, **others: str) -> tuple[tuple[str, str], ...]:
    named = {} if group.name == TOTAL else {"sector": group.name}
    return keys(measure=measure, **dict(line.keys), **named, **others)


def _passages(
    coded: Coded, line: Line, groups: Sequence[Group], shares: Sequence[RawCell], own: Sequence[Relation], policy: str
) -> list[RawCell]:
    """Numbers of passages, hidden wherever the number of people they come from is hidden."""
    states = protect(shares, own, POLICIES[policy])
    return [
        replace(
            cell,
            numerator=coded.found(line.codes, group.sectors).total(),
            denominator=None,
            group=cell.denominator,
            state=State.SUPPRESSED if state is State.SUPPRESSED else None if cell.denominator else State.NO_DATA,
        )
        for cell, group, state in zip(shares, groups, states, strict=True)
    ]


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
