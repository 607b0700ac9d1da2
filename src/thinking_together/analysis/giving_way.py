"""Which further cells give way so that a dangerous count keeps an interval that is wide enough.

Two sets of counts are looked for that both fit every sum and lie ``width`` apart in the dangerous count. In them hidden
counts may be anything; a shown count may differ from its true value at a cost. What differs at the lowest cost is what
must be hidden: the linear-programming heuristic for complementary suppression (Kelly, Golden and Assad, *Cell
suppression: disclosure protection for sensitive tabular data*, Networks 22, 1992; Fischetti and Salazar-González 2001).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_diag, csr_array

from thinking_together.analysis.feasibility import (
    TOLERANCE,
    Bounds,
    Component,
    Floats,
    Impossible,
    components,
    passed,
    solution,
    solve,
    true_sums,
)
from thinking_together.analysis.possible import Possible, Rule, Target
from thinking_together.analysis.tables import RawCell, Relation

_APART = 1e4  # what a step further apart is worth, when the dearest cell costs 1 a step
_UNASKED = 1e-3  # what it costs to hide a cell that nobody can ask for
_SELDOM = 3e-2  # and how much less one that is seldom asked for
_LOOKS = 4  # at both ends of all targets at once, then from two more sides
_TRIES = 2  # the ends of an interval may be no whole numbers, so that it must be a step wider
_TIE = 1e-7  # keeps the choice between equals the same: the earlier cell gives way


@dataclass(frozen=True)
class _Twice:
    """Two sets of counts that both fit a component. A set is: the hidden ones, what shown ones gain, what they lose."""

    component: Component
    shown: NDArray[np.bool_]
    cost: Floats
    ties: csr_array
    fits: Floats
    most: Floats

    @property
    def size(self) -> int:
        """Values of one set."""
        return len(self.most) // 2

    def apart(self, at: NDArray[np.int64], width: float) -> tuple[Floats, csr_array, Floats, Floats, Floats]:
        """Cost, matrix, limits and ends for sets that lie apart in these hidden counts.

        The last value is the distance, up to the width: distance - first[at] + second[at] <= 0.
        """
        where = np.concatenate([at, self.size + at, [2 * self.size]])
        signs = np.concatenate([np.full(len(at), -1.0), np.full(len(at), 1.0), [1.0]])
        ties = self.ties
        matrix = csr_array(
            (
                np.concatenate([ties.data, signs]),
                np.concatenate([ties.indices, where]),
                np.append(ties.indptr, ties.indptr[-1] + len(where)),
            ),
            shape=(len(self.fits) + 1, 2 * self.size + 1),
        )
        return (
            np.append(self.cost, -_APART),
            matrix,
            np.append(self.fits, -np.inf),
            np.append(self.fits, 0.0),
            np.append(self.most, width),
        )


def _twice(component: Component, shown: NDArray[np.bool_], costs: Floats) -> _Twice:
    known = component.counts[shown]
    signs = component.matrix[:, shown]
    one = csr_array(np.hstack([component.matrix[:, ~shown], signs, -signs]))
    rest = component.rest - signs @ known
    most = np.concatenate([component.upper[~shown], component.upper[shown] - known, known])
    cost = np.concatenate([np.zeros(int((~shown).sum())), costs, costs])
    ties = csr_array(block_diag([one, one]))
    return _Twice(component, shown, np.tile(cost, 2), ties, np.tile(rest, 2), np.tile(most, 2))


class GivingWay:
    """The search in one table. Hiding more never narrows an interval, so what was found to be possible stays so.

    ``fixed`` cells are known to everybody or may not be hidden.
    """

    def __init__(
        self, cells: Sequence[RawCell], relations: Sequence[Relation], fixed: Sequence[bool], rule: Rule
    ) -> None:
        self.cells = cells
        self.sums = true_sums(cells, relations)
        self.fixed = fixed
        self.rule = rule
        self.width = float(max(rule.small, 1))
        counts = [np.nan if cell.numerator is None else cell.numerator for cell in cells]
        self._possible = Possible(np.array(counts, dtype=np.float64))
        self._done: set[Target] = set()  # safe, or as safe as hiding can make them
        self._tried: Counter[Target] = Counter()
        self._tied: dict[int, Component] = {}
        self._before: _Twice | None = None

    def needed(self, hidden: Sequence[bool], targets: Sequence[Target]) -> tuple[int, ...]:
        """Cells to hide for the first target that needs any; none where all are as safe as they can be."""
        self._possible.watch(targets)
        self._look(hidden, targets)
        for target in self._open(targets):
            while self._open([target]):
                width = self.width + self._tried[target]
                self._tried[target] += 1
                if self._tried[target] == _TRIES:
                    self._done.add(target)
                victims = self._apart(target, hidden, width)
                if victims:
                    return victims
        return ()

    def _open(self, targets: Sequence[Target]) -> list[Target]:
        near = self._possible.near(targets, self.rule)
        return [target for target in near if target not in self._done]

    def _look(self, hidden: Sequence[bool], targets: Sequence[Target]) -> None:
        """Widens what is known to be possible: single cells exactly in forests, all else by a few looks around."""
        tied = components(self.cells, hidden, self.sums)
        part = {cell: number for number, component in enumerate(tied) for cell in component.cells}
        own: dict[int, list[Target]] = defaultdict(list)
        for target in targets:
            inside = {part.get(cell) for cell in target.cells}
            (number,) = inside if len(inside) == 1 else (None,)
            if number is None:
                self._done.add(target)
            else:
                own[number].append(target)
        for number, within in own.items():
            self._look_around(tied[number], within)

    def _look_around(self, component: Component, targets: Sequence[Target]) -> None:
        if component.forest:
            self._done |= wide(passed(component), component, targets, self.width)
        cells = np.array(component.cells)
        for turn in range(_LOOKS):
            aims = self._open(targets)
            if not aims:
                break
            weights = np.bincount(
                np.searchsorted(cells, [cell for target in aims for cell in target.cells]), minlength=len(cells)
            )
            signs = np.where(np.arange(len(cells)) % 2, 1.0, -1.0) if turn > 1 else np.ones(len(cells))
            self._see(component, np.asarray(weights * signs * (-1.0) ** turn, dtype=np.float64))

    def _see(self, component: Component, aim: Floats) -> None:
        try:
            counts, _ = solution(component, aim)
        except Impossible:
            return
        if not np.isnan(counts).any():
            self._possible.keep(np.array(component.cells), counts)

    def _apart(self, target: Target, hidden: Sequence[bool], width: float) -> tuple[int, ...]:
        """The shown cells that must move so that two possible sets of counts lie apart in the target."""
        if target.cells[0] not in self._tied:
            free = [hides or not stays for hides, stays in zip(hidden, self.fixed, strict=True)]
            self._tied = {at: tied for tied in components(self.cells, free, self.sums) for at in tied.cells}
        found = self._tied[target.cells[0]]
        places = np.array(found.cells)
        shown = np.array([not hidden[at] for at in places])
        moved = self._moves(self._twice(found, shown), np.flatnonzero(np.isin(places, target.cells)), width)
        return tuple(int(at) for at in places[shown][moved])

    def _twice(self, component: Component, shown: NDArray[np.bool_]) -> _Twice:
        """The same for every target until another cell is hidden."""
        if self._before is None or self._before.component is not component or (self._before.shown != shown).any():
            self._before = _twice(component, shown, self._costs(component, shown))
        return self._before

    def _moves(self, both: _Twice, target: NDArray[np.int64], width: float) -> NDArray[np.bool_]:
        """Which of the shown cells move."""
        component, shown, size = both.component, both.shown, both.size
        known = component.counts[shown]
        found = _solved(*both.apart(np.cumsum(~shown)[target] - 1, width))
        if found is None:
            return np.zeros(len(known), dtype=np.bool_)
        steps = found[:-1].reshape(2, size)
        cells = np.array(component.cells)
        for counts in steps:
            gains, losses = counts[size - 2 * len(known) :].reshape(2, len(known))
            whole = component.counts.copy()
            whole[~shown], whole[shown] = counts[: size - 2 * len(known)], known + gains - losses
            self._possible.keep(cells, whole)
        moves = steps[:, size - 2 * len(known) :].reshape(2, 2, len(known))
        return np.asarray(moves.max(axis=(0, 1)) > TOLERANCE, dtype=np.bool_)

    def _costs(self, component: Component, shown: NDArray[np.bool_]) -> Floats:
        """Low counts first, and before all what nobody can ask for."""
        cells = [self.cells[at] for at in np.array(component.cells)[shown]]
        costs = np.array([1.0 + (cell.numerator or 0.0) for cell in cells], dtype=np.float64)
        costs = costs / costs.max() if len(costs) else costs
        costs[[cell.seldom for cell in cells]] *= _SELDOM
        costs[[cell.unasked for cell in cells]] = _UNASKED
        return np.asarray(costs + _TIE * np.arange(len(costs)), dtype=np.float64)


def _solved(cost: Floats, matrix: csr_array, least: Floats, most: Floats, upper: Floats) -> Floats | None:
    """The cheapest values; none where what is said to be known contradicts itself, which tells nobody anything."""
    try:
        return solve(cost, matrix, least, most, upper)
    except Impossible:
        return None


def wide(bounds: Bounds, component: Component, targets: Sequence[Target], width: float) -> set[Target]:
    """The single cells among the targets whose exact bounds are wide enough."""
    far = {component.cells[at] for at in np.flatnonzero(bounds.width >= width - TOLERANCE)}
    return {target for target in targets if target.size is None and target.cells[0] in far}
