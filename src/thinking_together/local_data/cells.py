"""Cells of local data before the gate."""

from __future__ import annotations

import math
from dataclasses import replace

from thinking_together.analysis.disclosure import Policy
from thinking_together.analysis.intervals import wilson
from thinking_together.analysis.tables import Keys, Kind, RawCell, State
from thinking_together.local_data.interval import PERCENT, interval_of
from thinking_together.local_data.observation import Observation

MISSING = "Missing or suppressed by the source."
NO_ROW = "The source has no row for this."
NOT_PART = "The one count is not part of the other."


def _missing(keys: Keys, observation: Observation | None, policy: Policy) -> RawCell:
    """A gap. Where small counts are hidden, one the source hides must not be found by subtraction either."""
    if observation is None:
        return RawCell(keys, None, state=State.NO_DATA, note=NO_ROW)
    hidden = policy.small > 0 and observation.count is None
    return RawCell(keys, None, state=State.SUPPRESSED if hidden else State.NO_DATA, note=MISSING)


def count_cell(keys: Keys, observation: Observation | None, policy: Policy) -> RawCell:
    """The published count."""
    if observation is None or observation.count is None:
        return _missing(keys, observation, policy)
    return RawCell(keys, observation.count, note=observation.note)


def rate_cell(keys: Keys, observation: Observation | None, policy: Policy, kind: Kind) -> RawCell:
    """The published value with its interval; a percentage becomes a share from 0 to 1."""
    if observation is None or observation.value is None:
        return _missing(keys, observation, policy)
    scale = PERCENT if kind is Kind.PROPORTION else 1.0
    interval = interval_of(observation)
    limits = (interval.lower, interval.upper)
    value, lower, upper = (None if n is None else n / scale for n in (observation.value, *limits))
    return RawCell(
        keys,
        observation.count,
        observation.denominator,
        published=(value, lower, upper),
        method=f"95% interval: {interval.method}" if interval.method else str(interval.why_not),
        note=observation.note,
    )


def share_cell(keys: Keys, part: Observation | None, whole: Observation | None, policy: Policy) -> RawCell:
    """The count of one indicator as a share of another's, for the same area and period.

    The share and its Wilson limits come from the counts as they are; where counts are shown rounded, both are.
    """
    if part is None or whole is None:
        return RawCell(keys, None, state=State.NO_DATA, note=NO_ROW)
    if part.count is None or whole.count is None:
        return _missing(keys, replace(part, count=None), policy)
    if part.count > whole.count or not whole.count:
        return RawCell(keys, None, state=State.NO_DATA, note=NOT_PART)
    value, lower, upper = wilson(part.count, whole.count)
    of = _rounded(whole.count, policy)
    return RawCell(keys, part.count, of, published=(float(value), float(lower), float(upper)))


def _rounded(count: float, policy: Policy) -> float:
    return policy.round_to * math.floor(count / policy.round_to + 0.5) if policy.round_to else count
