"""Bootstrap intervals of figures that are computed from sums over units.

Whole units are drawn with replacement, so codings of one unit stay together. Units that contribute the same are
drawn together in one multinomial: the same distribution, whatever the number of units, and the same interval in
whatever order they come. Percentile, or bias-corrected and accelerated limits (BCa). The seed is fixed, so the same
units give the same interval. Sources: Efron B (1987), J Am Stat Assoc 82, 171-185; Efron B, Tibshirani RJ (1993),
*An Introduction to the Bootstrap*, chapters 13 and 14.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from thinking_together.analysis.intervals import Floats, normal_quantile

FEWEST_UNITS = 10  # our rule: resamples of fewer units are too much alike to say anything
SHARE_WITH_VALUE = 0.95
_CELLS_AT_ONCE = 2_000_000
_ROUNDING = 1e-12

Figure: TypeAlias = Callable[[Floats], Floats]
"""Takes sums (rows x terms), gives a value for each row, NaN where there is none."""


class Limits(StrEnum):
    """How limits are read from the resamples."""

    PERCENTILE = "percentile"
    BCA = "bias-corrected and accelerated"


class NoInterval(StrEnum):
    """Why a figure has no interval."""

    NO_VALUE = "the figure itself cannot be computed"
    FEW_UNITS = "there are fewer than 10 units"
    ONE_VALUE = "every resample gives the same value"
    OFTEN_NO_VALUE = "more than 1 in 20 resamples have no value"
    NO_CORRECTION = "the value lies beyond all resamples, so their bias cannot be corrected"


@dataclass(frozen=True, slots=True)
class Interval:
    """Limits of a figure at a confidence level (0.95 for 95%)."""

    lower: float
    upper: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Resampling:
    """How to draw: the number of resamples, the seed, the confidence level and the kind of limits."""

    replicates: int = 5000
    seed: int = 1987
    confidence: float = 0.95
    limits: Limits = Limits.BCA

    def __post_init__(self) -> None:
        normal_quantile(self.confidence)
        if self.replicates < 1000:
            raise ValueError(f"replicates is {self.replicates}: give 1000 or more, or the limits are chance")


DEFAULT = Resampling()


def bootstrap(units: Floats, figure: Figure, resampling: Resampling = DEFAULT) -> Interval | NoInterval:
    """The interval of ``figure`` of the sums of ``units``, an array with a row a unit and a column a term."""
    patterns, counts = np.unique(units, axis=0, return_counts=True)
    total = counts @ patterns
    (value,) = figure(total[None, :])
    if np.isnan(value):
        return NoInterval.NO_VALUE
    if len(units) < FEWEST_UNITS:
        return NoInterval.FEW_UNITS
    drawn = figure(_resampled_sums(patterns, counts, resampling))
    known = drawn[~np.isnan(drawn)]
    if known.size < SHARE_WITH_VALUE * drawn.size:
        return NoInterval.OFTEN_NO_VALUE
    if np.ptp(known) < _ROUNDING:
        return NoInterval.ONE_VALUE
    if resampling.limits is Limits.PERCENTILE:
        return percentile_limits(known, resampling.confidence)
    left_out = np.repeat(figure(total - patterns), counts)
    return bca_limits(float(value), known, left_out[~np.isnan(left_out)], resampling.confidence)


def _resampled_sums(patterns: Floats, counts: NDArray[np.intp], resampling: Resampling) -> Floats:
    """Sums of each resample (replicates x terms), drawn in blocks that bound the memory."""
    rng = np.random.default_rng(resampling.seed)
    size = int(counts.sum())
    block = max(1, _CELLS_AT_ONCE // len(counts))
    sums = [
        rng.multinomial(size, counts / size, min(block, resampling.replicates - start)) @ patterns
        for start in range(0, resampling.replicates, block)
    ]
    return np.concatenate(sums)


def percentile_limits(drawn: Floats, confidence: float) -> Interval:
    """The quantiles of the resampled values that leave out the same share on each side."""
    tail = (1.0 - confidence) / 2.0
    lower, upper = np.quantile(drawn, [tail, 1.0 - tail]).tolist()
    return Interval(lower, upper, confidence)


def bca_limits(value: float, drawn: Floats, left_out: Floats, confidence: float) -> Interval | NoInterval:
    """Limits corrected for bias and for a spread that changes with the value.

    ``drawn`` are the resampled values, ``left_out`` the values with each unit left out once.
    """
    tail = (1.0 - confidence) / 2.0
    near = np.isclose(drawn, value, rtol=0.0, atol=_ROUNDING)
    bias = float(ndtri(np.mean((drawn < value) & ~near) + np.mean(near) / 2.0))
    if not np.isfinite(bias):
        return NoInterval.NO_CORRECTION
    pull = left_out.mean() - left_out
    spread = float((pull**2).sum())
    acceleration = float((pull**3).sum()) / (6.0 * spread**1.5) if spread > 0.0 else 0.0
    z = bias + ndtri([tail, 1.0 - tail])
    lower, upper = np.quantile(drawn, ndtr(bias + z / (1.0 - acceleration * z))).tolist()
    return Interval(lower, upper, confidence)
