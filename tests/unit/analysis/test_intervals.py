from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from thinking_together.analysis.intervals import byar, normal_quantile, poisson_exact, wilson

LEVELS = (0.95, 0.998)


def test_normal_quantile() -> None:
    assert normal_quantile(0.95) == pytest.approx(stats.norm.ppf(0.975), rel=1e-12)
    assert normal_quantile(0.998) == pytest.approx(stats.norm.ppf(0.999), rel=1e-12)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95, -0.5, float("nan")])
def test_a_level_outside_0_and_1_is_refused(confidence: float) -> None:
    for call in (lambda: wilson(1, 2, confidence), lambda: byar(1, confidence), lambda: poisson_exact(1, confidence)):
        with pytest.raises(ValueError, match="confidence"):
            call()


# Newcombe RG (1998), "Two-sided confidence intervals for the single proportion", Stat Med 17, 857-872, table I,
# method 3 (score without continuity correction).
@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published_by_newcombe(x: int, n: int, lower: float, upper: float) -> None:
    assert [round(float(v), 4) for v in wilson(x, n)] == [round(x / n, 4), lower, upper]


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.sampled_from(LEVELS))
def test_wilson_as_scipy_computes_it(pair: tuple[int, int], confidence: float) -> None:
    x, n = pair
    value, lower, upper = wilson(x, n, confidence)
    limits = stats.binomtest(x, n).proportion_ci(confidence, method="wilson")
    assert float(value) == x / n
    assert (float(lower), float(upper)) == pytest.approx((limits.low, limits.high), rel=1e-9, abs=1e-12)
    assert 0.0 <= lower <= value <= upper <= 1.0


def test_wilson_at_the_ends_is_exact() -> None:
    for confidence in np.linspace(0.5, 0.999, 200):
        _, lower, upper = wilson([0, 7], [7, 7], float(confidence))
        assert lower[0] == 0.0
        assert upper[1] == 1.0


def test_wilson_has_no_value_without_a_denominator() -> None:
    value, lower, upper = wilson([0, 3, None, 1], [0, 0, 5, None])
    for array in (value, lower, upper):
        assert np.isnan(array).all()


