"""Questions with several answers: how often each option is chosen, and which options go together.

A matrix has one row for each respondent who answered and one column for each option, true where chosen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thinking_together.analysis.intervals import Flags, Floats, wilson

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Frequency:
    """How many of ``answered`` chose each option, with Wilson limits. Shares need not add up to 1."""

    answered: int
    count: Counts
    share: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True, slots=True)
class CoOccurrence:
    """Of those who chose the row's option, how many chose the column's too.

    ``count`` is symmetric with the options' own counts on its diagonal. ``share[a, b]`` = P(b given a) with Wilson
    limits; ``lift[a, b]`` = P(b given a) / P(b): above 1, together more often than if independent. NaN on the
    diagonal and where nobody chose the row's option.
    """

    answered: int
    count: Counts
    share: Floats
    lower: Floats
    upper: Floats
    lift: Floats

    def base(self, option: int) -> int:
        """How many chose the option."""
        return int(self.count[option, option])


@dataclass(frozen=True, slots=True)
class Partner:
    """An option often chosen with another. ``tied`` are further options with the same count."""

    option: int
    count: int
    share: float
    lower: float
    upper: float
    lift: float
    tied: tuple[int, ...] = ()


def frequency(matrix: ArrayLike, confidence: float = 0.95) -> Frequency:
    """How often each option is chosen; NaN shares where nobody answered."""
    chosen = _chosen(matrix)
    count = chosen.sum(axis=0, dtype=np.int64)
    share, lower, upper = wilson(count, len(chosen), confidence)
    return Frequency(len(chosen), count, share, lower, upper)


def co_occurrence(matrix: ArrayLike, confidence: float = 0.95) -> CoOccurrence:
    """Every pair of options at once. ``ValueError`` unless the matrix has two dimensions."""
    chosen = _chosen(matrix)
    ones = chosen.astype(np.float64)  # exact for whole numbers, and far faster to multiply than booleans
    count = np.rint(ones.T @ ones).astype(np.int64)
    base = np.diagonal(count)
    share, lower, upper = wilson(count, np.broadcast_to(base[:, None], count.shape), confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        lift = share * len(chosen) / base[None, :]
    for array in (share, lower, upper, lift):
        np.fill_diagonal(array, np.nan)
    return CoOccurrence(len(chosen), count, share, lower, upper, lift)


def top_partner(pairs: CoOccurrence, option: int) -> Partner | None:
    """The option most often chosen with this one, the first of those tied; ``None`` where there is none."""
    counts = pairs.count[option].copy()
    counts[option] = 0
    if not counts.any():
        return None
    best, *tied = (int(i) for i in np.flatnonzero(counts == counts.max()))
    place = (option, best)
    return Partner(
        best,
        int(counts[best]),
        float(pairs.share[place]),
        float(pairs.lower[place]),
        float(pairs.upper[place]),
        float(pairs.lift[place]),
        tuple(tied),
    )


def _chosen(matrix: ArrayLike) -> Flags:
    chosen = np.asarray(matrix, dtype=np.bool_)
    if chosen.ndim != 2:
        raise ValueError("the matrix needs two dimensions: respondents by options")
    return chosen
