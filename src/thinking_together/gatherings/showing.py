"""When a gathering is, in words."""

from __future__ import annotations

from thinking_together.analysis.tables import day as day_in_words
from thinking_together.core.dates.showing import show_moment, show_time
from thinking_together.core.dates.zone import local_parts
from thinking_together.gatherings.models import Gathering


def when(gathering: Gathering) -> str:
    """``9:30am to 11am on 25 October 2026``; the day alone where no time is known."""
    if gathering.starts is None or gathering.ends is None:
        return day_in_words(gathering.day)
    (first, begins), (last, ends) = local_parts(gathering.starts), local_parts(gathering.ends)
    if first == last and begins.fold == ends.fold == 0:
        return f"{show_time(begins)} to {show_time(ends)} on {day_in_words(first)}"
    return f"{show_moment(gathering.starts)} to {show_moment(gathering.ends)}"
