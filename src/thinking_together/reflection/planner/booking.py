"""How many to invite, given how often people cancel, and what risk of too small or too large a group that leaves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr, bdtrc  # of scipy.stats every process would load all

from thinking_together.reflection.planner.instance import Rules

MOST_EXTRA = 6


@dataclass(frozen=True, slots=True)
class Booking:
    """With ``invited`` people of whom each cancels with probability ``rate``, independently of the others."""

    invited: int
    rate: float
    too_small: float
    too_large: float

    @property
    def in_size(self) -> float:
        return 1.0 - self.too_small - self.too_large


def cancellation_rate(cancelled: int, invited: int) -> float:
    """Share of places cancelled at short notice so far, drawn towards none while few were invited.

    The mean of the posterior under the prior Beta(1, 9): one in ten before anything is known.
    """
    if not 0 <= cancelled <= invited:
        raise ValueError("cancelled must lie between 0 and invited")
    return (cancelled + 1) / (invited + 10)


def booking(invited: int, rate: float, smallest: int, largest: int) -> Booking:
    """The risk of one number of invitations: those who come are binomial."""
    if not 0 <= rate < 1:
        raise ValueError("a cancellation rate lies between 0 and 1")
    comes = 1.0 - rate
    too_small = float(bdtr(min(smallest - 1, invited), invited, comes)) if smallest > 0 else 0.0
    too_large = float(bdtrc(largest, invited, comes)) if largest < invited else 0.0
    return Booking(invited, rate, too_small, too_large)


def bookings(rate: float, smallest: int = 6, largest: int = 7) -> tuple[Booking, ...]:
    """The choices beside each other, from no reserve to six more than a full group."""
    return tuple(booking(n, rate, smallest, largest) for n in range(smallest, largest + MOST_EXTRA + 1))


def rules_for(rate: float, rules: Rules) -> Rules:
    """The rules with the number of people invited for that of people who come.

    The largest is the number that is most likely to give a group in size; the smallest is as much below it as before.
    """
    choices = bookings(rate, rules.smallest, rules.largest)
    best = choices[int(np.argmax([choice.in_size for choice in choices]))].invited
    largest = max(best, rules.largest)
    return Rules(largest - (rules.largest - rules.smallest), largest, rules.sectors, rules.one_organisation)
