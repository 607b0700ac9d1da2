"""The audit of differencing: which hidden counts can be told, or nearly told, from all that is shown.

The adversary knows every shown count, every sum, and how many people each count is a count of. A dangerous count is
*exposed* when its interval is closer than a ``Rule`` allows: for a single cell, narrower than the counts that the
policy hides, so that fewer whole numbers are left for it than the mark that hides it leaves. That is a sliding
protection level (Fischetti and Salazar-González 2001; Hundepool et al., *Statistical Disclosure Control*, Wiley 2012,
chapter 4). ADR 0008 says why this width.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from thinking_together.analysis.feasibility import Component, components, passed, solution, true_sums
from thinking_together.analysis.possible import Rule, Target
from thinking_together.analysis.tables import RawCell, Relation, State


@dataclass(frozen=True, slots=True)
class Interval:
    """The lowest and highest that a hidden count can be for somebody who sees everything else."""

    lower: float
    upper: float


def intervals(
    cells: Sequence[RawCell], states: Sequence[State], relations: Sequence[Relation], targets: Iterable[Target]
) -> Mapping[Target, Interval]:
    """The exact interval of every target that stands in a sum, or all of whose cells stand in sums tied together.

    ``Impossible`` where no counts at all fit what is shown.
    """
    tied = components(cells, hidden_cells(cells, states), true_sums(cells, relations))
    part = {cell: component for component in tied for cell in component.cells}
    found = {}
    for target in targets:
        component = part.get(target.cells[0])
        if component is not None and set(target.cells) <= set(component.cells):
            found[target] = _interval(component, target)
    return found


def _interval(component: Component, target: Target) -> Interval:
    places = [component.cells.index(cell) for cell in target.cells]
    if component.forest and len(places) == 1:
        whole = passed(component)
        return Interval(float(whole.lower[places[0]]), float(whole.upper[places[0]]))
    aim = np.zeros(len(component.cells))
    aim[places] = 1.0
    return Interval(solution(component, aim)[1], solution(component, aim, -1.0)[1])


def exposed(
    cells: Sequence[RawCell],
    states: Sequence[State],
    relations: Sequence[Relation],
    targets: Iterable[Target],
    rule: Rule,
) -> tuple[Target, ...]:
    """Those of the dangerous counts that can be told too closely."""
    found = intervals(cells, states, relations, targets)
    lower = np.array([interval.lower for interval in found.values()])
    upper = np.array([interval.upper for interval in found.values()])
    size = np.array([np.nan if target.size is None else target.size for target in found])
    safe = rule.safe(lower, upper, size)
    return tuple(target for target, far in zip(found, safe, strict=True) if not far)


def hidden_cells(cells: Sequence[RawCell], states: Sequence[State]) -> list[bool]:
    """Which counts the adversary does not know: the suppressed, and those that nobody here knows either."""
    rows = zip(cells, states, strict=True)
    return [state is State.SUPPRESSED or cell.numerator is None for cell, state in rows]
