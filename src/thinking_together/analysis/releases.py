"""One release after another: what the earlier ones showed, and who came since.

Whoever kept the earlier tables sees each count grow. The growth is a count of the people who came since, a group of
people like any other, and what the policy would hide of it may not be told by subtraction. So beside the cells of the
newest release stand those of the earlier ones, known as they were shown and past hiding, and the increments, which
nobody shows: ``now = earlier + increment``.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from thinking_together.analysis.tables import RawCell, Relation, State

Place = TypeVar("Place", bound=Hashable)


@dataclass(frozen=True)
class _Release(Generic[Place]):
    """Where the cells of one release stand, and of how many people each is a count."""

    places: Mapping[Place, int]
    people: Mapping[Place, float]


@dataclass
class Layered(Generic[Place]):
    """Cells of a release by place, how they add up, and of how many people each is a count.

    A cell without people (how many answered) is known to everybody. Cells that stand in no place belong to the
    releases ``before``, the last first, or are increments. ``inferred`` cells nobody is shown, not even in a pool: they
    may be known or not, whatever their state was.
    """

    cells: list[RawCell] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    places: dict[Place, int] = field(default_factory=dict)
    people: dict[Place, float] = field(default_factory=dict)
    before: list[_Release[Place]] = field(default_factory=list)
    inferred: set[int] = field(default_factory=set)

    def add(self, place: Place, cell: RawCell, people: float | None = None, inferred: bool = False) -> int:
        if inferred:
            self.inferred.add(len(self.cells))
        self.places[place] = len(self.cells)
        if people is not None:
            self.people[place] = people
        self.cells.append(cell)
        return self.places[place]

    def follow(self, earlier: Layered[Place], shown: Sequence[State]) -> None:
        """Adds the release before, of which ``shown`` are the states of all its cells, and the increments since.

        What came since is counted from every release before: the one between may have hidden what two others show.
        """
        first = len(self.cells)
        own = tuple(self.relations)
        self.inferred |= {at + first for at in earlier.inferred}
        for at, (cell, state) in enumerate(zip(earlier.cells, shown, strict=True)):
            self.cells.append(cell if at in earlier.inferred else cell._replace(state=state, keys=(), wanted=False))
        self.relations += [_moved(relation, first) for relation in earlier.relations]
        for one in (_Release(earlier.places, earlier.people), *earlier.before):
            self.before.append(_Release({place: at + first for place, at in one.places.items()}, one.people))
        for one in self.before:
            self._since(one, own)
        self._unchanged()

    def _since(self, before: _Release[Place], own: Sequence[Relation]) -> None:
        """The increments since one release, and the groups of them that may be added up."""
        grown = {self.places[place]: self._grown(place, before) for place in self.people}
        for relation in own:
            total = grown.get(relation.total)
            parts = tuple(grew for part in relation.parts if (grew := grown.get(part)) is not None)
            if relation.pools and total is not None and len(parts) > 1:
                self.relations.append(Relation(total, parts, pools=True))

    def _grown(self, place: Place, before: _Release[Place]) -> int | None:
        """The increment of a cell, after tying it in; none where nobody came since."""
        at, then = self.places[place], before.places.get(place)
        now = self.cells[at]
        if then is None or now.derived:
            return None
        new = self.people[place] - before.people[place]
        if not new:
            self.relations.append(Relation(at, (then,), later=True))
            return None
        self.inferred.add(len(self.cells))
        grown = (now.numerator or 0.0) - (self.cells[then].numerator or 0.0)
        self.cells.append(RawCell((), grown, new, sensitive=now.sensitive, wanted=False, unasked=True))
        self.relations.append(Relation(at, (then, len(self.cells) - 1), later=True))
        return len(self.cells) - 1

    def _unchanged(self) -> None:
        """Where nobody came since the last release, a cell is shown or hidden as it was."""
        last = self.before[0]
        for place, people in self.people.items():
            at, then = self.places[place], last.places.get(place)
            cell = self.cells[at]
            same = then is not None and last.people[place] == people
            if same and then is not None and cell.state is None and not cell.derived and at not in self.inferred:
                self.cells[at] = cell._replace(state=self.cells[then].state)


def _moved(relation: Relation, by: int) -> Relation:
    return relation._replace(total=relation.total + by, parts=tuple(part + by for part in relation.parts))
