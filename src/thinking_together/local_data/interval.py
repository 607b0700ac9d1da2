"""The 95% interval of a published figure: the source's own, or computed where the file holds what is needed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from thinking_together.analysis.rates import Estimates, Method, crude_rate, proportion
from thinking_together.analysis.tables import Kind
from thinking_together.local_data.observation import Layout, Observation

PERCENT = 100.0
MULTIPLIERS = (PERCENT, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0)
_SAME = 1e-9


class NoInterval(StrEnum):
    """Why a figure has no interval."""

    VALUE_MISSING = "the value is missing or suppressed"
    NOT_IN_LAYOUT = "this layout has no intervals and no counts to compute them from"
    NOT_PUBLISHED = "no interval is published, and value, count and denominator do not allow one"


@dataclass(frozen=True, slots=True)
class Interval:
    """Limits in the figure's unit. ``method`` is *published* or how it was computed; ``why_not`` else."""

    lower: float | None = None
    upper: float | None = None
    method: str = ""
    why_not: NoInterval | None = None


def interval_of(observation: Observation, layout: Layout = Layout.FINGERTIPS_NEW) -> Interval:
    """The published 95% limits; else Wilson for a percentage, Byar for a crude rate; else why not.

    A directly standardised rate cannot be computed again from its count, so limits are computed only where
    count / denominator gives the published value back.
    """
    if observation.value is None:
        return Interval(why_not=NoInterval.VALUE_MISSING)
    if observation.lower95 is not None and observation.upper95 is not None:
        return Interval(observation.lower95, observation.upper95, "published")
    if layout is Layout.SHORT:
        return Interval(why_not=NoInterval.NOT_IN_LAYOUT)
    multiplier = multiplier_of(observation)
    if multiplier is None:
        return Interval(why_not=NoInterval.NOT_PUBLISHED)
    scale, found = _estimates(observation, multiplier)
    label = Method(int(found.method)).label
    return Interval(float(found.lower) * scale, float(found.upper) * scale, label)


def kind_of(observation: Observation) -> Kind:
    """Proportion for a percentage that its count and denominator give back, else a rate."""
    share = multiplier_of(observation) == PERCENT and (observation.value or 0) <= PERCENT
    return Kind.PROPORTION if share else Kind.RATE


def multiplier_of(observation: Observation) -> float | None:
    """What count / denominator is multiplied by to give the published value at its own precision."""
    value, count, of = observation.value, observation.count, observation.denominator
    if value is None or count is None or not of:
        return None
    places = len(repr(value).partition(".")[2])
    near = max(0.5 * 10.0**-places, abs(value) * _SAME) * (1 + _SAME)
    fits = (m for m in MULTIPLIERS if abs(count / of * m - value) <= near)
    return next(fits, None) if count else None


def _estimates(observation: Observation, multiplier: float) -> tuple[float, Estimates]:
    count, of = observation.count or 0.0, observation.denominator or 0.0
    if multiplier == PERCENT and count <= of:
        return multiplier, proportion(count, of)
    return 1.0, crude_rate(count, of, multiplier)
