"""Recent trend, as Fingertips tests it.

The most recent five yearly points, evenly spaced, none missing. Rates and other indicators with intervals: regression
weighted by 1/SE squared with SE = (upper - lower) / 3.92. Proportions: the chi-square test for trend on the counts,
with slopes on the logit scale. There is a trend where chi-square passes 9.5495 (0.002 on one degree of freedom) and
no single point carries it: all five slopes with one point left out have the sign of the whole.
Source: UKHSA Fingertips, Public Health Technical Guidance, "Fingertips trend markers".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from thinking_together.analysis.comparison import Polarity
from thinking_together.analysis.intervals import Floats
from thinking_together.analysis.tables import Kind

POINTS = 5
CHI_SQUARE_LIMIT = 9.54953570608324
MONTHS_IN_YEAR = 12
_SE_WIDTH = 3.92


class Direction(StrEnum):
    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_SIGNIFICANT_CHANGE = "no significant change"
    CANNOT_BE_CALCULATED = "cannot be calculated"


class Meaning(StrEnum):
    """What the direction means to the people it is about."""

    GETTING_BETTER = "getting better"
    GETTING_WORSE = "getting worse"
    NEITHER = "neither"


class WhyNot(StrEnum):
    """Why a trend cannot be calculated; empty where it can."""

    CALCULATED = ""
    FEWER_THAN_FIVE = "there are fewer than 5 points"
    NOT_YEARLY = "a period is not one year long"
    OVERLAPPING = "periods overlap"
    GAP = "a year is missing between the points"
    MISSING_VALUE = "a value is missing or suppressed in the last 5 points"
    NO_INTERVAL = "a point has no confidence interval"
    NO_WIDTH = "a point has an interval without width"
    NO_COUNTS = "a point has no count and denominator"
    NO_ODDS = "a point has a share of 0% or 100%, which has no odds"


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period. ``start`` counts months from the year 0 (``year * 12 + month - 1``), ``months`` is its length."""

    start: int
    months: int
    value: float | None
    lower: float | None = None
    upper: float | None = None
    count: float | None = None
    denominator: float | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """``slope`` is per year: in the indicator's unit, or in log odds for a proportion."""

    direction: Direction
    meaning: Meaning = Meaning.NEITHER
    reason: WhyNot = WhyNot.CALCULATED
    chi_square: float | None = None
    slope: float | None = None


def recent_trend(points: Sequence[TrendPoint], polarity: Polarity, kind: Kind = Kind.RATE) -> Trend:
    """The trend of the five latest points, which may come in any order.

    ``kind`` PROPORTION uses ``count`` and ``denominator``, every other kind ``value`` and its 95% limits.
    """
    last = sorted(points, key=lambda p: p.start)[-POINTS:]
    reason = _periods_fail(last) or (_counts_fail(last) if kind is Kind.PROPORTION else _limits_fail(last))
    if reason:
        return Trend(Direction.CANNOT_BE_CALCULATED, reason=reason)
    chi_square, slopes = _proportions(last) if kind is Kind.PROPORTION else _weighted(last)
    slope = slopes[0]
    steady = all(s * slope > 0 for s in slopes)
    if not (steady and chi_square > CHI_SQUARE_LIMIT):
        return Trend(Direction.NO_SIGNIFICANT_CHANGE, chi_square=chi_square, slope=slope)
    direction = Direction.INCREASING if slope > 0 else Direction.DECREASING
    return Trend(direction, _meaning(direction, polarity), chi_square=chi_square, slope=slope)


def _meaning(direction: Direction, polarity: Polarity) -> Meaning:
    if polarity is Polarity.NO_JUDGEMENT:
        return Meaning.NEITHER
    good = (direction is Direction.INCREASING) is (polarity is Polarity.HIGH_IS_GOOD)
    return Meaning.GETTING_BETTER if good else Meaning.GETTING_WORSE


def _periods_fail(last: Sequence[TrendPoint]) -> WhyNot:
    if len(last) < POINTS:
        return WhyNot.FEWER_THAN_FIVE
    if any(p.months != MONTHS_IN_YEAR for p in last):
        return WhyNot.NOT_YEARLY
    steps = [after.start - before.start for before, after in pairwise(last)]
    if any(step < MONTHS_IN_YEAR for step in steps):
        return WhyNot.OVERLAPPING
    return WhyNot.GAP if any(step > MONTHS_IN_YEAR for step in steps) else WhyNot.CALCULATED


def _gone(*numbers: float | None) -> bool:
    return any(number is None or not math.isfinite(number) for number in numbers)


def _limits_fail(last: Sequence[TrendPoint]) -> WhyNot:
    if any(_gone(p.value) for p in last):
        return WhyNot.MISSING_VALUE
    if any(_gone(p.lower, p.upper) for p in last):
        return WhyNot.NO_INTERVAL
    if (_array(p.upper for p in last) <= _array(p.lower for p in last)).any():
        return WhyNot.NO_WIDTH
    return WhyNot.CALCULATED


def _counts_fail(last: Sequence[TrendPoint]) -> WhyNot:
    if any(_gone(p.value) and _gone(p.count) for p in last):
        return WhyNot.MISSING_VALUE
    if any(_gone(p.count, p.denominator) or not p.denominator for p in last):
        return WhyNot.NO_COUNTS
    count, of = _array(p.count for p in last), _array(p.denominator for p in last)
    return WhyNot.NO_ODDS if ((count <= 0) | (count >= of)).any() else WhyNot.CALCULATED


def _weighted(last: Sequence[TrendPoint]) -> tuple[float, tuple[float, ...]]:
    """Chi-square of the slope, and the slope of all points followed by those with one left out."""
    value = _array(p.value for p in last)
    weight = (_SE_WIDTH / (_array(p.upper for p in last) - _array(p.lower for p in last))) ** 2
    slope, information = _regress(value, weight)
    return slope**2 * information, (slope, *_leave_one_out(value, weight))


def _proportions(last: Sequence[TrendPoint]) -> tuple[float, tuple[float, ...]]:
    count, of = _array(p.count for p in last), _array(p.denominator for p in last)
    share = count.sum() / of.sum()
    slope, information = _regress(count / of, of)
    logit = np.log(count / (of - count))
    same = np.ones(POINTS)
    slopes = (_regress(logit, same)[0], *_leave_one_out(logit, same))
    return float(slope**2 * information / (share * (1 - share))), slopes


def _leave_one_out(value: Floats, weight: Floats) -> tuple[float, ...]:
    year = np.arange(POINTS, dtype=np.float64)
    return tuple(_regress(np.delete(value, i), np.delete(weight, i), np.delete(year, i))[0] for i in range(POINTS))


def _regress(value: Floats, weight: Floats, year: Floats | None = None) -> tuple[float, float]:
    """Slope of a weighted regression on the year, and its information (1 / variance with weights 1 / SE squared)."""
    t = np.arange(value.size, dtype=np.float64) if year is None else year
    t = t - np.average(t, weights=weight)
    information = float(weight @ t**2)
    return float(weight @ (t * value)) / information, information


def _array(values: object) -> Floats:
    return np.array(tuple(values), dtype=np.float64)  # type: ignore[arg-type]
