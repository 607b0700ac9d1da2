from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from thinking_together.analysis.comparison import Polarity
from thinking_together.analysis.rates import crude_rate
from thinking_together.analysis.tables import Kind
from thinking_together.analysis.trend import (
    CHI_SQUARE_LIMIT,
    Direction,
    Meaning,
    TrendPoint,
    WhyNot,
    recent_trend,
)

LOW = Polarity.LOW_IS_GOOD
Row = tuple[float, float, float, float, float]

# Published tests of the Fingertips site (Crown copyright, Open Government Licence): fingertips-open,
# TrendMarkerCalculatorTest; count, denominator, value, lower and upper limit of 2014 to 2018.
RISING: list[Row] = [
    (994, 40299, 24.67, 23.16, 26.25),
    (1023, 41527, 24.6, 23.15, 26.19),
    (1199, 42811, 28, 26.44, 29.64),
    (1332, 44064, 30.2, 28.63, 31.9),
    (1367, 44701, 30.6, 28.98, 32.25),
]
LEVEL: list[Row] = [
    (209, 1017, 20.5506, 18.1803, 23.1427),
    (213, 1087, 19.5952, 17.3444, 22.0602),
    (213, 1119, 19.0349, 16.8421, 21.4394),
    (239, 1117, 21.3966, 19.0918, 23.8975),
    (210, 1139, 18.4372, 16.2925, 20.7941),
]
# FingertipsNext, TrendMarkerCalculatorTests: indicators 241 (diabetes), 30309 (MMR) and 41203 (sight loss), 2020-2024.
DIABETES: list[Row] = [
    (3455176, 48783947, 7.0826, 7.0754, 7.094),
    (3491868, 49122259, 7.1085, 7.1013, 7.1199),
    (3625401, 49956777, 7.2571, 7.2499, 7.2684),
    (3774801, 50649129, 7.4528, 7.4456, 7.4643),
    (3938080, 51441896, 7.6554, 7.6481, 7.6669),
]
MMR: list[Row] = [
    (57274, 61834, 92.6254, 92.4168, 92.8288),
    (55865, 60511, 92.3221, 92.1072, 92.5315),
    (53681, 59074, 90.8708, 90.6358, 91.1004),
    (51767, 57508, 90.017, 89.7694, 90.2594),
    (53185, 59028, 90.1013, 89.8578, 90.3396),
]
SIGHT_LOSS: list[Row] = [
    (1416, 48246126, 2.935, 2.7841, 3.0919),
    (935, 48440507, 1.93028, 1.8085, 2.058),
    (1344, 48753376, 2.7567, 2.6113, 2.9082),
    (1415, 49300918, 2.8701, 2.7225, 3.0237),
    (1502, 49866388, 3.0121, 2.8616, 3.1683),
]


def series(rows: list[Row], first: int = 2014) -> list[TrendPoint]:
    return [
        TrendPoint((first + i) * 12, 12, value, lower, upper, count, of)
        for i, (count, of, value, lower, upper) in enumerate(rows)
    ]


def test_the_limit_is_a_chi_square_of_0_002() -> None:
    assert stats.chi2.isf(0.002, 1) == pytest.approx(CHI_SQUARE_LIMIT, rel=1e-12)


def test_fingertips_own_rising_rate() -> None:
    found = recent_trend(series(RISING), LOW)
    assert found.direction is Direction.INCREASING
    assert found.meaning is Meaning.GETTING_WORSE
    assert found.chi_square == pytest.approx(46.77, abs=0.005)


def test_fingertips_own_rising_proportion() -> None:
    found = recent_trend(series(RISING), Polarity.HIGH_IS_GOOD, Kind.PROPORTION)
    assert found.direction is Direction.INCREASING
    assert found.meaning is Meaning.GETTING_BETTER
    assert found.chi_square == pytest.approx(47.90, abs=0.005)


def test_fingertips_own_level_rate() -> None:
    found = recent_trend(series(LEVEL), LOW)
    assert (found.direction, found.meaning) == (Direction.NO_SIGNIFICANT_CHANGE, Meaning.NEITHER)


@pytest.mark.parametrize(
    ("rows", "kind", "direction"),
    [
        (DIABETES, Kind.PROPORTION, Direction.INCREASING),
        (MMR, Kind.PROPORTION, Direction.DECREASING),
        (SIGHT_LOSS, Kind.RATE, Direction.INCREASING),
    ],
)
def test_directions_as_fingertips_shows_them(rows: list[Row], kind: Kind, direction: Direction) -> None:
    assert recent_trend(series(rows, 2020), LOW, kind).direction is direction


def test_one_point_does_not_make_a_trend() -> None:
    level = [(10.0, 1000.0, 10.0, 9.5, 10.5)] * 4
    found = recent_trend(series([*level, (30.0, 1000.0, 30.0, 29.5, 30.5)]), LOW)
    assert found.chi_square is not None
    assert found.chi_square > CHI_SQUARE_LIMIT
    assert found.direction is Direction.NO_SIGNIFICANT_CHANGE


