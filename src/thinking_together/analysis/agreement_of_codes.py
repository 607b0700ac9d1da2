"""Agreement of two coders who may give a unit several codes, or none.

Each code is a decision of its own, to give it or not. The share of decisions that agree is high where most codes are
rare, so the pooled kappa stands beside it: agreement observed and expected by chance are averaged over the codes
before they are set against each other, which stays computable where a single code is too rare for a kappa of its own.
With one code it is Cohen's kappa. Whole units are drawn for the interval, so that the decisions about one unit stay
together. Source: De Vries H et al (2008), "Using pooled kappa to summarize interrater agreement across many items",
Field Methods 20, 272-282.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence, Set
from typing import TypeAlias

import numpy as np

from thinking_together.analysis.agreement import Agreement, figure_of, or_nan, share_of
from thinking_together.analysis.bootstrap import DEFAULT, Resampling
from thinking_together.analysis.intervals import Floats

Given: TypeAlias = tuple[Set[Hashable], Set[Hashable]]
"""The codes that the first and the second coder gave to one unit."""


def decisions_agreed(units: Sequence[Given], codes: Sequence[Hashable]) -> tuple[int, int]:
    """How many decisions agree, and how many there are: one for each unit and code."""
    apart = sum(len((first ^ second) & set(codes)) for first, second in units)
    return len(units) * len(codes) - apart, len(units) * len(codes)


def share_of_decisions(
    units: Sequence[Given], codes: Sequence[Hashable], resampling: Resampling = DEFAULT
) -> Agreement:
    """The share of decisions that agree, from 0 to 1. ``codes`` are those that were to be given or not."""
    return figure_of([decisions_agreed([unit], codes) for unit in units] if codes else [], share_of, resampling)


def pooled_kappa(units: Sequence[Given], codes: Sequence[Hashable], resampling: Resampling = DEFAULT) -> Agreement:
    """The pooled kappa over ``codes``: 1 is perfect, 0 what chance gives."""
    terms = [_terms(unit, codes) for unit in units]
    return figure_of(terms if codes else [], _pooled, resampling)


def _terms(unit: Given, codes: Sequence[Hashable]) -> tuple[float, ...]:
    """One unit; for each code whether both decided alike, whether the first gave it, whether the second did."""
    gave = [[float(code in given) for code in codes] for given in unit]
    alike = [float(first == second) for first, second in zip(*gave, strict=True)]
    return (1.0, *alike, *gave[0], *gave[1])


def _pooled(sums: Floats) -> Floats:
    """From the sums of ``_terms``."""
    same, first, second = (part / sums[:, :1] for part in np.split(sums[:, 1:], 3, axis=1))
    by_chance = (first * second + (1.0 - first) * (1.0 - second)).mean(axis=1)
    return np.asarray((same.mean(axis=1) - by_chance) / or_nan(1.0 - by_chance))
