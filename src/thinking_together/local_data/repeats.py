"""What can be told only from all rows of a download together: repeated figures, and -1 as a missing mark."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from thinking_together.core.tabular import Problems
from thinking_together.local_data.numbers import MISSING_NUMBER
from thinking_together.local_data.observation import Observation

_FIELDS = ("value", "lower95", "upper95", "lower998", "upper998")


def without_missing_numbers(observations: list[Observation]) -> list[Observation]:
    """Takes -1 in Value and limits for missing where the indicator cannot be negative.

    An indicator can be negative (a gap, a change) when the file holds another negative value or limit of it.
    """
    negative = {o.indicator for o in observations if any(_is_negative(getattr(o, field)) for field in _FIELDS)}
    return [o if o.indicator in negative else _with_minus_one_missing(o) for o in observations]


def _is_negative(number: float | None) -> bool:
    return number is not None and number < 0 and number != MISSING_NUMBER


def _with_minus_one_missing(observation: Observation) -> Observation:
    marks: dict[str, Any] = {f: None for f in _FIELDS if getattr(observation, f) == MISSING_NUMBER}
    return replace(observation, **marks) if marks else observation


def distinct(file: str, observations: list[Observation], problems: Problems) -> list[Observation]:
    """One observation for rows that differ in their parent only; a repeat with other figures is a problem."""
    first: dict[tuple[str, ...], Observation] = {}
    for made in observations:
        kept = first.setdefault(made.identity, made)
        if kept is made:
            continue
        if kept.figures == made.figures:
            parents = dict.fromkeys((*kept.parents, *made.parents))
            first[made.identity] = replace(kept, parents=tuple(parents))
            continue
        problems.add(
            file,
            f"{made.area} {made.period} stands on line {kept.line} with other figures",
            "Keep the row that is right; one area has one figure a period.",
            row=made.line,
        )
    return list(first.values())
