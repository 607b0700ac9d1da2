"""Comparison with England or another area, in the words Fingertips uses.

An area differs from its comparator where its own interval excludes the comparator's value. Whether that is better
or worse depends on polarity; where polarity has no meaning, as for the use of a service, the words are lower and
higher. Source: UKHSA Fingertips, Public Health Technical Guidance, "Comparisons".
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Polarity(StrEnum):
    """Which way an indicator is good."""

    LOW_IS_GOOD = "low_is_good"
    HIGH_IS_GOOD = "high_is_good"
    NO_JUDGEMENT = "no_judgement"


class Outcome(StrEnum):
    """How an area stands beside its comparator."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    LOWER = "lower"
    HIGHER = "higher"
    NOT_COMPARED = "not compared"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome, and for *not compared* why."""

    outcome: Outcome
    reason: str = ""


def compare(lower: float | None, upper: float | None, comparator: float | None, polarity: Polarity) -> Comparison:
    """An area's interval beside a comparator's value; NaN counts as missing.

    A comparator exactly on a limit is inside the interval. ``ValueError`` when the limits are the wrong way round.
    """
    if lower is None or upper is None or math.isnan(lower) or math.isnan(upper):
        return Comparison(Outcome.NOT_COMPARED, "the area has no confidence interval here")
    if comparator is None or math.isnan(comparator):
        return Comparison(Outcome.NOT_COMPARED, "the comparator has no value here")
    if lower > upper:
        raise ValueError(f"the lower limit {lower:g} is above the upper limit {upper:g}")
    if lower <= comparator <= upper:
        return Comparison(Outcome.SIMILAR)
    return Comparison(_word(bool(lower > comparator), polarity))


def _word(higher: bool, polarity: Polarity) -> Outcome:
    if polarity is Polarity.NO_JUDGEMENT:
        return Outcome.HIGHER if higher else Outcome.LOWER
    good = higher == (polarity is Polarity.HIGH_IS_GOOD)
    return Outcome.BETTER if good else Outcome.WORSE
