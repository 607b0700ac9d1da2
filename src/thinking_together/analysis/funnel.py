"""Funnel plots: how far an area may lie from the average of all by chance, given its size.

Control limits at 0.025 and 0.001 on each side. Proportions: the score limits around the average, so an area lies
outside exactly where its own Wilson interval (95% or 99.8%) excludes the average. Rates: exact Poisson limits of
the count to be expected. Areas are placed by their own interval: Byar, exact Poisson below a count of 10.
The limits allow for chance only: where many areas lie outside, the areas differ in more than chance, and to
lie outside is then no finding. Sources: Spiegelhalter DJ (2005), Stat Med 24, 1185-1202; UKHSA Fingertips, Public
Health Technical Guidance, "Funnel plots", as PHEindicatormethods computes them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gdtrib

from thinking_together.analysis.intervals import (
    Floats,
    byar,
    normal_quantile,
    numbers,
    refuse,
    wilson,
)

INNER_TAIL = 0.025
OUTER_TAIL = 0.001
STANDARDISED_FROM = 10  # a standardised rate of fewer events is not reliable
_Interval: TypeAlias = Callable[[float], tuple[Floats, Floats]]


class Position(StrEnum):
    """Where an area lies beside the control limits."""

    BELOW_OUTER = "low (0.001)"
    BELOW_INNER = "low (0.025)"
    WITHIN = "within the limits"
    ABOVE_INNER = "high (0.025)"
    ABOVE_OUTER = "high (0.001)"
    NOT_PLACED = "not placed"


_BY_STEPS = {
    -2: Position.BELOW_OUTER,
    -1: Position.BELOW_INNER,
    0: Position.WITHIN,
    1: Position.ABOVE_INNER,
    2: Position.ABOVE_OUTER,
}


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """Control limits in the unit of the baseline, arrays of one shape; NaN where the denominator is 0 or missing."""

    outer_lower: Floats
    inner_lower: Floats
    baseline: float
    inner_upper: Floats
    outer_upper: Floats


def pooled(numerator: ArrayLike, denominator: ArrayLike) -> float:
    """The average that a funnel is drawn around: all events over all people, of areas that have both numbers.

    NaN where no area has both, or all denominators are 0. ``ValueError`` for a negative or infinite number.
    """
    x, n = np.broadcast_arrays(numbers(numerator, "numerator"), numbers(denominator, "denominator"))
    both = ~(np.isnan(x) | np.isnan(n))
    people = math.fsum(n[both].tolist())
    return math.fsum(x[both].tolist()) / people if people else math.nan


def proportion_limits(baseline: float, denominator: ArrayLike) -> FunnelLimits:
    """Limits of a proportion (0 to 1) in areas of these sizes; never below 0 or above 1.

    ``baseline`` is the average proportion. ``ValueError`` for one outside 0 and 1, or a negative denominator.
    """
    if not 0.0 <= baseline <= 1.0:
        raise ValueError(f"baseline is {baseline}: give the average proportion, between 0 and 1")
    n = _sizes(denominator, "denominator")
    spread = np.sqrt(baseline * (1.0 - baseline) / n)
    inner, outer = (normal_quantile(1.0 - 2.0 * tail) * spread for tail in (INNER_TAIL, OUTER_TAIL))
    return FunnelLimits(
        np.maximum(baseline - outer, 0.0),
        np.maximum(baseline - inner, 0.0),
        baseline,
        np.minimum(baseline + inner, 1.0),
        np.minimum(baseline + outer, 1.0),
    )


def rate_limits(baseline: float, population: ArrayLike, multiplier: float = 100_000) -> FunnelLimits:
    """Limits of a rate in areas of these populations (person-years where a period has several years).

    ``baseline`` and the limits are per ``multiplier``. A limit is the rate whose own exact Poisson limit is the
    baseline; the lower one is 0 where no events at all would not be surprising. ``ValueError`` for a baseline
    that is negative or not finite, a multiplier of 0 or less, or a negative population.
    """
    if not (0.0 <= baseline < math.inf and 0.0 < multiplier < math.inf):
        raise ValueError(f"baseline is {baseline} per {multiplier}: give a rate of 0 or more per a number above 0")
    n = _sizes(population, "population")
    expected = n * baseline / multiplier
    per = multiplier / n
    return FunnelLimits(
        _fewest(expected, OUTER_TAIL) * per,
        _fewest(expected, INNER_TAIL) * per,
        baseline,
        _most(expected, INNER_TAIL) * per,
        _most(expected, OUTER_TAIL) * per,
    )


def place_proportions(numerator: ArrayLike, denominator: ArrayLike, baseline: float) -> tuple[Position, ...]:
    """Where each area's proportion lies; one-dimensional arrays. Errors as ``intervals.wilson``.

    *Not placed* where the denominator is 0 or a number is missing.
    """

    def interval(confidence: float) -> tuple[Floats, Floats]:
        _, lower, upper = wilson(numerator, denominator, confidence)
        return lower, upper

    return _place(interval, baseline)


def place_rates(
    count: ArrayLike, population: ArrayLike, baseline: float, multiplier: float = 100_000, smallest: int = 0
) -> tuple[Position, ...]:
    """Where each area's rate lies; one-dimensional arrays. ``baseline`` is per ``multiplier``.

    Areas with a count below ``smallest`` are not placed: give ``STANDARDISED_FROM`` for standardised rates, with
    ``derived_population``. Nor are those whose population is 0 or missing. ``ValueError`` for a negative number.
    """
    x, n = np.broadcast_arrays(numbers(count, "count"), numbers(population, "population"))
    per = multiplier / np.where((n > 0) & (x >= smallest), n, np.nan)

    def interval(confidence: float) -> tuple[Floats, Floats]:
        lower, upper = byar(x, confidence)
        return lower * per, upper * per

    return _place(interval, baseline)


def derived_population(count: ArrayLike, rate: ArrayLike, multiplier: float = 100_000) -> Floats:
    """The population in which a count would give a standardised rate: the size of its area on a funnel plot.

    NaN where the rate is missing or 0. ``ValueError`` for a negative number, or a count above 0 with a rate of 0.
    """
    x, r = np.broadcast_arrays(numbers(count, "count"), numbers(rate, "rate"))
    refuse(x, (r == 0) & (x > 0), "count", "its rate is 0")
    return np.asarray(multiplier * x / np.where(r > 0, r, np.nan))


def _sizes(values: ArrayLike, name: str) -> Floats:
    n = numbers(values, name)
    return np.where(n > 0, n, np.nan)


def _fewest(expected: Floats, tail: float) -> Floats:
    """The count, not always whole, whose exact upper limit is ``expected``; 0 where none would be that low."""
    return np.asarray(np.maximum(gdtrib(1.0, 1.0 - tail, expected) - 1.0, 0.0))


def _most(expected: Floats, tail: float) -> Floats:
    """The count, not always whole, whose exact lower limit is ``expected``."""
    return np.asarray(gdtrib(1.0, tail, expected))


def _place(interval: _Interval, baseline: float) -> tuple[Position, ...]:
    if not 0.0 <= baseline < math.inf:
        raise ValueError(f"baseline is {baseline}: give the average of all areas, 0 or more")
    lower, upper = interval(1.0 - 2.0 * INNER_TAIL)
    widest_lower, widest_upper = interval(1.0 - 2.0 * OUTER_TAIL)
    below = (upper < baseline).astype(np.int8) + (widest_upper < baseline)
    above = (lower > baseline).astype(np.int8) + (widest_lower > baseline)
    return tuple(
        Position.NOT_PLACED if gone else _BY_STEPS[steps]
        for gone, steps in zip(np.isnan(lower).tolist(), (above - below).tolist(), strict=True)
    )
