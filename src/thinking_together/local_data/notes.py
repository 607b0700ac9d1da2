"""What a reader must know beside the figures."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from thinking_together.analysis.periods import parse_period

# Fingertips indicators of hospital admissions for self-harm and of mental health admissions under 18.
ADMISSIONS = frozenset({"21001", "90813", "92796", "90812"})
NOT_PEOPLE = "Admissions are not people: one person may be admitted several times."
BREAK = (
    "Between 2021/22 and 2023/24 hospitals moved same-day emergency care to another data set, site by site, which can "
    "break a series."
)
UNDERCOUNT = (
    "Admissions undercount presentations: one study found about 0.42 admissions for each presentation (BMJ Open 2016)."
)
OVERLAP = "Periods overlap, so neighbouring points share part of their data."


def notes_for(indicators: Iterable[str], periods: Iterable[str]) -> tuple[str, ...]:
    """Notes for a table of these indicators and periods."""
    said = [NOT_PEOPLE, UNDERCOUNT, BREAK] if ADMISSIONS & set(indicators) else []
    return (*said, OVERLAP) if _overlap(periods) else tuple(said)


def _overlap(periods: Iterable[str]) -> bool:
    spans = sorted((p for label in periods if (p := parse_period(label))), key=lambda p: (p.start, p.months))
    return any(first.overlaps(second) for first, second in pairwise(spans))
