"""Crude rates, directly standardised rates and proportions with their intervals.

As UKHSA's PHEindicatormethods computes them. A million crude rates take a few hundredths of a second: they are
computed in blocks that stay in the processor's cache, and the exact limits of counts 0 to 9 come from a table.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thinking_together.analysis.intervals import (
    EXACT_BELOW,
    Floats,
    byar,
    byar_into,
    normal_quantile,
    numbers,
    poisson_exact,
    refuse,
    wilson,
)

_BLOCK = 16_384


class Method(IntEnum):
    """How a value and its interval came about, or why there is none."""

    BYAR = 0
    EXACT = 1
    WILSON = 2
    DOBSON = 3
    DENOMINATOR_0 = 4
    MISSING = 5
    TOO_FEW = 6

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Method.BYAR: "Byar",
    Method.EXACT: "exact Poisson",
    Method.WILSON: "Wilson score",
    Method.DOBSON: "Dobson with Byar",
    Method.DENOMINATOR_0: "no value: denominator is 0",
    Method.MISSING: "no value: a number is missing",
    Method.TOO_FEW: f"no value: total count is below {EXACT_BELOW}",
}


@dataclass(frozen=True, slots=True)
class Estimates:
    """Arrays of one shape. ``method`` holds ``Method`` numbers; where it says *no value*, the others are NaN."""

    value: Floats
    lower: Floats
    upper: Floats
    method: NDArray[np.uint8]

    def block(self, part: slice) -> Estimates:
        """Views of a part of one-dimensional arrays: what is written there is written here."""
        return Estimates(self.value[part], self.lower[part], self.upper[part], self.method[part])

    def reshaped(self, shape: tuple[int, ...]) -> Estimates:
        """The same numbers in another shape."""
        value, lower, upper = (array.reshape(shape) for array in (self.value, self.lower, self.upper))
        return Estimates(value, lower, upper, self.method.reshape(shape))


@dataclass(frozen=True, slots=True)
class Estimate:
    """One value with its limits, ``None`` where ``method`` says there is no value."""

    value: float | None
    lower: float | None
    upper: float | None
    method: Method


def proportion(numerator: ArrayLike, denominator: ArrayLike, confidence: float = 0.95) -> Estimates:
    """Proportions from 0 to 1 with Wilson score limits; errors as ``intervals.wilson``."""
    value, lower, upper = wilson(numerator, denominator, confidence)
    method = np.full(value.shape, Method.WILSON, dtype=np.uint8)
    method[np.isnan(value)] = Method.MISSING
    method[np.broadcast_to(numbers(denominator, "denominator") == 0, value.shape)] = Method.DENOMINATOR_0
    return Estimates(value, lower, upper, method)


def crude_rate(
    count: ArrayLike, population: ArrayLike, multiplier: float = 100_000, confidence: float = 0.95
) -> Estimates:
    """Events per ``multiplier`` of population, with Byar's limits (exact Poisson below a count of 10).

    Scalars or arrays that broadcast. A count of 0 is a valid rate of 0. No value where the population is 0 or a number
    is missing. ``ValueError`` with the index for a negative or infinite number, or for a rate past what a number holds.
    """
    _check_multiplier(multiplier)
    x, n = np.broadcast_arrays(numbers(count, "count"), numbers(population, "population"))
    kernel = _Kernel(float(multiplier), confidence)
    counts, populations = x.reshape(-1), n.reshape(-1)
    size = x.size
    flat = Estimates(np.empty(size), np.empty(size), np.empty(size), np.zeros(size, dtype=np.uint8))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for start in range(0, size, _BLOCK):
            part = slice(start, start + _BLOCK)
            kernel.fill(counts[part], populations[part], flat.block(part))
    return flat.reshaped(x.shape)


class _Kernel:
    """Computes one block of crude rates in place, with what does not change from block to block."""

    def __init__(self, multiplier: float, confidence: float) -> None:
        self.multiplier = multiplier
        self.confidence = confidence
        self.z = normal_quantile(confidence)
        self.exact_lower, self.exact_upper = poisson_exact(np.arange(EXACT_BELOW), confidence)

    def fill(self, count: Floats, population: Floats, out: Estimates) -> None:
        byar_into(count, self.z, out.lower, out.upper)
        small = np.flatnonzero(count < EXACT_BELOW)
        if small.size:
            self._exact(small, count[small], out)
        np.divide(count, population, out=out.value)
        np.multiply(out.value, self.multiplier, out=out.value)
        factor = self.multiplier / population
        np.multiply(out.lower, factor, out=out.lower)
        np.multiply(out.upper, factor, out=out.upper)
        if not out.value.max() < np.inf:  # infinite where the population is 0, NaN where anything is missing
            _no_value(population, out)

    def _exact(self, where: NDArray[np.intp], count: Floats, out: Estimates) -> None:
        whole = count.astype(np.intp)
        if (whole == count).all():
            out.lower[where], out.upper[where] = self.exact_lower[whole], self.exact_upper[whole]
        else:
            out.lower[where], out.upper[where] = poisson_exact(count, self.confidence)
        out.method[where] = Method.EXACT


def _no_value(population: Floats, out: Estimates) -> None:
    gone = ~np.isfinite(out.value)
    if (np.isinf(out.value) & (population > 0)).any():
        raise ValueError("a count over its population is too large a number: check the population")
    for array in (out.value, out.lower, out.upper):
        array[gone] = np.nan
    out.method[gone] = Method.MISSING
    out.method[population == 0] = Method.DENOMINATOR_0


def directly_standardised_rate(
    count: ArrayLike,
    population: ArrayLike,
    standard: ArrayLike,
    multiplier: float = 100_000,
    confidence: float = 0.95,
    squared_events: ArrayLike | None = None,
) -> Estimate:
    """One directly standardised rate from arrays over age bands, by Dobson's method with Byar's limits.

    ``standard`` is the standard population of the same bands, any set of them. Below a total count of 10 there is no
    value, nor where a number is missing or a population is 0. ``squared_events`` is for events that are not
    independent, as when people are admitted more than once: for each band the sum over people of their number of
    events squared (equal to ``count`` when nobody has two). ``ValueError`` for arrays of different lengths or a
    negative number. Source: Dobson AJ et al (1991), Stat Med 10, 457-462; the variance of repeated events as in
    PHEindicatormethods.
    """
    _check_multiplier(multiplier)
    normal_quantile(confidence)
    x, n, w = (numbers(a, k) for a, k in ((count, "count"), (population, "population"), (standard, "standard")))
    events = x if squared_events is None else numbers(squared_events, "squared_events")
    if not (x.ndim == 1 and x.shape == n.shape == w.shape == events.shape and x.size):
        raise ValueError("count, population and standard need one number for each age band, and at least one")
    if any(np.isnan(a).any() for a in (x, n, w, events)):
        return Estimate(None, None, None, Method.MISSING)
    refuse(events, events < x, "squared_events", "it is below the count of its band")
    refuse(events, events > np.maximum(x * x, x), "squared_events", "it is above the count of its band squared")
    if not n.all() or not w.sum():
        return Estimate(None, None, None, Method.DENOMINATOR_0)
    total = float(x.sum())
    if total < EXACT_BELOW:
        return Estimate(None, None, None, Method.TOO_FEW)
    weight = w / w.sum() / n * multiplier
    value = float(weight @ x)
    spread = math.sqrt(float(weight**2 @ events) / total)
    lower, upper = byar(total, confidence)
    return Estimate(
        value,
        value + spread * (float(lower) - total),
        value + spread * (float(upper) - total),
        Method.DOBSON,
    )


def _check_multiplier(multiplier: float) -> None:
    if not (multiplier > 0 and math.isfinite(multiplier)):
        raise ValueError(f"multiplier is {multiplier}: give a number above 0, such as 100000")
