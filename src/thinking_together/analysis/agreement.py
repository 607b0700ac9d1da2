"""Agreement between coders: percent agreement, prevalence, Cohen's kappa, Krippendorff's alpha for categories.

*Not computable* is an answer: where all coders use one category only there is no disagreement to be expected by
chance, so a coefficient says nothing. Each figure is a function of sums over units, and its interval comes from
drawing units again (``bootstrap``), as Zapf et al advise. Prevalence stands beside a coefficient because a rare or
a very common category lowers it at the same agreement. Sources: Cohen J (1960), Educ Psychol Meas 20, 37-46;
Krippendorff K (2011), "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania; Zapf A et al (2016),
BMC Med Res Methodol 16, 93; Byrt T et al (1993), J Clin Epidemiol 46, 423-429 (prevalence).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np

from thinking_together.analysis.bootstrap import DEFAULT, Figure, Interval, NoInterval, Resampling, bootstrap
from thinking_together.analysis.intervals import Floats

Category: TypeAlias = Hashable | None
_ROUNDING = 1e-12


class NotComputable(StrEnum):
    """Why a figure is absent; empty where it is there."""

    COMPUTED = ""
    NO_PAIRS = "no unit was coded by two coders"
    ONE_CATEGORY = "only one category was used"


@dataclass(frozen=True, slots=True)
class Agreement:
    """A figure, or ``None`` with its reason. ``units`` are those coded by at least two coders.

    ``interval`` holds its limits, or why there are none.
    """

    value: float | None
    units: int
    reason: NotComputable = NotComputable.COMPUTED
    interval: Interval | NoInterval = NoInterval.NO_VALUE


def percent_agreement(ratings: Sequence[Sequence[Category]], resampling: Resampling = DEFAULT) -> Agreement:
    """The share of pairs of codings of the same unit that agree, from 0 to 1.

    ``ratings`` has a row for each unit and a column for each coder; ``None`` where a coder did not code the unit.
    """
    pairs = [(sum(k * (k - 1) for k in n.values()), n.total() * (n.total() - 1)) for n in _paired(ratings)]
    return figure_of(pairs, share_of, resampling)


def prevalence(
    ratings: Sequence[Sequence[Category]], category: Category, resampling: Resampling = DEFAULT
) -> Agreement:
    """The share of codings that gave ``category``, from 0 to 1, in the units that at least two coders coded.

    ``ratings`` as for ``percent_agreement``.
    """
    return figure_of([(n[category], n.total()) for n in _paired(ratings)], share_of, resampling)


def cohen_kappa(first: Sequence[Category], second: Sequence[Category], resampling: Resampling = DEFAULT) -> Agreement:
    """Cohen's kappa of two coders over the units that both coded. ``ValueError`` for lists of different lengths."""
    if len(first) != len(second):
        raise ValueError(f"the coders have {len(first)} and {len(second)} units: give one coding a unit, or None")
    both = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    used = _categories(c for pair in both for c in pair)
    units = [(a == b, *(a == c for c in used), *(b == c for c in used)) for a, b in both]
    return figure_of(units, _kappa, resampling)


def krippendorff_alpha(ratings: Sequence[Sequence[Category]], resampling: Resampling = DEFAULT) -> Agreement:
    """Krippendorff's alpha for nominal categories, any number of coders, missing codings allowed.

    ``ratings`` as for ``percent_agreement``. 1 is perfect, 0 what chance gives, below 0 systematic disagreement.
    """
    paired = _paired(ratings)
    used = _categories(c for n in paired for c in n)
    units = [(_disagreement(n), *(n[c] for c in used)) for n in paired]
    return figure_of(units, _alpha, resampling)


def figure_of(units: Sequence[tuple[float, ...]], figure: Figure, resampling: Resampling) -> Agreement:
    """A figure of the sums of what each unit contributes, with its interval."""
    if not units:
        return Agreement(None, 0, NotComputable.NO_PAIRS)
    terms = np.array(units, dtype=np.float64)
    (value,) = figure(terms.sum(axis=0, keepdims=True)).tolist()
    if np.isnan(value):
        return Agreement(None, len(units), NotComputable.ONE_CATEGORY)
    return Agreement(value, len(units), NotComputable.COMPUTED, bootstrap(terms, figure, resampling))


def share_of(sums: Floats) -> Floats:
    return np.asarray(sums[:, 0] / sums[:, 1])


def _kappa(sums: Floats) -> Floats:
    """From agreements, and how often each coder used each category."""
    first, second = np.split(sums[:, 1:], 2, axis=1)
    units = first.sum(axis=1)
    by_chance = (first * second).sum(axis=1) / units**2
    return np.asarray((sums[:, 0] / units - by_chance) / or_nan(1.0 - by_chance))


def _alpha(sums: Floats) -> Floats:
    """From disagreements within units, and how often each category was used."""
    used = sums[:, 1:]
    codings = used.sum(axis=1)
    by_chance = codings**2 - (used**2).sum(axis=1)
    return np.asarray(1.0 - (codings - 1.0) * sums[:, 0] / or_nan(by_chance))


def or_nan(chance: Floats) -> Floats:
    """What chance leaves to disagree on; NaN where that is nothing, as where one category was used."""
    return np.where(chance > _ROUNDING, chance, np.nan)


def _disagreement(unit: Counter[Category]) -> float:
    """Pairs of codings of one unit that differ, weighted so that each coding counts once."""
    return (unit.total() ** 2 - sum(k * k for k in unit.values())) / (unit.total() - 1)


def _categories(used: Iterable[Category]) -> list[Category]:
    """Each category once, in an order that does not hang on the order of the units."""
    return sorted(set(used), key=repr)


def _paired(ratings: Sequence[Sequence[Category]]) -> list[Counter[Category]]:
    """How often each category was given to each unit that at least two coders coded."""
    coded = (Counter(c for c in unit if c is not None) for unit in ratings)
    return [n for n in coded if n.total() > 1]
