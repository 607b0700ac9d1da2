"""Agreement between coders: percent agreement, Cohen's kappa, Krippendorff's alpha for categories.

*Not computable* is an answer: where all coders use one category only there is no disagreement to be expected by
chance, so a coefficient says nothing. Sources: Cohen J (1960), Educ Psychol Meas 20, 37-46; Krippendorff K (2011),
"Computing Krippendorff's Alpha-Reliability", University of Pennsylvania.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Category: TypeAlias = Hashable | None
_ROUNDING = 1e-12


class NotComputable(StrEnum):
    """Why a figure is absent; empty where it is there."""

    COMPUTED = ""
    NO_PAIRS = "no unit was coded by two coders"
    ONE_CATEGORY = "only one category was used"


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient, or ``None`` with its reason. ``units`` are those coded by at least two coders."""

    value: float | None
    units: int
    reason: NotComputable = NotComputable.COMPUTED


def percent_agreement(ratings: Sequence[Sequence[Category]]) -> Agreement:
    """The share of pairs of codings of the same unit that agree, from 0 to 1.

    ``ratings`` has a row for each unit and a column for each coder; ``None`` where a coder did not code the unit.
    """
    units = _paired(ratings)
    pairs = sum(n.total() * (n.total() - 1) for n in units)
    if not pairs:
        return Agreement(None, 0, NotComputable.NO_PAIRS)
    return Agreement(sum(k * (k - 1) for n in units for k in n.values()) / pairs, len(units))


def cohen_kappa(first: Sequence[Category], second: Sequence[Category]) -> Agreement:
    """Cohen's kappa of two coders over the units that both coded. ``ValueError`` for lists of different lengths."""
    if len(first) != len(second):
        raise ValueError(f"the coders have {len(first)} and {len(second)} units: give one coding a unit, or None")
    both = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    if not both:
        return Agreement(None, 0, NotComputable.NO_PAIRS)
    units = len(both)
    one, two = Counter(a for a, _ in both), Counter(b for _, b in both)
    expected = sum(one[c] * two[c] for c in one) / units**2
    if expected >= 1.0 - _ROUNDING:
        return Agreement(None, units, NotComputable.ONE_CATEGORY)
    observed = sum(a == b for a, b in both) / units
    return Agreement((observed - expected) / (1.0 - expected), units)


def krippendorff_alpha(ratings: Sequence[Sequence[Category]]) -> Agreement:
    """Krippendorff's alpha for nominal categories, any number of coders, missing codings allowed.

    ``ratings`` as for ``percent_agreement``. 1 is perfect, 0 what chance gives, below 0 systematic disagreement.
    """
    units = _paired(ratings)
    if not units:
        return Agreement(None, 0, NotComputable.NO_PAIRS)
    values = sum(units, Counter[Category]())
    n = values.total()
    by_chance = n * n - sum(k * k for k in values.values())
    if not by_chance:
        return Agreement(None, len(units), NotComputable.ONE_CATEGORY)
    disagreements = sum((u.total() ** 2 - sum(k * k for k in u.values())) / (u.total() - 1) for u in units)
    return Agreement(1.0 - (n - 1) * disagreements / by_chance, len(units))


def _paired(ratings: Sequence[Sequence[Category]]) -> list[Counter[Category]]:
    """How often each category was given to each unit that at least two coders coded."""
    coded = (Counter(c for c in unit if c is not None) for unit in ratings)
    return [n for n in coded if n.total() > 1]
