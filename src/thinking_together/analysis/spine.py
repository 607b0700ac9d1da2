"""Spine charts: indicators of different units on one axis, England in the middle, better to the right.

Each indicator is scaled by the distance from England to whichever of the best and the worst area is farther away,
so England stands at 0 and all areas between -1 and 1; where low is good the axis is mirrored. The dark bar spans the
middle half of the areas. Without judgement, higher stands to the right, and the ends mean lowest and highest.
Source: UKHSA Fingertips, "Area profiles" (spine charts); quartiles as R's quantile (type 7) gives them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from thinking_together.analysis.comparison import Polarity

FEWEST_AREAS = 4  # below this a quartile is not a part of the areas


class NotDrawn(StrEnum):
    """Why an indicator has no spine."""

    FEW_AREAS = "fewer than 4 areas have a value"
    NO_ENGLAND = "England has no value here"
    NO_SPREAD = "all areas have the value of England"


@dataclass(frozen=True, slots=True)
class Spine:
    """One row of the chart. Values are in the indicator's unit; ``position`` puts any of them on the axis.

    ``worst`` and ``best`` are the ends of the pale bar, the quartiles those of the dark one; without judgement
    they are the lowest and the highest.
    """

    england: float
    worst: float
    worst_quartile: float
    best_quartile: float
    best: float
    polarity: Polarity

    @property
    def half_width(self) -> float:
        """How far the axis reaches on each side of England, in the indicator's unit."""
        return max(abs(self.best - self.england), abs(self.worst - self.england))

    def position(self, value: float) -> float:
        """Where a value stands: 0 at England, 1 at the better end and -1 at the worse, beyond for other areas."""
        offset = (value - self.england) / self.half_width
        return -offset if self.polarity is Polarity.LOW_IS_GOOD else offset


def spine(values: ArrayLike, england: float | None, polarity: Polarity) -> Spine | NotDrawn:
    """The spine of one indicator from the values of all areas of one type, missing ones as NaN or ``None``.

    ``ValueError`` for an infinite number.
    """
    array = np.asarray(values, dtype=np.float64)
    known = array[~np.isnan(array)]
    if np.isinf(known).any() or (england is not None and math.isinf(england)):
        raise ValueError("a value is infinite: check the file it comes from")
    if england is None or math.isnan(england):
        return NotDrawn.NO_ENGLAND
    if known.size < FEWEST_AREAS:
        return NotDrawn.FEW_AREAS
    lowest, lower, upper, highest = np.quantile(known, [0.0, 0.25, 0.75, 1.0]).tolist()
    if lowest == highest == england:
        return NotDrawn.NO_SPREAD
    if polarity is Polarity.LOW_IS_GOOD:
        return Spine(england, highest, upper, lower, lowest, polarity)
    return Spine(england, lowest, lower, upper, highest, polarity)
