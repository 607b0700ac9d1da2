"""What can be worked out about hidden counts from the shown ones: bounds by sums, exact by linear programme.

Every count lies between 0 and what it is a count of, and some counts add up to others. Hidden counts that share a sum
belong together in a ``Component``; components tell nothing about each other, so each is solved by itself. Where its
sums form a forest, passing bounds along the sums is already exact; elsewhere a linear programme is solved for the two
ends of each interval (the attacker's problems of Fischetti and Salazar-González, *Solving the Cell Suppression Problem
on Tabular Data with Linear Constraints*, Management Science 47(7), 2001).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds as Between
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array

from thinking_together.analysis.tables import RawCell, Relation

Floats = NDArray[np.float64]
TOLERANCE = 1e-6
_UNBOUNDED = 3  # the status by which milp says that an end has no limit


@dataclass(frozen=True)
class Component:
    """Hidden cells tied together: ``matrix @ counts == rest`` and ``0 <= counts <= upper``.

    ``cells`` are their places in the table; ``counts`` are the true ones, ``nan`` where nobody here knows them.
    """

    cells: tuple[int, ...]
    matrix: Floats
    rest: Floats
    upper: Floats
    counts: Floats

    @property
    def forest(self) -> bool:
        """Whether no way leads along the sums back to where it began."""
        return int(np.count_nonzero(self.matrix)) == sum(self.matrix.shape) - 1


@dataclass(frozen=True)
class Bounds:
    """The lowest and the highest each count of a component can be."""

    lower: Floats
    upper: Floats

    @property
    def width(self) -> Floats:
        return self.upper - self.lower


def true_sums(cells: Sequence[RawCell], relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """The relations that are sums. One whose known counts do not add up only says what is hidden with what."""
    return tuple(relation for relation in relations if _adds_up(cells, relation))


def _adds_up(cells: Sequence[RawCell], relation: Relation) -> bool:
    total = cells[relation.total].numerator
    parts = [cells[part].numerator for part in relation.parts]
    if total is None or None in parts:
        return True
    return abs(total - sum(part for part in parts if part is not None)) < TOLERANCE


def components(cells: Sequence[RawCell], hidden: Sequence[bool], sums: Sequence[Relation]) -> list[Component]:
    """The hidden cells that stand in a sum, those tied together in one component each, in the order of the cells."""
    tied: dict[int, int] = {}

    def root(cell: int) -> int:
        while tied.setdefault(cell, cell) != cell:
            cell = tied[cell]
        return cell

    rows = []
    for relation in sums:
        members = [(relation.total, -1.0), *((part, 1.0) for part in relation.parts)]
        unknown = [(cell, sign) for cell, sign in members if hidden[cell]]
        if unknown:
            rest = -sum(sign * (cells[cell].numerator or 0.0) for cell, sign in members if not hidden[cell])
            rows.append((unknown, rest))
            for cell, _ in unknown:
                tied[root(cell)] = root(unknown[0][0])
    found: dict[int, list[tuple[list[tuple[int, float]], float]]] = defaultdict(list)
    for row in rows:
        found[root(row[0][0][0])].append(row)
    return sorted((_component(cells, own) for own in found.values()), key=lambda component: component.cells)


def _component(cells: Sequence[RawCell], rows: list[tuple[list[tuple[int, float]], float]]) -> Component:
    places = sorted({cell for unknown, _ in rows for cell, _ in unknown})
    at = {cell: place for place, cell in enumerate(places)}
    matrix = np.zeros((len(rows), len(places)))
    for row, (unknown, _) in enumerate(rows):
        for cell, sign in unknown:
            matrix[row, at[cell]] += sign
    counts = [cells[cell].numerator for cell in places]
    return Component(
        tuple(places),
        matrix,
        np.array([rest for _, rest in rows]),
        np.array([_most(cells[cell]) for cell in places]),
        np.array([np.nan if count is None else count for count in counts]),
    )


def _most(cell: RawCell) -> float:
    """A count is of its denominator, unless it is of something else (events of a population)."""
    if cell.denominator is None or (cell.numerator or 0.0) > cell.denominator:
        return np.inf
    return cell.denominator


def passed(component: Component) -> Bounds:
    """Bounds passed along the sums until none grows narrower: never too narrow, and exact in a forest."""
    adds, takes = component.matrix > 0, component.matrix < 0
    bounds = Bounds(np.zeros(len(component.cells)), component.upper)
    for _ in range(sum(component.matrix.shape)):
        least = np.where(adds, bounds.lower, np.where(takes, -bounds.upper, 0.0))
        most = np.where(adds, bounds.upper, np.where(takes, -bounds.lower, 0.0))
        highest = component.rest[:, None] - _others(least)
        lowest = component.rest[:, None] - _others(most)
        lower = np.where(adds, lowest, np.where(takes, -highest, -np.inf)).max(axis=0)
        upper = np.where(adds, highest, np.where(takes, -lowest, np.inf)).min(axis=0)
        closer = Bounds(np.maximum(bounds.lower, lower), np.minimum(bounds.upper, upper))
        if np.array_equal(closer.lower, bounds.lower) and np.array_equal(closer.upper, bounds.upper):
            break
        bounds = closer
    return bounds


def _others(ends: Floats) -> Floats:
    """For each entry of a row the sum of all the others, infinite where one of them is."""
    endless = np.isinf(ends)
    finite = np.where(endless, 0.0, ends)
    sums = finite.sum(axis=1, keepdims=True) - finite
    sign = np.where((ends > 0) & endless, 1, 0).sum(axis=1, keepdims=True) > 0
    beyond = endless.sum(axis=1, keepdims=True) - endless > 0
    return np.where(beyond, np.where(sign, np.inf, -np.inf), sums)


class Impossible(ValueError):
    """No counts at all fit what is shown: some sum among the cells is not true of them."""


def solution(component: Component, aim: Floats, sign: float = 1.0) -> tuple[Floats, float]:
    """Possible counts of the component with the lowest (``sign`` 1) or highest (-1) value of an aim, and that value.

    The aim is a weight for each place. Where there is no end to it, the value is infinite and the counts are ``nan``.
    """
    size = len(component.cells)
    found = solve(sign * aim, component.matrix, component.rest, component.rest, component.upper)
    if found is None:
        return np.full(size, np.nan), -sign * np.inf
    return found, float(aim @ found)


def solve(cost: Floats, matrix: Floats | csr_array, least: Floats, most: Floats, upper: Floats) -> Floats | None:
    """Values from 0 to ``upper`` of the lowest cost with ``least <= matrix @ values <= most``.

    ``None`` where the cost has no end; ``Impossible`` where nothing fits. HiGHS by ``milp`` with nothing whole: the
    same solver as by ``linprog``, called in half the time.
    """
    limits = LinearConstraint(csr_array(matrix), least, most)
    answer = milp(cost, constraints=limits, bounds=Between(np.zeros(len(upper)), upper))
    if answer.status == _UNBOUNDED:
        return None
    if not answer.success:
        raise Impossible("no counts fit what is shown: the sums among the cells are not true of them")
    return np.asarray(answer.x, dtype=np.float64)
