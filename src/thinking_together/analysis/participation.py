"""Who took part in a survey, and where people stopped.

Outcomes of AAPOR, *Standard Definitions* (10th edition 2023), by the share of applicable items that were answered:
breakoff below 50%, partial from 50% to 80%, complete above 80%. With an open link there is no list of invited people,
so what is reported is participation against headcount and never a response rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thinking_together.analysis.intervals import numbers, refuse

PARTIAL_FROM = 0.5
COMPLETE_ABOVE = 0.8
_ROUNDING = 1e-12


class AaporOutcome(IntEnum):
    """What became of one response that was opened."""

    INTRODUCTION_BREAKOFF = 0  # left before answering anything
    BREAKOFF = 1  # answered something, but less than half
    PARTIAL = 2
    COMPLETE = 3


@dataclass(frozen=True, slots=True)
class Participation:
    """Responses by outcome. ``of_headcount`` is completes and partials over headcount; ``None`` with ``reason``."""

    opened: int
    introduction_breakoff: int
    questionnaire_breakoff: int
    partial: int
    complete: int
    headcount: int | None
    of_headcount: float | None
    reason: str = ""

    @property
    def usable(self) -> int:
        """Responses that are analysed: complete and partial."""
        return self.complete + self.partial

    @property
    def began(self) -> int:
        """Responses that went past the introduction."""
        return self.opened - self.introduction_breakoff

    @property
    def questionnaire_breakoff_rate(self) -> float | None:
        """Of those who went past the introduction, the share who stopped before half; ``None`` for nobody."""
        return self.questionnaire_breakoff / self.began if self.began else None

    @property
    def introduction_breakoff_rate(self) -> float | None:
        """Of those who opened the survey, the share who left before answering; ``None`` for nobody."""
        return self.introduction_breakoff / self.opened if self.opened else None


@dataclass(frozen=True, slots=True)
class ResponseRates:
    """AAPOR response rates, shares in 0..1: RR1 counts completes only, RR2 partials too."""

    rr1: float
    rr2: float


def outcomes(answered: ArrayLike, applicable: ArrayLike) -> NDArray[np.uint8]:
    """The outcome of each response, as ``AaporOutcome`` numbers.

    Both arrays hold numbers of items a response; *not asked* items are not applicable. ``ValueError`` with the index
    where more was answered than applies, or a number is negative.
    """
    done, of = np.broadcast_arrays(numbers(answered, "answered"), numbers(applicable, "applicable"))
    refuse(done, done > of, "answered", "more items are answered than apply")
    refuse(done, np.isnan(done) | np.isnan(of), "answered", "it or its applicable items are missing")
    share = done / np.maximum(of, 1.0)
    result = np.full(done.shape, AaporOutcome.BREAKOFF, dtype=np.uint8)
    result[done == 0] = AaporOutcome.INTRODUCTION_BREAKOFF
    result[(share >= PARTIAL_FROM) & (done > 0)] = AaporOutcome.PARTIAL
    result[share > COMPLETE_ABOVE + _ROUNDING] = AaporOutcome.COMPLETE
    return result


def participation(found: ArrayLike, headcount: int | None = None) -> Participation:
    """Counts of ``outcomes`` and, where a headcount is known, participation against it."""
    codes = np.asarray(found, dtype=np.int64)
    intro, breakoff, partial, complete = (int(n) for n in np.bincount(codes.ravel(), minlength=len(AaporOutcome)))
    share, reason = _share(complete + partial, headcount)
    return Participation(int(codes.size), intro, breakoff, partial, complete, headcount, share, reason)


def response_rates(found: ArrayLike, invited: int) -> ResponseRates:
    """AAPOR RR1 and RR2, for surveys sent to a list of invited people only.

    ``RR1 = I / ((I + P) + (R + NC + O) + (UH + UO))`` and ``RR2 = (I + P) / (the same)``, where I are completes, P
    partials, R refusals and breakoffs, NC no contact, O others, UH and UO those of whom nothing is known. In an
    Internet survey of named people everybody on the list is one of these, a message that came back among them, so that
    the denominator is the number of people ``invited``. ``found`` are codes of ``AaporOutcome``, one a response;
    ``ValueError`` where fewer were invited than answered. Source: AAPOR, *Standard Definitions*, 10th edition (2023),
    "Response rates", and "Internet surveys of specifically named persons".
    """
    counts = participation(found)
    if invited < max(counts.usable, 1):
        raise ValueError(f"{invited} people were invited, but {counts.usable} answered: give the number on the list")
    return ResponseRates(counts.complete / invited, counts.usable / invited)


def _share(usable: int, headcount: int | None) -> tuple[float | None, str]:
    if headcount is None:
        return None, "the headcount is not known"
    if headcount <= 0:
        return None, "the headcount is 0"
    if usable > headcount:
        return None, "more people answered than the headcount says there are"
    return usable / headcount, ""
