"""Time periods as Fingertips writes them: when they begin and how long they are.

``Time period`` is a label and ``Time period Sortable`` a start year followed by zeros, not a date. Only the
label says whether two points overlap, which pooled periods do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

APRIL = 4
MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_YEAR = re.compile(r"(\d{4})")
_SPLIT_YEAR = re.compile(r"(\d{4})/(\d{2}|\d{4})")
_YEARS = re.compile(r"(\d{4}) ?- ?(\d{2}|\d{4})")
_SPLIT_YEARS = re.compile(r"(\d{4})/(?:\d{2}|\d{4}) ?- ?(\d{2}|\d{4})/(\d{2}|\d{4})")
_QUARTER = re.compile(r"(\d{4})(/\d{2})? ?Q([1-4])")
_MONTH = re.compile(r"([A-Za-z]{3})[a-z]* (\d{4})")
_MONTHS = re.compile(r"([A-Za-z]{3})[a-z]* (\d{4}) ?- ?([A-Za-z]{3})[a-z]* (\d{4})")


@dataclass(frozen=True, slots=True)
class Period:
    """``start`` counts months from the year 0 (year * 12 + month - 1); ``months`` is the length."""

    label: str
    start: int
    months: int

    @property
    def end(self) -> int:
        """The first month after the period."""
        return self.start + self.months

    def overlaps(self, other: Period) -> bool:
        return self.start < other.end and other.start < self.end


def parse_period(label: str) -> Period | None:
    """The period a label names, or ``None`` where it is written in no way that Fingertips uses."""
    text = " ".join(label.replace("–", "-").split())
    for pattern, build in _BUILDERS:
        found = pattern.fullmatch(text)
        if found:
            span = build(*found.groups())
            return Period(text, *span) if span and span[1] > 0 else None
    return None


def when(label: str) -> tuple[int, str]:
    """Sorts labels in order of time; a label that gives no dates stands first, in the order of the alphabet."""
    period = parse_period(label)
    return (period.start if period else 0), label


def _month(year: int, month: int) -> int:
    return year * 12 + month - 1


def _ending(start: int, text: str) -> int:
    """The year that ``16`` or ``2016`` means after ``start``."""
    if len(text) == 4:
        return int(text)
    year = start // 100 * 100 + int(text)
    return year if year >= start else year + 100


def _split_year(first: str, second: str) -> tuple[int, int] | None:
    start = int(first)
    return (_month(start, APRIL), 12) if _ending(start, second) == start + 1 else None


def _years(first: str, last: str) -> tuple[int, int]:
    start = int(first)
    return _month(start, 1), (_ending(start, last) - start + 1) * 12


def _split_years(first: str, last: str, after: str) -> tuple[int, int] | None:
    start = int(first)
    begins = _ending(start, last)
    return (_month(start, APRIL), (begins - start + 1) * 12) if _ending(begins, after) == begins + 1 else None


def _quarter(year: str, split: str | None, quarter: str) -> tuple[int, int]:
    return _month(int(year), APRIL if split else 1) + (int(quarter) - 1) * 3, 3


def _one_month(name: str, year: str) -> tuple[int, int] | None:
    number = MONTHS.get(name.lower())
    return (_month(int(year), number), 1) if number else None


def _month_range(name: str, year: str, last: str, last_year: str) -> tuple[int, int] | None:
    first, final = _one_month(name, year), _one_month(last, last_year)
    return (first[0], final[0] - first[0] + 1) if first and final else None


_BUILDERS = (
    (_YEAR, lambda year: (_month(int(year), 1), 12)),
    (_SPLIT_YEAR, _split_year),
    (_YEARS, _years),
    (_SPLIT_YEARS, _split_years),
    (_QUARTER, _quarter),
    (_MONTH, _one_month),
    (_MONTHS, _month_range),
)
