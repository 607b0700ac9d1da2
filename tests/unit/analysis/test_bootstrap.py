from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from thinking_together.analysis import bootstrap as module
from thinking_together.analysis.bootstrap import (
    Interval,
    Limits,
    NoInterval,
    Resampling,
    bca_limits,
    bootstrap,
    percentile_limits,
)
from thinking_together.analysis.intervals import Floats, wilson


def share(sums: Floats) -> Floats:
    return np.asarray(sums[:, 0] / sums[:, 1])


def yes_of(yes: int, of: int) -> Floats:
    """A unit for each of ``of`` answers: whether it is yes, and 1."""
    return np.array([(i < yes, 1) for i in range(of)], dtype=np.float64)


def drawn(units: Floats, resampling: Resampling = module.DEFAULT) -> Interval:
    found = bootstrap(units, share, resampling)
    assert isinstance(found, Interval)
    return found


VALUES = np.random.default_rng(3).gamma(2.0, 10.0, 40)
ANSWERS = np.repeat([0.0, 1.0], [29, 11])  # many resamples have exactly the value
REPEATED = np.repeat([1.0, 2.0, 40.0], [30, 12, 3])  # skewed, and most units are alike


@pytest.mark.parametrize("values", [VALUES, ANSWERS])
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
@pytest.mark.parametrize(("theirs", "limits"), [("percentile", Limits.PERCENTILE), ("BCa", Limits.BCA)])
def test_limits_are_those_of_scipy_from_the_same_resamples(
    values: Floats, confidence: float, theirs: str, limits: Limits
) -> None:
    result = stats.bootstrap((values,), np.mean, confidence_level=confidence, method=theirs, rng=11)  # type: ignore[call-overload]
    resamples = result.bootstrap_distribution
    if limits is Limits.PERCENTILE:
        ours: Interval | NoInterval = percentile_limits(resamples, confidence)
    else:
        left_out = np.array([np.delete(values, i).mean() for i in range(values.size)])
        ours = bca_limits(float(values.mean()), resamples, left_out, confidence)
    assert isinstance(ours, Interval)
    assert (ours.lower, ours.upper) == pytest.approx(tuple(result.confidence_interval), rel=1e-9)


@pytest.mark.parametrize("values", [VALUES, REPEATED])
@pytest.mark.parametrize(("theirs", "limits"), [("percentile", Limits.PERCENTILE), ("BCa", Limits.BCA)])
def test_drawing_and_limits_together_are_those_of_scipy(values: Floats, theirs: str, limits: Limits) -> None:
    """Other random numbers, the same method: alike within what 20,000 resamples leave to chance."""
    units = np.column_stack([values, np.ones(values.size)])
    ours = drawn(units, Resampling(replicates=20_000, limits=limits))
    result = stats.bootstrap((values,), np.mean, n_resamples=20_000, method=theirs, rng=5)  # type: ignore[call-overload]
    width = ours.upper - ours.lower
    assert ours.lower == pytest.approx(result.confidence_interval.low, abs=0.04 * width)
    assert ours.upper == pytest.approx(result.confidence_interval.high, abs=0.04 * width)


def test_a_share_is_near_its_wilson_interval() -> None:
    found = drawn(yes_of(60, 200))
    _, lower, upper = wilson(60, 200)
    assert (found.lower, found.upper) == pytest.approx((float(lower), float(upper)), abs=0.01)
    assert found.confidence == 0.95


def test_the_same_units_give_the_same_interval_in_any_order() -> None:
    units = np.column_stack([VALUES, np.ones(VALUES.size)])
    assert drawn(units) == drawn(units.copy())
    assert drawn(units) == drawn(np.random.default_rng(2).permutation(units))
    assert drawn(units) != drawn(units, Resampling(seed=2))


def test_blocks_do_not_change_the_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = drawn(yes_of(30, 80))
    monkeypatch.setattr(module, "_CELLS_AT_ONCE", 7)
    sizes: list[int] = []

    def counted(sums: Floats) -> Floats:
        sizes.append(len(sums))
        return share(sums)

    assert bootstrap(yes_of(30, 80), counted) == whole
    assert max(sizes) == Resampling().replicates


def test_each_unit_is_left_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    given_to: list[Floats] = []
    monkeypatch.setattr(module, "bca_limits", lambda value, drawn, left_out, confidence: given_to.append(left_out))
    bootstrap(np.column_stack([REPEATED, np.ones(REPEATED.size)]), share)
    expected = [np.delete(REPEATED, i).mean() for i in range(REPEATED.size)]
    assert sorted(given_to[0]) == pytest.approx(sorted(expected))


def test_many_units_need_little_memory() -> None:
    """A million units of two patterns are two numbers to draw, and the interval is as narrow as it should be."""
    found = drawn(yes_of(300_000, 1_000_000))
    assert found.upper - found.lower == pytest.approx(2 * 1.96 * (0.3 * 0.7 / 1e6) ** 0.5, rel=0.05)


@settings(deadline=None, max_examples=40)
@given(st.integers(10, 120).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))))
def test_an_interval_stays_in_range_and_a_higher_level_is_wider(pair: tuple[int, int]) -> None:
    units = yes_of(*pair)
    narrow, wide = (
        bootstrap(units, share, Resampling(confidence=level, limits=Limits.PERCENTILE)) for level in (0.8, 0.99)
    )
    assert isinstance(narrow, Interval)
    assert isinstance(wide, Interval)
    assert 0 <= wide.lower <= narrow.lower <= narrow.upper <= wide.upper <= 1


@pytest.mark.parametrize("limits", list(Limits))
def test_coverage(limits: Limits) -> None:
    """Of 400 samples of 80 from a share of 0.35, about 95% of intervals hold it."""
    rng = np.random.default_rng(20230901)
    resampling = Resampling(replicates=1000, limits=limits)
    found = [drawn(yes_of(int(rng.binomial(80, 0.35)), 80), resampling) for _ in range(400)]
    assert np.mean([i.lower <= 0.35 <= i.upper for i in found]) == pytest.approx(0.95, abs=0.03)


def rare(sums: Floats) -> Floats:
    """No value where the resample holds no yes."""
    return np.where(sums[:, 0] > 0, sums[:, 0] / sums[:, 1], np.nan)


@pytest.mark.parametrize(
    ("units", "figure", "reason"),
    [
        (yes_of(0, 40), rare, NoInterval.NO_VALUE),
        (yes_of(4, 9), share, NoInterval.FEW_UNITS),
        (yes_of(40, 40), share, NoInterval.ONE_VALUE),
        (yes_of(2, 40), rare, NoInterval.OFTEN_NO_VALUE),
    ],
)
def test_why_there_is_no_interval(units: Floats, figure: module.Figure, reason: NoInterval) -> None:
    assert bootstrap(units, figure) is reason


def test_a_few_resamples_without_a_value_are_left_out() -> None:
    assert isinstance(bootstrap(yes_of(4, 40), rare), Interval)  # about 1.5% of resamples hold no yes


def test_a_value_beyond_all_resamples_cannot_be_corrected() -> None:
    assert bca_limits(9.0, np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0]), 0.95) is NoInterval.NO_CORRECTION


def test_bad_settings_are_refused() -> None:
    with pytest.raises(ValueError, match="replicates is 20"):
        Resampling(replicates=20)
    with pytest.raises(ValueError, match="confidence is 95"):
        Resampling(confidence=95)
