"""The distribution of answers on a Likert scale, and whether many are neutral.

Many neutral answers to an item about knowledge are read as uncertainty, so as a training need; the flag waits until
the interval, not only the share, is above the threshold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from thinking_together.analysis.intervals import wilson

NEUTRAL_THRESHOLD = 0.25


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of those who answered, with Wilson limits; ``None`` where nobody answered."""

    count: int
    value: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class LikertSummary:
    """Shares in the order of the scale. ``neutral`` pools the neutral points and is ``None`` where there is none."""

    answered: int
    points: tuple[Share, ...]
    neutral: Share | None
    neutral_flag: bool


def likert(
    counts: Sequence[int],
    neutral: Sequence[int] = (),
    threshold: float = NEUTRAL_THRESHOLD,
    confidence: float = 0.95,
) -> LikertSummary:
    """Summary of the number of answers at each point of a scale.

    ``neutral`` holds the positions of neutral points (usually ``middle(len(counts))``). The flag is true where the
    lower Wilson limit of the neutral share is above ``threshold`` (0 to 1). Counts are of people who answered: those
    not asked, or who skipped, belong in none of them.
    """
    if not 0.0 <= threshold <= 1.0:
        raise ValueError(f"threshold is {threshold}: give a share between 0 and 1")
    if any(not 0 <= place < len(counts) for place in neutral):
        raise ValueError(f"neutral points {tuple(neutral)} are outside a scale of {len(counts)} points")
    answered = sum(counts)
    pooled = sum(counts[place] for place in set(neutral))
    every = _shares([*counts, pooled], answered, confidence)
    middle_share = every[-1] if neutral else None
    flag = middle_share is not None and middle_share.lower is not None and middle_share.lower > threshold
    return LikertSummary(answered, every[:-1], middle_share, flag)


def middle(points: int) -> tuple[int, ...]:
    """The position of the middle point of a scale with an odd number of points; none where the number is even."""
    return (points // 2,) if points % 2 else ()


def _shares(counts: Sequence[int], of: int, confidence: float) -> tuple[Share, ...]:
    if not of:
        return tuple(Share(count, None, None, None) for count in counts)
    columns = wilson(np.array(counts), of, confidence)
    rows = zip(counts, *(column.tolist() for column in columns), strict=True)
    return tuple(Share(count, value, lower, upper) for count, value, lower, upper in rows)
