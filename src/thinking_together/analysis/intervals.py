"""Confidence intervals of proportions and counts, vectorised.

Definitions are those of UKHSA's PHEindicatormethods, so that a figure computed here agrees with one on Fingertips.
Sources: Wilson EB (1927), J Am Stat Assoc 22, 209-212; Breslow NE, Day NE (1987), *Statistical Methods in Cancer
Research* volume II (Byar's approximation); Armitage P, Berry G (2002), *Statistical Methods in Medical Research*
(exact Poisson limits by chi-square).
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainccinv, gammaincinv, ndtri

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

EXACT_BELOW = 10  # Byar's approximation is poor below this count
_NINTH = 1.0 / 9.0
_LOWER_IS_0 = 1e-4  # below this count the lower limit is smaller than the smallest number


def normal_quantile(confidence: float) -> float:
    """The standard normal quantile of a two-sided interval: 1.959964 for 0.95."""
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"confidence is {confidence}: give a level between 0 and 1, such as 0.95")
    return float(-ndtri((1.0 - confidence) / 2.0))


def wilson(numerator: ArrayLike, denominator: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """Proportions with Wilson score limits, each between 0 and 1: ``(value, lower, upper)``.

    Scalars or arrays that broadcast. NaN where the denominator is 0 or either number is missing (NaN or ``None``).
    ``ValueError`` with the index for a negative or infinite number, or a numerator above a denominator that is not 0.
    """
    z = normal_quantile(confidence)
    x, n = np.broadcast_arrays(numbers(numerator, "numerator"), numbers(denominator, "denominator"))
    refuse(x, (x > n) & (n > 0), "numerator", "it is greater than its denominator")
    n = np.where(n > 0, n, np.nan)
    value = x / n
    centre = 2.0 * x + z * z
    half = z * np.sqrt(z * z + 4.0 * x * (1.0 - value))
    scale = 0.5 / (n + z * z)
    lower = np.asarray((centre - half) * scale)
    upper = np.asarray((centre + half) * scale)
    upper[x == n] = 1.0  # the formula misses 1 by a last binary digit; at 0 it is exact
    return np.asarray(value), lower, upper


def byar(count: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Limits ``(lower, upper)`` of a count: Byar's approximation, exact Poisson below 10.

    A count of 0 is valid (lower limit 0). NaN where the count is missing. ``ValueError`` with the index for a
    negative or infinite count.
    """
    z = normal_quantile(confidence)
    x = numbers(count, "count")
    lower, upper = np.empty_like(x), np.empty_like(x)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        byar_into(x, z, lower, upper)
    small = np.asarray(x < EXACT_BELOW)
    lower[small], upper[small] = poisson_exact(x[small], confidence)
    return lower, upper


def byar_into(count: Floats, z: float, lower: Floats, upper: Floats) -> None:
    """Byar's limits written into ``lower`` and ``upper``, for counts that are checked; meaningless below 10.

    Written as ``(x - 1/9 - z sqrt(x)/3)**3 / x**2``, the same number with fewer passes over memory.
    """
    _cubed_over_square(count, -z / 3.0, lower)
    _cubed_over_square(count + 1.0, z / 3.0, upper)


def _cubed_over_square(x: Floats, factor: float, out: Floats) -> None:
    np.sqrt(x, out=out)
    out *= factor
    out += x
    out -= _NINTH
    ratio = out / x
    out *= ratio
    out *= ratio


def poisson_exact(count: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Exact Poisson limits of counts: half of chi-square quantiles with ``2x`` and ``2x + 2`` degrees of freedom."""
    tail = (1.0 - confidence) / 2.0
    normal_quantile(confidence)
    x = numbers(count, "count")
    lower = np.where(x > _LOWER_IS_0, gammaincinv(np.maximum(x, _LOWER_IS_0), tail), 0.0)
    lower = np.where(np.isnan(x), np.nan, lower)
    return lower, np.asarray(gammainccinv(x + 1.0, tail))


def numbers(values: ArrayLike, name: str) -> Floats:
    """A new or the same float64 array, ``None`` as NaN; ``ValueError`` naming the first negative or infinite one."""
    array = np.asarray(values, dtype=np.float64)
    if array.size and not (array.min() >= 0.0 and array.max() < np.inf):  # a NaN makes this true as well
        refuse(array, array < 0.0, name, "it is negative")
        refuse(array, np.isinf(array), name, "it is not a finite number")
    return array


def refuse(values: Floats, bad: Flags, name: str, why: str) -> None:
    """``ValueError`` naming the first value where ``bad`` is set, with its index in an array."""
    if not bad.any():
        return
    index = int(np.argmax(bad))
    place = f" at index {index}" if bad.ndim else ""
    raise ValueError(f"{name}{place} is {values.ravel()[index]:g}: {why}")
