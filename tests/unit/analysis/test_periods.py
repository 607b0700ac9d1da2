from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.periods import parse_period


@pytest.mark.parametrize(
    ("label", "start", "months"),
    [
        ("2015", (2015, 1), 12),
        ("2017/18", (2017, 4), 12),
        ("2099/00", (2099, 4), 12),
        ("2016/2017", (2016, 4), 12),
        ("2014 - 16", (2014, 1), 36),
        ("2014-2016", (2014, 1), 36),
        ("2015/16 - 17/18", (2015, 4), 36),
        ("2020 Q3", (2020, 7), 3),
        ("2020/21 Q4", (2021, 1), 3),
        ("Aug 2011 - Jul 2012", (2011, 8), 12),
        ("March 2020", (2020, 3), 1),
    ],
)
def test_periods_as_fingertips_writes_them(label: str, start: tuple[int, int], months: int) -> None:
    period = parse_period(label)
    assert period is not None
    assert (period.start, period.months) == (start[0] * 12 + start[1] - 1, months)


@pytest.mark.parametrize("label", ["", "last year", "2015/17", "2016 - 14x", "Dec 2012 - Jan 2012", "Abc 2012"])
def test_what_is_no_period(label: str) -> None:
    assert parse_period(label) is None


def test_pooled_periods_overlap_and_single_years_do_not() -> None:
    first, pooled, after = (parse_period(text) for text in ("2014/15", "2014/15 - 16/17", "2017/18"))
    assert first and pooled and after
    assert first.overlaps(pooled) and pooled.overlaps(first)
    assert not pooled.overlaps(after)


@given(st.integers(1900, 2098))
def test_financial_years_follow_each_other(year: int) -> None:
    first = parse_period(f"{year}/{(year + 1) % 100:02}")
    second = parse_period(f"{year + 1}/{(year + 2) % 100:02}")
    assert first and second and first.end == second.start
