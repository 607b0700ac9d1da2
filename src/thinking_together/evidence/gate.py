"""The disclosure gate: the only way from counts to figures that a page, file or picture may show."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from thinking_together.analysis.disclosure import POLICIES, Policy, protect
from thinking_together.analysis.intervals import byar, wilson
from thinking_together.analysis.tables import Keys, Kind, RawCell, RawTable, State, Statistic, Table

METHODS = {
    Kind.COUNT: "Count",
    Kind.PROPORTION: "Share with 95% Wilson score interval",
    Kind.RATE: "Rate with 95% interval by Byar's approximation (exact below 10)",
    Kind.MEAN: "Mean",
}
Floats = NDArray[np.float64]
Figures = tuple[float | None, float | None, float | None]  # value, lower and upper limit
NOTHING: Figures = (None, None, None)
FULL_COUNT = "Share of a full count: nothing was sampled, so it has no interval"


def release(raw: RawTable) -> Table:
    """The table that may be shown: suppressed cells are states without values, wanted cells only.

    Percentages, rates and intervals are computed here, from counts that are shown.
    """
    policy = POLICIES[raw.policy]
    states = protect(raw.cells, raw.relations, policy)
    asked = [(cell, state) for cell, state in zip(raw.cells, states, strict=True) if cell.wanted]
    computed = iter(_computed(raw, [cell for cell, state in asked if _to_compute(cell, state)]))
    statistics = tuple(
        _statistic(raw, cell, state, policy, next(computed) if _to_compute(cell, state) else cell.published)
        for cell, state in asked
    )
    counted = raw.full_count and raw.kind is Kind.PROPORTION
    usual = FULL_COUNT if counted else METHODS[raw.kind]
    method = f"{raw.method}. {usual}" if raw.method and raw.method != usual and counted else raw.method or usual
    return Table(
        raw.title,
        raw.kind,
        raw.unit,
        raw.dimensions,
        statistics,
        raw.source,
        policy.name,
        method,
        raw.notes,
        counted,
    )


def hidden_above(raw: RawTable, table: Table) -> frozenset[tuple[Keys, Keys]]:
    """Pairs of a shown and a suppressed cell that differ in one key, where the suppressed value is not below.

    A claim of rank is refused on these without saying which; they never leave with a table.
    """
    asked = [cell for cell in raw.cells if cell.wanted]
    rows = zip(asked, table.statistics, strict=True)
    values = {cell.keys: _value(raw, cell) for cell, statistic in rows if statistic.state is State.SUPPRESSED}
    hidden = [keys for keys, value in values.items() if value is not None]
    return frozenset(
        (shown.keys, keys)
        for shown in table.shown()
        for keys in hidden
        if len(set(shown.keys) ^ set(keys)) == 2 and (values[keys] or 0) >= (shown.value or 0)
    )


def _value(raw: RawTable, cell: RawCell) -> float | None:
    """The value alone, without limits: also of cells that no interval fits."""
    if cell.published:
        return cell.published[0]
    if cell.numerator is None or raw.kind is Kind.COUNT:
        return cell.numerator
    scale = raw.multiplier if raw.kind is Kind.RATE else 1
    return cell.numerator / cell.denominator * scale if cell.denominator else None


def _to_compute(cell: RawCell, state: State) -> bool:
    return state is State.SHOWN and not cell.published


def _statistic(raw: RawTable, cell: RawCell, state: State, policy: Policy, figures: Figures | None) -> Statistic:
    if state is not State.SHOWN:
        return Statistic(cell.keys, raw.kind, state, multiplier=raw.multiplier, note=cell.note)
    value, lower, upper = figures or NOTHING
    if value is None:
        return Statistic(cell.keys, raw.kind, State.NO_DATA, multiplier=raw.multiplier, note=cell.note)
    numerator = cell.numerator
    if policy.round_to and numerator is not None:
        numerator = policy.round_to * math.floor(numerator / policy.round_to + 0.5)
        value = numerator if raw.kind is Kind.COUNT else value
    return Statistic(
        cell.keys,
        raw.kind,
        State.SHOWN,
        value,
        lower,
        upper,
        numerator,
        cell.denominator,
        raw.multiplier,
        cell.method,
        cell.note,
    )


def _computed(raw: RawTable, cells: list[RawCell]) -> list[Figures]:
    """Value, lower and upper limit of each cell, in one calculation for the whole table."""
    bare = raw.kind is Kind.COUNT
    at = [place for place, c in enumerate(cells) if c.numerator is not None and (bare or c.denominator)]
    found = [NOTHING] * len(cells)
    count = np.array([cells[place].numerator for place in at], dtype=float)
    of = np.ones_like(count) if bare else np.array([cells[place].denominator for place in at], dtype=float)
    for place, figures in zip(at, _figures(raw, count, of), strict=True):
        found[place] = figures
    return found


def _figures(raw: RawTable, count: Floats, of: Floats) -> Iterable[Figures]:
    if raw.kind is Kind.PROPORTION and not raw.full_count:
        return zip(*(limit.tolist() for limit in wilson(count, of)), strict=True)
    if raw.kind is Kind.RATE:
        low, high = byar(count)
        return zip(*((events / of * raw.multiplier).tolist() for events in (count, low, high)), strict=True)
    return ((value, None, None) for value in (count / of).tolist())
