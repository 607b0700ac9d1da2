from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from thinking_together.analysis.comparison import Outcome, Polarity
from thinking_together.analysis.trend import Direction, Meaning, WhyNot
from thinking_together.local_data.fingertips import read_file
from thinking_together.local_data.interval import NoInterval
from thinking_together.local_data.observation import ENGLAND, Download, Layout, Observation, Parent
from thinking_together.local_data.series import (
    NO_COMPARATOR,
    NO_ROW,
    OWN_COMPARATOR,
    PERIOD_NOT_UNDERSTOOD,
    series_of,
    trend_of,
)

LOW = Polarity.LOW_IS_GOOD
NEITHER = Polarity.NO_JUDGEMENT
YEARS = [f"{year}/{year - 1999}" for year in range(2013, 2019)]


def point(period: str, value: float | None, area: str = "X06000001", half: float = 5.0) -> Observation:
    limits = (None, None) if value is None else (value - half, value + half)
    return Observation(
        "90813",
        "Admissions",
        area,
        area,
        "",
        "Persons",
        "10-24 yrs",
        "",
        "",
        period,
        value,
        *limits,
        sortable=period[:4] + "0000",
        compared_england="Worse",
        parents=(Parent("E12000008", "South East", "Similar"),),
    )


def download(*observations: Observation, layout: Layout = Layout.FINGERTIPS_NEW) -> Download:
    count = len(observations)
    return Download("a.csv", layout, 27, count, 0, 0, observations)


def only(*observations: Observation, against: str | None = ENGLAND, polarity: Polarity = LOW):
    (series,) = series_of(download(*observations), "X06000001", against, polarity)
    return series


@pytest.mark.parametrize(
    ("england", "low", "neither"),
    [
        (94.9, Outcome.WORSE, Outcome.HIGHER),
        (95.0, Outcome.SIMILAR, Outcome.SIMILAR),
        (106.0, Outcome.BETTER, Outcome.LOWER),
    ],
)
def test_compared_by_the_areas_interval(england: float, low: Outcome, neither: Outcome) -> None:
    rows = (point("2017/18", 100.0), point("2017/18", england, ENGLAND))
    assert only(*rows).points[0].comparison.outcome is low
    assert only(*rows, polarity=NEITHER).points[0].comparison.outcome is neither


def test_points_stand_in_order_of_time_with_gaps_of_either_side_named() -> None:
    series = only(point("2017/18", 100.0), point("2015/16", 90.0), point("2016/17", 80.0, ENGLAND))
    assert [p.period for p in series.points] == ["2015/16", "2016/17", "2017/18"]
    assert [p.comparison.reason for p in series.points] == [
        "the comparator has no value here",
        NO_ROW,
        "the comparator has no value here",
    ]
    assert series.points[1].mine is None


def test_missing_values_are_not_compared() -> None:
    series = only(point("2017/18", None), point("2017/18", 80.0, ENGLAND))
    assert series.points[0].comparison.reason == NoInterval.VALUE_MISSING


def test_an_area_is_not_compared_with_itself_or_with_nobody() -> None:
    row = point("2017/18", 100.0)
    assert only(row, against="X06000001").points[0].comparison.reason == OWN_COMPARATOR
    assert only(row, against=None).points[0].comparison.reason == NO_COMPARATOR


def test_the_published_comparison_is_that_with_the_area_asked_for() -> None:
    row = point("2017/18", 100.0)
    assert only(row).points[0].published == "Worse"
    assert only(row, against="E12000008").points[0].published == "Similar"
    assert only(row, against="E06000036").points[0].published == ""


def test_deciles_are_series_of_their_own_after_the_headline() -> None:
    decile = replace(point("2017/18", 300.0), category_type="deciles", category="Most deprived")
    found = series_of(download(decile, point("2017/18", 100.0)), "X06000001", None, LOW)
    assert [(s.key.category, len(s.points)) for s in found] == [("", 1), ("Most deprived", 1)]


def test_a_steady_rise_is_increasing_and_getting_worse() -> None:
    trend = trend_of([point(year, 100 + 20 * i) for i, year in enumerate(YEARS[1:])], LOW)
    assert (trend.direction, trend.meaning, trend.why_not) == (Direction.INCREASING, Meaning.GETTING_WORSE, "")
    assert (trend.first, trend.last) == ("2014/15", "2018/19")


def test_only_the_last_five_points_count() -> None:
    values = [900.0, 100, 101, 100, 101, 100]
    trend = trend_of([point(year, value) for year, value in zip(YEARS, values, strict=True)], LOW)
    assert (trend.direction, trend.first) == (Direction.NO_SIGNIFICANT_CHANGE, "2014/15")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([(y, 1.0) for y in YEARS[2:]], WhyNot.FEWER_THAN_FIVE),
        ([(y, None if y == YEARS[3] else 1.0) for y in YEARS], WhyNot.MISSING_VALUE),
        ([(y, 1.0) for y in YEARS if y != YEARS[3]], WhyNot.GAP),
        ([(f"{y} - {y - 1998}", 1.0) for y in range(2012, 2017)], WhyNot.NOT_YEARLY),
        ([*((y, 1.0) for y in YEARS), ("2018", 1.0)], WhyNot.OVERLAPPING),
        ([*((y, 1.0) for y in YEARS), ("lately", 1.0)], PERIOD_NOT_UNDERSTOOD),
    ],
)
def test_why_a_trend_cannot_be_calculated(rows: list[tuple[str, float | None]], reason: str) -> None:
    found = trend_of([replace(point(p, v), sortable="20190000") for p, v in rows], LOW)
    assert (found.direction, found.why_not) == (Direction.CANNOT_BE_CALCULATED, str(reason))


def test_the_short_layout_says_why_and_shows_what_is_published(shared_data: Path) -> None:
    read = read_file(shared_data / "selfharm_admissions_10_24_indicator_90813.csv")
    (series,) = series_of(read, "E06000036", ENGLAND, LOW)
    assert {p.interval.why_not for p in series.points} == {NoInterval.NOT_IN_LAYOUT}
    assert [p.published for p in series.points] == [
        "Similar",
        "Better",
        "Better",
        "Better",
        "Similar",
        "Worse",
        "Worse",
    ]
    assert series.trend.why_not == WhyNot.NO_INTERVAL


def test_comparisons_agree_with_all_that_the_source_published(shared_data: Path) -> None:
    """All 750 comparisons of areas with England that the raw download prints."""
    read = read_file(shared_data / "fingertips_raw_download_indicator_93356.csv")
    agree = differ = 0
    for area in read.areas():
        for series in series_of(read, area, ENGLAND, LOW):
            for p in series.points:
                if p.published in ("Better", "Similar", "Worse"):
                    same = p.comparison.outcome.value == p.published.lower()
                    agree, differ = agree + same, differ + (not same)
    assert (agree, differ) == (750, 0)
