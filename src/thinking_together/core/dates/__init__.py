"""Dates and times as people in England write and read them, the two odd nights of the year included."""

from thinking_together.core.dates.reading import Misread, read_date, read_time
from thinking_together.core.dates.showing import show_moment, show_time
from thinking_together.core.dates.zone import Doubled, Missing, local_moment, local_parts

__all__ = [
    "Doubled",
    "Misread",
    "Missing",
    "local_moment",
    "local_parts",
    "read_date",
    "read_time",
    "show_moment",
    "show_time",
]
