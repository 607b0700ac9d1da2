"""Times as the design system writes them: 9:30am, 2pm, midday, midnight."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from thinking_together.analysis.tables import day as day_in_words
from thinking_together.core.dates.zone import zone


def show_time(at: time) -> str:
    """``9:30am``, ``2pm``, ``midday``, ``midnight``."""
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{(at.hour + 11) % 12 + 1}{minutes}{'am' if at.hour < 12 else 'pm'}"


def show_moment(moment: datetime) -> str:
    """``1:30am on 25 October 2026``, and which of the two where the clocks went back."""
    here = moment.astimezone(zone())
    clock = f" ({here.tzname()})" if _comes_twice(here) else ""
    return f"{show_time(here.time())}{clock} on {day_in_words(here.date())}"


def _comes_twice(here: datetime) -> bool:
    other = here.replace(fold=1 - here.fold)
    gap = abs((here.utcoffset() or timedelta()) - (other.utcoffset() or timedelta()))
    return bool(gap)
