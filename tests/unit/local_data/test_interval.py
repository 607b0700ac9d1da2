from __future__ import annotations

import pytest

from thinking_together.analysis.tables import Kind
from thinking_together.local_data.interval import NoInterval, interval_of, kind_of, multiplier_of
from thinking_together.local_data.observation import Layout, Observation


def figure(value: float | None, **others: float | None) -> Observation:
    given = {"count": None, "denominator": None} | others
    return Observation("1", "n", "E1", "a", "", "Persons", "All ages", "", "", "2020", value, **given)


def test_published_limits_stand_as_they_are() -> None:
    found = interval_of(figure(12.0, lower95=10.0, upper95=14.5, count=9, denominator=10))
    assert (found.lower, found.upper, found.method) == (10.0, 14.5, "published")


def test_a_crude_rate_gets_byars_limits() -> None:
    # 65 events: Byar's 95% limits are 50.16 and 82.85 (PHEindicatormethods' hand check).
    found = interval_of(figure(65.0, count=65, denominator=100_000))
    assert found.lower == pytest.approx(50.16, abs=0.01)
    assert found.upper == pytest.approx(82.85, abs=0.01)
    assert found.method == "Byar"


def test_a_percentage_gets_wilsons_limits_in_percent() -> None:
    # 15 of 20: Wilson's 95% limits are 53.13% and 88.81% (scipy.stats.binomtest).
    found = interval_of(figure(75.0, count=15, denominator=20))
    assert (found.lower, found.upper) == (pytest.approx(53.13, abs=0.01), pytest.approx(88.81, abs=0.01))
    assert kind_of(figure(75.0, count=15, denominator=20)) is Kind.PROPORTION


def test_a_standardised_rate_gets_none_from_its_crude_count() -> None:
    found = interval_of(figure(70.0, count=65, denominator=100_000))
    assert (found.lower, found.why_not) == (None, NoInterval.NOT_PUBLISHED)


def test_one_published_limit_is_no_interval() -> None:
    assert interval_of(figure(70.0, lower95=60.0)).why_not is NoInterval.NOT_PUBLISHED


@pytest.mark.parametrize(
    ("observation", "layout", "reason"),
    [
        (figure(None), Layout.SHORT, NoInterval.VALUE_MISSING),
        (figure(314.9), Layout.SHORT, NoInterval.NOT_IN_LAYOUT),
        (figure(314.9), Layout.FINGERTIPS_OLD, NoInterval.NOT_PUBLISHED),
        (figure(0.0, count=0, denominator=100), Layout.FINGERTIPS_NEW, NoInterval.NOT_PUBLISHED),
    ],
)
def test_why_there_is_none(observation: Observation, layout: Layout, reason: NoInterval) -> None:
    assert interval_of(observation, layout).why_not is reason


@pytest.mark.parametrize(
    ("value", "count", "of", "multiplier"),
    [
        (94.7261896202678, 51897, 54786327, 100_000),
        (94.7, 51897, 54786327, 100_000),
        (94.8, 51897, 54786327, None),
        (75.0, 15, 20, 100),
        (5.5, None, 20, None),
        (5.5, 15, 0, None),
    ],
)
def test_multiplier_that_gives_the_value_back(
    value: float, count: float | None, of: float, multiplier: float | None
) -> None:
    assert multiplier_of(figure(value, count=count, denominator=of)) == multiplier
