"""Numbers in a column of answers: reading them, a plausible range, and bands to report them in."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

_NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?([eE][-+]?\d{1,3})?\Z|[-+]?\.\d+\Z")
_AGE = re.compile(r"\bage\b", re.IGNORECASE)
_AGE_LIMITS = (10.0, 110.0)
_AGE_BANDS = (18.0, 25.0, 35.0, 45.0, 55.0, 65.0)


def as_number(text: str) -> float | None:
    """The number a cell says (thousands may be parted by commas), or ``None``; past every number it is none."""
    number = float(text.replace(",", "")) if _NUMBER.match(text.strip()) else math.inf
    return number if math.isfinite(number) else None


def plausible_range(heading: str, numbers: Sequence[float]) -> tuple[float, float] | None:
    """The range of ages for a column called so; otherwise only that counts are not negative."""
    if _AGE.search(heading.replace("_", " ")):
        return _AGE_LIMITS
    return None


def bands_for(heading: str, numbers: Sequence[float]) -> tuple[float, ...]:
    """Lower edges of the bands: the usual ones for ages, else rounded quintiles."""
    if _AGE.search(heading.replace("_", " ")):
        return _AGE_BANDS
    if not numbers:
        return (0.0,)
    edges = np.quantile(np.asarray(numbers, dtype=float), [0.2, 0.4, 0.6, 0.8])
    rounded = sorted({_nice(float(edge)) for edge in edges})
    return tuple(rounded)


def _nice(edge: float) -> float:
    """Two significant figures, which a reader takes in at once."""
    return 0.0 if edge == 0 else float(f"{edge:.2g}")
