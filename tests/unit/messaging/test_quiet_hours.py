"""Quiet hours by the clock on the wall, compared with asking at every minute, on the odd nights too."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thinking_together.messaging.quiet import Quiet

SPRING, AUTUMN = datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 10, 24, 21, tzinfo=UTC)
HALF_HOURS = st.integers(0, 47).map(lambda n: time(n // 2, 30 * (n % 2)))
STARTS = st.sampled_from([SPRING, AUTUMN, datetime(2026, 7, 1, tzinfo=UTC)])


@settings(deadline=None)
@given(STARTS, st.integers(0, 26 * 60), HALF_HOURS, HALF_HOURS)
def test_the_next_free_moment_is_the_first_minute_that_is_not_quiet(
    start: datetime, minutes: int, begins: time, ends: time
) -> None:
    quiet, moment = Quiet(begins, ends), start + timedelta(minutes=minutes)
    by_minutes = next(at for n in range(3 * 24 * 60) if not quiet.is_quiet(at := moment + timedelta(minutes=n)))
    assert quiet.next_free(moment) == by_minutes


@pytest.mark.parametrize(
    ("moment", "free"),
    [
        ("2026-07-01T11:00+00:00", "2026-07-01T11:00+00:00"),
        ("2026-07-01T19:00+00:00", "2026-07-02T06:00+00:00"),  # eight in the evening, in summer
        ("2026-01-10T19:59+00:00", "2026-01-10T19:59+00:00"),
        ("2026-01-10T20:00+00:00", "2026-01-11T07:00+00:00"),
        ("2026-03-28T21:00+00:00", "2026-03-29T06:00+00:00"),  # the night is an hour shorter
        ("2026-10-24T20:00+00:00", "2026-10-25T07:00+00:00"),  # and an hour longer
    ],
)
def test_from_eight_in_the_evening_until_seven(moment: str, free: str) -> None:
    quiet = Quiet(time(20), time(7))
    assert quiet.next_free(datetime.fromisoformat(moment)) == datetime.fromisoformat(free)


def test_the_same_time_twice_is_no_quiet_at_all() -> None:
    moment = datetime(2026, 7, 1, 2, tzinfo=UTC)
    assert Quiet(time(2), time(2)).next_free(moment) == moment