def test_only_the_last_five_points_count_in_any_order() -> None:
    older = [replace(p, value=None) for p in series(LEVEL, 2009)]
    points = [*reversed(series(RISING)), *older]
    assert recent_trend(points, LOW) == recent_trend(series(RISING), LOW)


def changed(place: int, **values: object) -> list[TrendPoint]:
    points = series(RISING)
    points[place] = replace(points[place], **values)  # type: ignore[arg-type]
    return points


POOLED = [replace(p, months=36) for p in series(RISING)]
REFUSED: list[tuple[list[TrendPoint], Kind, WhyNot]] = [
    (series(RISING)[1:], Kind.RATE, WhyNot.FEWER_THAN_FIVE),
    ([], Kind.PROPORTION, WhyNot.FEWER_THAN_FIVE),
    (changed(2, months=36), Kind.RATE, WhyNot.NOT_YEARLY),
    (changed(2, months=3), Kind.RATE, WhyNot.NOT_YEARLY),
    (POOLED, Kind.RATE, WhyNot.NOT_YEARLY),
    (POOLED, Kind.PROPORTION, WhyNot.NOT_YEARLY),
    (changed(4, start=2017 * 12 + 6), Kind.RATE, WhyNot.OVERLAPPING),
    (changed(4, start=2017 * 12), Kind.RATE, WhyNot.OVERLAPPING),
    (changed(4, start=2019 * 12), Kind.RATE, WhyNot.GAP),
    (changed(4, start=2018 * 12 + 3), Kind.PROPORTION, WhyNot.GAP),
    (changed(1, value=None), Kind.RATE, WhyNot.MISSING_VALUE),
    (changed(1, value=math.nan), Kind.RATE, WhyNot.MISSING_VALUE),
    (changed(1, value=math.inf), Kind.RATE, WhyNot.MISSING_VALUE),
    (changed(1, value=None), Kind.MEAN, WhyNot.MISSING_VALUE),
    (changed(1, lower=None), Kind.RATE, WhyNot.NO_INTERVAL),
    (changed(1, upper=math.nan), Kind.RATE, WhyNot.NO_INTERVAL),
    (changed(1, upper=math.inf), Kind.COUNT, WhyNot.NO_INTERVAL),
    (changed(1, lower=25.0, upper=25.0), Kind.RATE, WhyNot.NO_WIDTH),
    (changed(1, lower=26.0, upper=25.0), Kind.RATE, WhyNot.NO_WIDTH),
    (changed(1, count=None), Kind.PROPORTION, WhyNot.NO_COUNTS),
    (changed(1, count=math.nan), Kind.PROPORTION, WhyNot.NO_COUNTS),
    (changed(1, denominator=None), Kind.PROPORTION, WhyNot.NO_COUNTS),
    (changed(1, denominator=0.0), Kind.PROPORTION, WhyNot.NO_COUNTS),
    (changed(1, value=None, count=None), Kind.PROPORTION, WhyNot.MISSING_VALUE),
    (changed(1, count=0.0), Kind.PROPORTION, WhyNot.NO_ODDS),
    (changed(1, count=41527.0), Kind.PROPORTION, WhyNot.NO_ODDS),
    (changed(1, count=41528.0), Kind.PROPORTION, WhyNot.NO_ODDS),
]


@pytest.mark.parametrize(("points", "kind", "reason"), REFUSED)
def test_why_not(points: list[TrendPoint], kind: Kind, reason: WhyNot) -> None:
    found = recent_trend(points, LOW, kind)
    assert (found.direction, found.reason) == (Direction.CANNOT_BE_CALCULATED, reason)
    assert (found.chi_square, found.slope, found.meaning) == (None, None, Meaning.NEITHER)


def test_every_refusal_is_tested() -> None:
    assert {reason for _, _, reason in REFUSED} == set(WhyNot) - {WhyNot.CALCULATED}


def test_a_trend_that_is_calculated_names_no_reason() -> None:
    assert recent_trend(series(RISING), LOW).reason is WhyNot.CALCULATED


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize(
    ("gone", "kind", "reason"),
    [
        ({"value": None}, Kind.RATE, WhyNot.MISSING_VALUE),
        ({"upper": None}, Kind.RATE, WhyNot.NO_INTERVAL),
        ({"lower": 50.0, "upper": 50.0}, Kind.RATE, WhyNot.NO_WIDTH),
        ({"months": 6}, Kind.RATE, WhyNot.NOT_YEARLY),
        ({"denominator": None}, Kind.PROPORTION, WhyNot.NO_COUNTS),
        ({"count": 0.0}, Kind.PROPORTION, WhyNot.NO_ODDS),
    ],
)
def test_one_point_of_five_is_enough_to_refuse(
    place: int, gone: dict[str, float | None], kind: Kind, reason: WhyNot
) -> None:
    assert recent_trend(changed(place, **gone), LOW, kind).reason is reason


