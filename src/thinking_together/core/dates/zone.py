"""Local time and moments. Two nights a year a local time names no moment, or two."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings


class Missing(ValueError):
    """The clocks went forward over this time. ``first`` is the first that exists after it."""

    def __init__(self, first: time) -> None:
        super().__init__("the clocks go forward over this time")
        self.first = first


class Doubled(ValueError):
    """The clocks went back: it comes twice. ``early`` and ``late`` are the two moments."""

    def __init__(self, early: datetime, late: datetime) -> None:
        super().__init__("the clocks go back, so that this time comes twice")
        self.early = early
        self.late = late


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def local_moment(day: date, at: time, *, later: bool | None = None) -> datetime:
    """The moment that a local date and time name.

    ``later`` chooses where there are two. ``Missing`` where there is none, ``Doubled`` where nobody chose.
    """
    early = datetime.combine(day, at.replace(tzinfo=None, fold=0), zone())
    late = early.replace(fold=1)
    if early.utcoffset() == late.utcoffset():
        return early
    if _back(early) != early.replace(tzinfo=None):
        raise Missing(_end_of_gap(day, early))
    if later is None:
        raise Doubled(early, late)
    return late if later else early


def local_parts(moment: datetime) -> tuple[date, time]:
    """The local date and time of a moment; ``fold`` of the time is 1 for the second of two."""
    here = moment.astimezone(zone())
    return here.date(), here.time()


def _back(moment: datetime) -> datetime:
    return moment.astimezone(UTC).astimezone(zone()).replace(tzinfo=None)


def _end_of_gap(day: date, inside: datetime) -> time:
    """The first whole minute that exists after a time that does not."""
    at = inside.replace(second=0, microsecond=0)
    while _back(at) != at.replace(tzinfo=None):
        at += timedelta(minutes=1)
    return at.time()