@pytest.mark.parametrize(
    ("numerator", "denominator", "message"),
    [
        ([1, -2], [5, 5], "numerator at index 1 is -2: it is negative"),
        ([1, 2], [5, -5], "denominator at index 1 is -5: it is negative"),
        ([1, 2, 9], [5, 5, 5], "numerator at index 2 is 9: it is greater"),
        (6, 5, "numerator is 6: it is greater"),
        (float("inf"), 3, "numerator is inf: it is not a finite number"),
    ],
)
def test_wilson_names_what_it_refuses(numerator: object, denominator: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        wilson(numerator, denominator)  # type: ignore[arg-type]


def test_byar_as_the_field_publishes_it() -> None:
    # The hand check of 65 events: Public Health England, Technical Guide: Confidence Intervals (2018).
    lower, upper = byar(65)
    assert (round(float(lower), 2), round(float(upper), 2)) == (50.16, 82.85)


@given(st.floats(10, 1e7), st.sampled_from(LEVELS))
def test_byar_by_its_own_formula_from_10(count: float, confidence: float) -> None:
    z = stats.norm.ppf(0.5 + confidence / 2)
    lower, upper = byar(count, confidence)
    more = count + 1
    assert float(lower) == pytest.approx(count * (1 - 1 / (9 * count) - z / (3 * count**0.5)) ** 3, rel=1e-12)
    assert float(upper) == pytest.approx(more * (1 - 1 / (9 * more) + z / (3 * more**0.5)) ** 3, rel=1e-12)


@given(st.integers(10, 100_000))
def test_byar_is_within_a_fifth_of_a_per_cent_of_exact(count: int) -> None:
    # As the Technical Guide says of 95% limits for counts of 10 or more; 0.3% leaves room for its rounding.
    lower, upper = byar(count)
    assert float(lower) == pytest.approx(stats.chi2.ppf(0.025, 2 * count) / 2, rel=0.003)
    assert float(upper) == pytest.approx(stats.chi2.ppf(0.975, 2 * count + 2) / 2, rel=0.003)


@given(st.just(0.0) | st.floats(0.01, 9.999), st.sampled_from(LEVELS))
def test_below_10_is_exact(count: float, confidence: float) -> None:
    tail = (1 - confidence) / 2
    lower, upper = byar(count, confidence)
    below = stats.chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    assert float(lower) == pytest.approx(below, rel=1e-9, abs=1e-300)
    assert float(upper) == pytest.approx(stats.chi2.isf(tail, 2 * count + 2) / 2, rel=1e-9)


def test_a_tiny_count_has_a_lower_limit_of_0() -> None:
    assert byar([5e-324, 1e-9, 1e-4, 2e-4])[0].tolist() == [0.0] * 4


def test_exact_limits_as_tabulated() -> None:
    # Pearson and Hartley, Biometrika Tables for Statisticians I, table 40: 95% limits of a Poisson count.
    lower, upper = byar([0, 1, 5])
    assert lower == pytest.approx([0.0, 0.0253, 1.62], abs=0.005)
    assert upper == pytest.approx([3.69, 5.57, 11.67], abs=0.005)


def test_a_missing_count_has_no_limits_and_a_negative_one_is_refused() -> None:
    lower, upper = byar([None, 3])
    assert np.isnan([lower[0], upper[0]]).all()
    assert not np.isnan([lower[1], upper[1]]).any()
    with pytest.raises(ValueError, match="count at index 1 is -1"):
        byar([3, -1])


def test_empty_arrays_are_fine() -> None:
    assert byar([])[0].shape == (0,)
    assert wilson([], [])[0].shape == (0,)


@given(st.integers(2, 3000).flatmap(lambda n: st.tuples(st.integers(0, n - 1), st.just(n))), st.sampled_from(LEVELS))
def test_one_more_of_them_moves_both_limits_of_a_share_up(pair: tuple[int, int], confidence: float) -> None:
    count, of = pair
    value, lower, upper = (part.tolist() for part in wilson([count, count + 1], [of, of], confidence))
    assert lower[0] < lower[1] and upper[0] < upper[1]
    assert 0.0 <= lower[0] <= value[0] <= upper[0] <= 1.0


@given(st.integers(0, 20) | st.integers(0, 10**6), st.sampled_from(LEVELS))
def test_one_more_event_moves_both_limits_of_a_count_up(count: int, confidence: float) -> None:
    """Past the change from exact to Byar's limits at 10 as well."""
    lower, upper = (limit.tolist() for limit in byar([count, count + 1], confidence))
    assert lower[0] < lower[1] and upper[0] < upper[1]
    assert 0.0 <= lower[0] <= count <= upper[0]


@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_higher_level_is_never_narrower_and_more_people_tell_more(pair: tuple[int, int]) -> None:
    count, of = pair
    for usual, sure in ((wilson(count, of, 0.95)[1:], wilson(count, of, 0.998)[1:]), (byar(count), byar(count, 0.998))):
        assert sure[0] <= usual[0] + 1e-12 and usual[1] <= sure[1] + 1e-12
    few, many = wilson(count, of), wilson(10 * count, 10 * of)
    assert many[2] - many[1] < few[2] - few[1]


@pytest.mark.parametrize("of", [10, 50, 150, 1000])
def test_coverage_of_shares(of: int) -> None:
    """Summed over all outcomes: 95% on average, as Brown, Cai and DasGupta (2001), Stat Sci 16, 101-133, find it."""
    _, lower, upper = wilson(np.arange(of + 1), np.full(of + 1, of))
    true = np.linspace(0.02, 0.98, 97)[:, None]
    held = (stats.binom.pmf(np.arange(of + 1), of, true) * ((lower <= true) & (true <= upper))).sum(axis=1)
    assert held.mean() == pytest.approx(0.95, abs=0.012)
    assert held.min() > 0.83


def test_coverage_of_counts() -> None:
    """Summed over all outcomes: below 10 the limits are exact and so hold too often, above they are close to 95%."""
    counts = np.arange(400)
    lower, upper = byar(counts)
    true = np.concatenate([np.linspace(0.2, 9.9, 98), np.linspace(10, 200, 96)])[:, None]
    held = (stats.poisson.pmf(counts, true) * ((lower <= true) & (true <= upper))).sum(axis=1)
    assert held[:98].min() > 0.94
    assert held[98:].min() > 0.93 and held[98:].mean() == pytest.approx(0.95, abs=0.015)