def test_an_older_point_does_not_step_in_for_a_missing_one() -> None:
    """Six years, the last suppressed: the first five would show a trend, but it would not be recent."""
    points = [*series(RISING), TrendPoint(2019 * 12, 12, None)]
    assert recent_trend(points, LOW).reason is WhyNot.MISSING_VALUE
    assert recent_trend([*series(RISING), TrendPoint(2020 * 12, 12, 31.0, 30.0, 32.0)], LOW).reason is WhyNot.GAP


def test_what_is_wrong_with_the_years_is_said_before_what_is_wrong_with_the_numbers() -> None:
    assert recent_trend(changed(2, months=36, value=None), LOW).reason is WhyNot.NOT_YEARLY
    assert recent_trend(changed(1, value=None)[1:], LOW).reason is WhyNot.FEWER_THAN_FIVE


def test_financial_years_are_as_good_as_calendar_years() -> None:
    shifted = [replace(p, start=p.start + 3) for p in series(RISING)]
    assert recent_trend(shifted, LOW) == recent_trend(series(RISING), LOW)


def test_a_level_series_is_seldom_called_a_trend() -> None:
    """Of 2,000 areas whose rate does not change, about 0.2% pass the test, and fewer keep every slope's sign."""
    rng = np.random.default_rng(20230901)
    counts = rng.poisson(200, (2000, 5))
    found = crude_rate(counts, 50_000)
    trends = [
        recent_trend(series([(0, 0, v, lo, up) for v, lo, up in zip(*rows, strict=True)]), LOW).direction
        for rows in zip(found.value.tolist(), found.lower.tolist(), found.upper.tolist(), strict=True)
    ]
    assert sum(t is not Direction.NO_SIGNIFICANT_CHANGE for t in trends) <= 12


def test_use_of_a_service_gets_neither_better_nor_worse() -> None:
    found = recent_trend(series(RISING), Polarity.NO_JUDGEMENT)
    assert (found.direction, found.meaning) == (Direction.INCREASING, Meaning.NEITHER)


values = st.lists(st.tuples(st.floats(1, 100), st.floats(0.5, 20)), min_size=5, max_size=5)


@given(values)
def test_chi_square_and_slope_as_a_weighted_regression_gives_them(rows: list[tuple[float, float]]) -> None:
    """numpy.polyfit with weights 1/SE and an unscaled covariance is the same regression, written by others."""
    points = series([(1, 2, value, value - half, value + half) for value, half in rows])
    found = recent_trend(points, LOW)
    value, half = np.array(rows).T
    slope, covariance = np.polyfit(np.arange(5), value, 1, w=3.92 / (2 * half), cov="unscaled")
    assert found.slope == pytest.approx(slope[0], rel=1e-6, abs=1e-8)
    assert found.chi_square == pytest.approx(slope[0] ** 2 / covariance[0, 0], rel=1e-5, abs=1e-8)


@given(values)
def test_upside_down_is_the_opposite(rows: list[tuple[float, float]]) -> None:
    points = series([(1, 2, value, value - half, value + half) for value, half in rows])
    mirrored = [replace(p, value=-p.value, lower=-p.upper, upper=-p.lower) for p in points]  # type: ignore[operator]
    opposite = {
        Direction.INCREASING: Direction.DECREASING,
        Direction.DECREASING: Direction.INCREASING,
        Direction.NO_SIGNIFICANT_CHANGE: Direction.NO_SIGNIFICANT_CHANGE,
    }
    assert recent_trend(mirrored, LOW).direction is opposite[recent_trend(points, LOW).direction]


@given(values, st.floats(0.01, 100))
def test_the_unit_of_a_rate_does_not_matter(rows: list[tuple[float, float]], factor: float) -> None:
    points = series([(1, 2, value, value - half, value + half) for value, half in rows])
    scaled = [replace(p, value=p.value * factor, lower=p.lower * factor, upper=p.upper * factor) for p in points]  # type: ignore[operator]
    found, other = recent_trend(points, LOW), recent_trend(scaled, LOW)
    assert other.chi_square == pytest.approx(found.chi_square, rel=1e-6, abs=1e-9)


@given(values)
def test_narrower_intervals_are_never_less_sure(rows: list[tuple[float, float]]) -> None:
    points = series([(1, 2, value, value - half, value + half) for value, half in rows])
    narrow = [replace(p, lower=p.value - 0.1, upper=p.value + 0.1) for p in points]  # type: ignore[operator]
    wide = [replace(p, lower=p.value - 0.2, upper=p.value + 0.2) for p in points]  # type: ignore[operator]
    found, less = recent_trend(narrow, LOW).chi_square, recent_trend(wide, LOW).chi_square
    assert found == pytest.approx(4 * less, rel=1e-6, abs=1e-9)  # type: ignore[operator]
