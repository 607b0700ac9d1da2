from __future__ import annotations

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.comparison import Polarity
from thinking_together.analysis.spine import NotDrawn, Spine, spine

LOW, HIGH, NEITHER = Polarity.LOW_IS_GOOD, Polarity.HIGH_IS_GOOD, Polarity.NO_JUDGEMENT
AREAS = [20.0, 30.0, 40.0, 50.0, 100.0]


def drawn(values: list[float | None], england: float, polarity: Polarity) -> Spine:
    found = spine(values, england, polarity)
    assert isinstance(found, Spine)
    return found


def test_a_spine_by_hand_where_high_is_good() -> None:
    """England at 40: the best area is 60 away, the worst 20, so 60 is the half width."""
    found = drawn(AREAS, 40.0, HIGH)
    assert (found.worst, found.worst_quartile, found.best_quartile, found.best) == (20.0, 30.0, 50.0, 100.0)
    assert found.half_width == 60.0
    assert [found.position(v) for v in (20, 40, 70, 100)] == pytest.approx([-1 / 3, 0.0, 0.5, 1.0])


def test_a_spine_by_hand_where_low_is_good() -> None:
    found = drawn(AREAS, 40.0, LOW)
    assert (found.worst, found.worst_quartile, found.best_quartile, found.best) == (100.0, 50.0, 30.0, 20.0)
    assert [found.position(v) for v in (20, 40, 70, 100)] == pytest.approx([1 / 3, 0.0, -0.5, -1.0])


def test_without_judgement_higher_is_to_the_right() -> None:
    assert drawn(AREAS, 40.0, NEITHER).position(100.0) == 1.0


def test_areas_without_a_value_are_left_out() -> None:
    assert drawn([*AREAS, None, math.nan], 40.0, HIGH) == drawn(AREAS, 40.0, HIGH)


def test_england_may_lie_outside_the_areas() -> None:
    """As where England counts areas that are not in the list."""
    found = drawn(AREAS, 10.0, HIGH)
    assert found.half_width == 90.0
    assert found.position(20.0) == pytest.approx(1 / 9)


@pytest.mark.parametrize(
    ("values", "england", "reason"),
    [
        ([1.0, 2.0, 3.0, None], 2.0, NotDrawn.FEW_AREAS),
        (AREAS, None, NotDrawn.NO_ENGLAND),
        (AREAS, math.nan, NotDrawn.NO_ENGLAND),
        ([5.0] * 4, 5.0, NotDrawn.NO_SPREAD),
    ],
)
def test_why_not(values: list[float | None], england: float | None, reason: NotDrawn) -> None:
    assert spine(values, england, LOW) is reason


def test_areas_that_are_alike_but_not_like_england_are_drawn() -> None:
    assert drawn([5.0] * 4, 4.0, LOW).position(5.0) == -1.0


@pytest.mark.parametrize(("values", "england"), [([*AREAS, math.inf], 40.0), (AREAS, math.inf)])
def test_an_infinite_value_is_refused(values: list[float | None], england: float) -> None:
    with pytest.raises(ValueError, match="infinite"):
        spine(values, england, LOW)


whole = st.lists(st.integers(0, 1000).map(float), min_size=4, max_size=40)


@given(whole, st.integers(0, 1000).map(float))
def test_the_scale_as_the_fields_package_builds_it(values: list[float], england: float) -> None:
    """fingertipscharts stretches the axis on the nearer side until England is in the middle, then scales 0 to 1."""
    found = spine(values, england, HIGH)
    if found is NotDrawn.NO_SPREAD:
        return
    assert isinstance(found, Spine)
    low, high = min(values), max(values)
    left, right = (low, 2 * england - low) if england - low > high - england else (2 * england - high, high)
    for value in values:
        assert (found.position(value) + 1) / 2 == pytest.approx((value - left) / (right - left), abs=1e-12)


@given(whole, st.integers(0, 1000).map(float))
def test_polarity_mirrors_the_spine(values: list[float], england: float) -> None:
    low, high = spine(values, england, LOW), spine(values, england, HIGH)
    if not (isinstance(low, Spine) and isinstance(high, Spine)):
        assert low is high is NotDrawn.NO_SPREAD
        return
    assert [low.position(v) for v in values] == [-high.position(v) for v in values]
    assert (low.best, low.best_quartile) == (high.worst, high.worst_quartile)


@given(whole, st.integers(0, 1000).map(float), st.sampled_from(Polarity))
def test_every_area_fits_and_one_end_is_reached(values: list[float], england: float, polarity: Polarity) -> None:
    found = spine(values, england, polarity)
    if not isinstance(found, Spine):
        return
    places = [found.position(v) for v in values]
    assert max(abs(p) for p in places) == pytest.approx(1.0)
    ends = [found.position(v) for v in (found.worst, found.worst_quartile, found.best_quartile, found.best)]
    assert ends == sorted(ends)
    assert (min(places), max(places)) == (ends[0], ends[3])
    assert found.position(england) == 0.0


@given(whole)
def test_quartiles_as_pythons_statistics_gives_them(values: list[float]) -> None:
    found = spine(values, -1.0, HIGH)
    assert isinstance(found, Spine)
    lower, _, upper = statistics.quantiles(values, n=4, method="inclusive")
    assert (found.worst_quartile, found.best_quartile) == pytest.approx((lower, upper))
