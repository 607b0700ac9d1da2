"""Areas in equal groups by the size of a value: deciles, quintiles, quartiles.

Areas of equal value share a group, so groups may differ in size; in whole numbers, so nothing hangs on rounding.
Source: OHID, "Assigning deprivation categories" (technical guide), as PHEindicatormethods' phe_quantile computes it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from thinking_together.analysis.comparison import Polarity


def quantiles(values: ArrayLike, parts: int = 10, highest_first: bool = True) -> tuple[int | None, ...]:
    """The group of each value, from 1 to ``parts``, in the order given.

    ``highest_first`` puts the highest values in group 1 (phe_quantile: ``invert = TRUE``). ``None`` where the value is
    missing (NaN or ``None``), and everywhere where fewer areas than ``parts`` have a value. ``ValueError`` for
    fewer than 2 parts, values in more than one dimension, or an infinite value.
    """
    if parts < 2:
        raise ValueError(f"parts is {parts}: give 2 or more, such as 5 for quintiles")
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1 or np.isinf(array).any():
        raise ValueError("values need one finite number or nothing for each area")
    known = np.sort(array[~np.isnan(array)])
    if known.size < parts:
        return (None,) * array.size
    if highest_first:
        ahead = known.size - np.searchsorted(known, array, side="right")
    else:
        ahead = np.searchsorted(known, array, side="left")
    groups = 1 + ahead * parts // known.size
    return tuple(None if gone else group for gone, group in zip(np.isnan(array).tolist(), groups.tolist(), strict=True))


def worst_is_highest(polarity: Polarity) -> bool:
    """Whether group 1, to be the worst, should hold the highest values. Without judgement the lowest come first."""
    return polarity is Polarity.LOW_IS_GOOD
