"""The disclosure gate: the only way from counts to figures that a page, file or picture may show."""

from __future__ import annotations

import math

from thinking_together.analysis.disclosure import POLICIES, Policy, protect
from thinking_together.analysis.intervals import byar, wilson
from thinking_together.analysis.tables import Keys, Kind, RawCell, RawTable, State, Statistic, Table

METHODS = {
    Kind.COUNT: "Count",
    Kind.PROPORTION: "Share with 95% Wilson score interval",
    Kind.RATE: "Rate with 95% interval by Byar's approximation (exact below 10)",
    Kind.MEAN: "Mean",
}
FULL_COUNT = "Share of a full count: nothing was sampled, so it has no interval"


def release(raw: RawTable) -> Table:
    """The table that may be shown: suppressed cells are states without values, wanted cells only.

    Percentages, rates and intervals are computed here, from counts that are shown.
    """
    policy = POLICIES[raw.policy]
    states = protect(raw.cells, raw.relations, policy)
    statistics = tuple(
        _statistic(raw, cell, state, policy) for cell, state in zip(raw.cells, states, strict=True) if cell.wanted
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


def _statistic(raw: RawTable, cell: RawCell, state: State, policy: Policy) -> Statistic:
    if state is not State.SHOWN:
        return Statistic(cell.keys, raw.kind, state, multiplier=raw.multiplier, note=cell.note)
    value, lower, upper = cell.published or _computed(raw, cell)
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


def _computed(raw: RawTable, cell: RawCell) -> tuple[float | None, float | None, float | None]:
    count, of = cell.numerator, cell.denominator
    if count is None:
        return None, None, None
    if raw.kind is Kind.COUNT:
        return float(count), None, None
    if not of:
        return None, None, None
    if raw.kind is Kind.PROPORTION and raw.full_count:
        return count / of, None, None
    if raw.kind is Kind.PROPORTION:
        value, lower, upper = wilson(count, of)
        return float(value), float(lower), float(upper)
    if raw.kind is Kind.RATE:
        low, high = byar(count)
        return (
            count / of * raw.multiplier,
            float(low) / of * raw.multiplier,
            float(high) / of * raw.multiplier,
        )
    return count / of, None, None
