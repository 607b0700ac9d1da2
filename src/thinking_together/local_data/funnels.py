"""The place of an area on a funnel plot of published figures: shares, crude rates and standardised rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

import numpy as np

from thinking_together.analysis.funnel import (
    STANDARDISED_FROM,
    FunnelLimits,
    Position,
    derived_population,
    place_proportions,
    place_rates,
    pooled,
    proportion_limits,
    rate_limits,
)
from thinking_together.analysis.intervals import Floats
from thinking_together.local_data.interval import MULTIPLIERS, PERCENT, multiplier_of
from thinking_together.local_data.observation import Observation

_FURTHEST = 2.0  # a standardised rate is seldom twice, or half, its crude rate


class NoFunnel(StrEnum):
    """Why an area has no place on a funnel plot."""

    NO_COUNTS = "the area has no count and denominator"
    NOT_A_RATE = "the values are neither shares nor rates of their counts"
    NOT_PLACED = "a standardised rate of fewer than 10 events is not placed"


@dataclass(frozen=True, slots=True)
class Funnel:
    """A place on a funnel plot. The limits (0.025) are those for the area's size, in the unit of its value.

    ``outside`` of ``areas`` lie beyond their own: where many do, areas differ in more than chance.
    """

    position: Position
    lower: float
    upper: float
    outside: int
    areas: int


@dataclass(frozen=True, slots=True)
class _Plot:
    """Every area's position and limits; ``scale`` brings the limits to the unit of the values."""

    positions: tuple[Position, ...]
    limits: FunnelLimits
    scale: float = 1.0


def funnel_of(mine: Observation, peers: Sequence[Observation]) -> Funnel | NoFunnel:
    """The place of a figure among figures of the same series and period, its own among them."""
    counted = [o for o in peers if _usable(o)]
    place = next((i for i, o in enumerate(counted) if o.area == mine.area), None)
    if place is None:
        return NoFunnel.NO_COUNTS
    plot = _plot(counted)
    if plot is None:
        return NoFunnel.NOT_A_RATE
    position = plot.positions[place]
    if position is Position.NOT_PLACED:
        return NoFunnel.NOT_PLACED
    lower, upper = (float(a[place]) * plot.scale for a in (plot.limits.inner_lower, plot.limits.inner_upper))
    placed = [p for p in plot.positions if p is not Position.NOT_PLACED]
    return Funnel(position, lower, upper, sum(p is not Position.WITHIN for p in placed), len(placed))


def _usable(observation: Observation) -> bool:
    value, count, of = observation.value, observation.count, observation.denominator
    if value is None or count is None or not of or value < 0 or count < 0 or of < 0:
        return False
    return bool(value) or not count


def _plot(areas: Sequence[Observation]) -> _Plot | None:
    multipliers = Counter(multiplier_of(o) for o in areas if o.count)
    if not multipliers:
        return None
    ((multiplier, _),) = multipliers.most_common(1)
    if multiplier is None:
        return _standardised(areas)
    counts, sizes = _column(o.count for o in areas), _column(o.denominator for o in areas)
    average = pooled(counts, sizes)
    if multiplier == PERCENT and (counts <= sizes).all():
        return _Plot(place_proportions(counts, sizes, average), proportion_limits(average, sizes), PERCENT)
    average *= multiplier
    return _Plot(place_rates(counts, sizes, average, multiplier), rate_limits(average, sizes, multiplier))


def _standardised(areas: Sequence[Observation]) -> _Plot | None:
    """A funnel by the populations that would give the rates, if the values can be rates of their counts at all."""
    crude = [(o.value or 0) * (o.denominator or 0) / o.count for o in areas if o.count]
    fits = (m for m in MULTIPLIERS[1:] if 1 / _FURTHEST < median(crude) / m < _FURTHEST)
    multiplier = next(fits, None)
    if multiplier is None:
        return None
    counts = _column(o.count for o in areas)
    people = derived_population(counts, _column(o.value for o in areas), multiplier)
    average = pooled(counts, people) * multiplier
    positions = place_rates(counts, people, average, multiplier, STANDARDISED_FROM)
    return _Plot(positions, rate_limits(average, people, multiplier))


def _column(values: Iterable[float | None]) -> Floats:
    return np.array(tuple(values), dtype=np.float64)
