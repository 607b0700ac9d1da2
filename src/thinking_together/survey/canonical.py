"""The whole table of an item with everything the disclosure rule must see.

However a figure is asked for, it is cut from this one table: every option × every group, the total over groups, the
groups of a scale's points, and a pool of groups where one is asked for; with the sums that tie them together. So a
cell is shown or hidden the same way in every question that touches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from thinking_together.analysis.disclosure import Policy, protect
from thinking_together.analysis.mentions import Resource
from thinking_together.analysis.tables import Keys, RawCell, Relation, State
from thinking_together.survey.counting import Counted, Split
from thinking_together.survey.questionnaire import Variable

TOTAL = ""
NOBODY = "~"  # people who did not say which group they belong to
_ANSWERED = "="  # the cell that holds how many answered


@dataclass(frozen=True, slots=True)
class Option:
    """Something counted: a choice, or a sum of choices (``derived``)."""

    code: str
    label: str
    members: tuple[int, ...]
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """What is counted of a variable. ``exclusive`` options add up to the people who answered."""

    values: tuple[Option, ...]
    exclusive: bool
    sensitive: bool = False

    @property
    def base(self) -> tuple[Option, ...]:
        return tuple(option for option in self.values if not option.derived)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        return tuple((option.code, option.label) for option in self.values)

    def label(self, code: str) -> str:
        return dict(self.pairs())[code]


@dataclass(frozen=True, slots=True)
class Pool:
    """Groups taken together, under the name by which a reference asks for them."""

    code: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    members: tuple[int, ...]
    derived: bool = False


Place = tuple[str, str]  # option, group


@dataclass
class Canonical:
    """Cells by (option, group), and the sums among them."""

    cells: list[RawCell] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    places: dict[Place, int] = field(default_factory=dict)

    def states(self, policy: Policy) -> dict[Place, State]:
        """What the rule makes of every cell."""
        states = protect(self.cells, self.relations, policy)
        return {place: states[at] for place, at in self.places.items()}

    def wanting(self, wanted: Iterable[tuple[Place, Keys]]) -> tuple[RawCell, ...]:
        """All cells, those asked for marked and named by their keys."""
        named = {self.places[place]: keys for place, keys in wanted}
        return tuple(
            replace(cell, keys=named.get(at, cell.keys), wanted=at in named) for at, cell in enumerate(self.cells)
        )


def options_of(variable: Variable) -> Options:
    """The choices of a variable, and for a scale the sums below, at and above its middle."""
    base = [Option(choice.code, choice.label, (place,)) for place, choice in enumerate(variable.choices)]
    places = variable.index()
    if variable.item.scale is not None:
        for group, members in variable.item.scale.members():
            if group.code not in places:
                at = tuple(places[code] for code in members)
                base.append(Option(group.code, group.label, at, derived=True))
    return Options(tuple(base), not variable.multiple, variable.item.sensitive)


def mention_options(resources: Sequence[Resource], sensitive: bool) -> Options:
    """The named resources of an item's dictionary."""
    named = (Option(resource.code, resource.label, (place,)) for place, resource in enumerate(resources))
    return Options(tuple(named), exclusive=False, sensitive=sensitive)


def canonical(counted: Counted, options: Options, split: Split, pool: Pool | None = None) -> Canonical:
    """The whole table of an item by a split, with a pool of its groups where one is asked for."""
    table = Canonical()
    groups = _groups(split, pool)
    for option in options.values:
        for group in groups:
            table.places[option.code, group.code] = len(table.cells)
            table.cells.append(_cell(counted, option, group, options.sensitive))
    for group in groups:
        table.places[_ANSWERED, group.code] = len(table.cells)
        answered = float(counted.answered[list(group.members)].sum())
        table.cells.append(RawCell((), answered, state=State.SHOWN, wanted=False))
    for option in options.values:
        table.relations += _over_groups(table, option.code, groups)
    for group in groups:
        table.relations += _over_options(table, options, group.code)
    return table


def _groups(split: Split, pool: Pool | None) -> list[Group]:
    codes = [code for code, _ in split.values]
    groups = [Group(code, (place,)) for place, code in enumerate(codes)]
    groups.append(Group(NOBODY, (len(codes),)))
    groups.append(Group(TOTAL, tuple(range(len(codes) + 1))))
    if pool:
        groups.append(Group(pool.code, tuple(codes.index(code) for code in pool.members), derived=True))
    return groups


def _cell(counted: Counted, option: Option, group: Group, sensitive: bool) -> RawCell:
    """One cell. Only a pool gives way first: were sums of points marked so too, then in their sum over groups every
    cell would be, and the total would be the first to go."""
    rows = list(group.members)
    answered = float(counted.answered[rows].sum())
    state = None
    if not answered:
        state = State.NOT_ASKED if counted.never_asked(rows) else State.NO_DATA
    return RawCell(
        (),
        float(counted.counts[rows][:, list(option.members)].sum()),
        answered,
        state=state,
        derived=group.derived,
        sensitive=sensitive,
        wanted=False,
    )


def _over_groups(table: Canonical, option: str, groups: list[Group]) -> list[Relation]:
    """Groups add up to the total; a pool is the sum of its groups, and with the others gives the total."""
    at = {group.code: table.places[option, group.code] for group in groups}
    base = [group for group in groups if group.code != TOTAL and not group.derived]
    relations = [Relation(at[TOTAL], tuple(at[group.code] for group in base))]
    for pool in (group for group in groups if group.derived):
        inside = tuple(at[g.code] for g in base if g.members[0] in pool.members)
        outside = tuple(at[g.code] for g in base if g.members[0] not in pool.members)
        relations += [Relation(at[pool.code], inside), Relation(at[TOTAL], (at[pool.code], *outside))]
    return relations


def _over_options(table: Canonical, options: Options, group: str) -> list[Relation]:
    """Sums of points; and where one option was taken, all add up to the people who answered."""
    at = {option.code: table.places[option.code, group] for option in options.values}
    single = {option.members[0]: at[option.code] for option in options.base}
    derived = [option for option in options.values if option.derived]
    relations = [Relation(at[o.code], tuple(single[member] for member in o.members)) for o in derived]
    if options.exclusive:
        answered = table.places[_ANSWERED, group]
        relations.append(Relation(answered, tuple(single.values())))
        if derived:
            summed = {member for option in derived for member in option.members}
            apart = tuple(cell for member, cell in single.items() if member not in summed)
            relations.append(Relation(answered, (*(at[option.code] for option in derived), *apart)))
    return relations
