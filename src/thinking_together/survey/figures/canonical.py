"""The whole table of an item with everything the disclosure rule must see.

However a figure is asked for, it is cut from this one table: every option × every group of every split, everybody, the
groups of a scale's points, and a pool of groups where one is asked for; with the sums that tie them together. So a cell
is shown or hidden the same way in every question that touches it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from thinking_together.analysis.disclosure import Policy, protect
from thinking_together.analysis.mentions import Resource
from thinking_together.analysis.releases import Layered
from thinking_together.analysis.tables import Keys, RawCell, Relation, State
from thinking_together.survey.figures.counting import Counted
from thinking_together.survey.figures.grouping import NOBODY, Grouping, Key
from thinking_together.survey.form.questionnaire import Variable

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

    def option(self, code: str) -> Option:
        return {option.code: option for option in self.values}[code]

    def label(self, code: str) -> str:
        return self.option(code).label


Place = tuple[str, Key]  # option, group


class Canonical(Layered[Place]):
    """Cells by (option, group), and the sums among them."""

    def states(self, policy: Policy) -> dict[Place, State]:
        """What the rule makes of every cell."""
        states = self.all_states(policy)
        return {place: states[at] for place, at in self.places.items()}

    def all_states(self, policy: Policy) -> tuple[State, ...]:
        """The same of earlier releases and increments as well, in the order of the cells."""
        return protect(self.cells, self.relations, policy)

    def wanting(self, wanted: Iterable[tuple[Place, Keys]]) -> tuple[RawCell, ...]:
        """All cells, those asked for marked and named by their keys."""
        named = {self.places[place]: keys for place, keys in wanted}
        return tuple(
            cell._replace(keys=named[at], wanted=True) if at in named else cell for at, cell in enumerate(self.cells)
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


def canonical(
    counted: Counted, options: Options, grouping: Grouping, hidden: Collection[Key] = frozenset()
) -> Canonical:
    """The whole table of an item: ``counted`` has a row for each group of each split, as ``Grouping.count`` makes.

    Nothing is shown of the groups in ``hidden``.
    """
    table = Canonical()
    addressed = grouping.weights @ counted.addressed
    unasked: list[bool] = ((grouping.weights @ counted.people > 0) & (addressed == 0)).tolist()
    for option in options.values:
        chosen, answered = grouping.chosen(counted, option.members)
        for group, key in enumerate(grouping.keys):
            cell = RawCell(
                (),
                float(chosen[group]),
                float(answered[group]),
                state=_before(bool(answered[group]), unasked[group], key in hidden),
                derived=group == grouping.pool,
                sensitive=options.sensitive,
                wanted=False,
                unasked=key[1] == NOBODY,
            )
            table.add((option.code, key), cell, float(answered[group]))
    for group, key in _plain(grouping):
        table.add((_ANSWERED, key), RawCell((), float(answered[group]), state=State.SHOWN, wanted=False))
    for option in options.values:
        table.relations += _over_groups(table, option.code, grouping)
    for _, key in _plain(grouping):
        table.relations += _over_options(table, options, key)
    return table


def places_of(options: Options, grouping: Grouping) -> list[Place]:
    """The places of a table in the order in which ``canonical`` adds them."""
    counted = [(option.code, key) for option in options.values for key in grouping.keys]
    return [*counted, *((_ANSWERED, key) for _, key in _plain(grouping))]


def _plain(grouping: Grouping) -> list[tuple[int, Key]]:
    """The groups but for the pool."""
    return [(group, key) for group, key in enumerate(grouping.keys) if group != grouping.pool]


def _before(answered: bool, unasked: bool, hidden: bool) -> State | None:
    """What is known of a cell before any rule."""
    if answered:
        return State.SUPPRESSED if hidden else None
    return State.NOT_ASKED if unasked else State.NO_DATA


def _over_groups(table: Canonical, option: str, grouping: Grouping) -> list[Relation]:
    """The sums of groups, of one option's cells."""
    at = [table.places[option, key] for key in grouping.keys]
    return [Relation(at[one.total], tuple(at[part] for part in one.parts), one.pools) for one in grouping.sums]


def _over_options(table: Canonical, options: Options, group: Key) -> list[Relation]:
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
