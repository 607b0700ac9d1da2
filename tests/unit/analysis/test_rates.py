from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.intervals import byar
from thinking_together.analysis.rates import (
    Estimate,
    Method,
    crude_rate,
    directly_standardised_rate,
    proportion,
)

COUNTS = [0, 1, 9, 10, 82, 9, 48, 6500]
POPULATIONS = [100, 10_000, 10_000, 10_000, 10_000, 100, 10_000, 100_000]


def test_crude_rates_agree_with_the_fields_package() -> None:
    # phstatsmethods is UKHSA's own Python package; it refuses a count of 0, so those are left out.
    import pandas as pd
    from PHStatsMethods import ph_rate

    table = pd.DataFrame({"x": COUNTS[1:], "n": POPULATIONS[1:]})
    for confidence, columns in ((0.95, "95_ci"), (0.998, "99_8_ci")):
        theirs = ph_rate(table.copy(), "x", "n", confidence=confidence)
        ours = crude_rate(COUNTS[1:], POPULATIONS[1:], confidence=confidence)
        assert ours.value == pytest.approx(theirs["Value"].to_numpy(), rel=1e-12)
        assert ours.lower == pytest.approx(theirs[f"lower_{columns}"].to_numpy(), rel=1e-9)
        assert ours.upper == pytest.approx(theirs[f"upper_{columns}"].to_numpy(), rel=1e-9)


def test_the_method_is_told() -> None:
    found = crude_rate([0, 9, 10, 5, None], [10, 10, 10, 0, 10])
    assert found.method.tolist() == [Method.EXACT, Method.EXACT, Method.BYAR, Method.DENOMINATOR_0, Method.MISSING]
    assert Method.DENOMINATOR_0.label == "no value: denominator is 0"


def test_a_count_of_0_is_a_rate_of_0() -> None:
    found = crude_rate(0, 1000)
    assert (float(found.value), float(found.lower)) == (0.0, 0.0)
    assert float(found.upper) == pytest.approx(-math.log(0.025) * 100, rel=1e-12)  # exact, for a count of 0


def test_no_value_is_not_a_number_in_all_three() -> None:
    found = crude_rate([0, 5, None, 3], [0, 0, 10, None])
    for array in (found.value, found.lower, found.upper):
        assert np.isnan(array).all()


def assert_each_as_alone(counts: list[float], populations: list[int]) -> None:
    found = crude_rate(counts, populations, 1000)
    lower, upper = byar(counts)
    per = 1000 / np.array(populations, dtype=float)
    np.testing.assert_allclose(found.value, np.array(counts) * per, rtol=1e-12)
    np.testing.assert_allclose(found.lower, lower * per, rtol=1e-12)
    np.testing.assert_allclose(found.upper, upper * per, rtol=1e-12)
    assert (found.lower <= found.value).all()
    assert (found.value <= found.upper).all()


@given(st.lists(st.tuples(st.integers(0, 30) | st.floats(0.01, 1e6), st.integers(1, 10**7)), min_size=1, max_size=40))
def test_every_row_is_what_it_is_alone(rows: list[tuple[float, int]]) -> None:
    assert_each_as_alone([r[0] for r in rows], [r[1] for r in rows])


def test_no_row_is_lost_between_blocks() -> None:
    """Rows differ and more than two blocks are filled, so a gap or a shift at an edge shows."""
    assert_each_as_alone([float(i % 997) for i in range(40_000)], list(range(1, 40_001)))


def test_shapes_broadcast_and_inputs_stay_as_they_were() -> None:
    counts, population = np.array([[1.0, 20.0], [0.0, 5.0]]), np.array(100.0)
    found = crude_rate(counts, population)
    assert found.value.shape == found.method.shape == (2, 2)
    assert counts.tolist() == [[1.0, 20.0], [0.0, 5.0]]


@pytest.mark.parametrize(
    ("count", "population", "message"),
    [
        ([1, -1], [5, 5], "count at index 1"),
        ([1, 1], [5, -5], "population at index 1"),
        (math.inf, 2, "count is inf"),
        (1e300, 1e-300, "check the population"),
    ],
)
def test_bad_numbers_are_named(count: object, population: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        crude_rate(count, population)  # type: ignore[arg-type]


@pytest.mark.parametrize("multiplier", [0, -1, math.inf, math.nan])
def test_a_multiplier_must_be_above_0(multiplier: float) -> None:
    with pytest.raises(ValueError, match="multiplier"):
        crude_rate(1, 2, multiplier)


def test_proportions_name_their_method() -> None:
    found = proportion([1, 2, None], [4, 0, 4])
    assert found.method.tolist() == [Method.WILSON, Method.DENOMINATOR_0, Method.MISSING]
    assert float(found.value[0]) == 0.25


BANDS = [12, 50, 30]  # 10-14, 15-19, 20-24
PEOPLE = [7000, 6500, 6000]
STANDARD = [5500, 5500, 6000]  # European Standard Population 2013


def test_a_standardised_rate_agrees_with_the_fields_package() -> None:
    import pandas as pd
    from PHStatsMethods import ph_dsr

    table = pd.DataFrame({"x": BANDS, "n": PEOPLE, "s": STANDARD})
    theirs = ph_dsr(table, "x", "n", "s", euro_standard_pops=False).iloc[0]
    ours = directly_standardised_rate(BANDS, PEOPLE, STANDARD)
    assert ours.method is Method.DOBSON
    expected = (theirs["Value"], theirs["lower_95_ci"], theirs["upper_95_ci"])
    assert (ours.value, ours.lower, ours.upper) == pytest.approx(expected, rel=1e-9)


def test_a_standardised_rate_by_hand() -> None:
    expected = sum(w * x / n for x, n, w in zip(BANDS, PEOPLE, STANDARD, strict=True)) / sum(STANDARD) * 100_000
    assert directly_standardised_rate(BANDS, PEOPLE, STANDARD).value == pytest.approx(expected, rel=1e-12)


def test_one_band_is_a_crude_rate() -> None:
    found, crude = directly_standardised_rate([40], [1000], [1]), crude_rate(40, 1000)
    assert found.value == pytest.approx(float(crude.value))
    assert found.lower == pytest.approx(float(crude.lower))
    assert found.upper == pytest.approx(float(crude.upper))


def test_below_a_total_of_10_there_is_no_standardised_rate() -> None:
    nothing = Estimate(None, None, None, Method.TOO_FEW)
    assert directly_standardised_rate([4, 5], [100, 100], [1, 1]) == nothing
    assert directly_standardised_rate([5, 5], [100, 100], [1, 1]).value is not None
    assert directly_standardised_rate([0, 0], [100, 100], [1, 1]) == nothing


def test_a_standardised_rate_without_a_number_has_no_value() -> None:
    assert directly_standardised_rate([None, 20], [100, 100], [1, 1]).method is Method.MISSING
    assert directly_standardised_rate([10, 20], [100, 0], [1, 1]).method is Method.DENOMINATOR_0


def test_people_admitted_more_than_once_widen_the_interval() -> None:
    """As PHEindicatormethods: Var = sum of w^2/n^2 times the sum over people of events squared."""
    one = directly_standardised_rate([30, 30], [1000, 1000], [1, 1])
    same = directly_standardised_rate([30, 30], [1000, 1000], [1, 1], squared_events=[30, 30])
    twice = directly_standardised_rate([30, 30], [1000, 1000], [1, 1], squared_events=[120, 120])
    assert same == one
    assert None not in (one.value, one.upper, twice.upper)
    assert twice.upper - twice.value == pytest.approx(2 * (one.upper - one.value))  # type: ignore[operator]
    with pytest.raises(ValueError, match="squared_events at index 0"):
        directly_standardised_rate([30], [1000], [1], squared_events=[29])


FREQUENCIES = np.array([1, 2, 5])
PERSONS = np.array([[40, 6, 1], [90, 21, 4], [55, 3, 0]])  # people by age band and how often each was admitted


def repeated(persons: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Admissions, and admissions squared person by person, of each band."""
    return persons @ FREQUENCIES, persons @ FREQUENCIES**2


def test_repeated_events_as_the_fields_package_adds_them_up() -> None:
    """calculate_dsr(independent_events = FALSE): a variance for the people of each frequency, times it squared."""
    n, w = np.array(PEOPLE), np.array(STANDARD)
    count, squared = repeated(PERSONS)
    variance = sum(
        frequency**2 * (w**2 * people / n**2).sum() / w.sum() ** 2
        for frequency, people in zip(FREQUENCIES, PERSONS.T, strict=True)
    )
    total = count.sum()
    value = (w * count / n).sum() / w.sum()
    lower, upper = (float(limit) for limit in byar(total))
    found = directly_standardised_rate(count, PEOPLE, STANDARD, squared_events=squared)
    assert found.value == pytest.approx(value * 100_000, rel=1e-12)
    assert found.lower == pytest.approx((value + math.sqrt(variance / total) * (lower - total)) * 100_000, rel=1e-12)
    assert found.upper == pytest.approx((value + math.sqrt(variance / total) * (upper - total)) * 100_000, rel=1e-12)


persons = st.lists(st.tuples(*[st.integers(0, 40)] * 3), min_size=3, max_size=3).map(np.array)


@given(persons)
def test_repeats_widen_the_interval_and_leave_the_value(people: np.ndarray) -> None:
    count, squared = repeated(people)
    alone = directly_standardised_rate(count, PEOPLE, STANDARD)
    found = directly_standardised_rate(count, PEOPLE, STANDARD, squared_events=squared)
    assert (found.value, found.method) == (alone.value, alone.method)
    if found.value is None:
        return
    assert found.lower <= alone.lower + 1e-9 <= found.value  # type: ignore[operator]
    assert found.value <= alone.upper - 1e-9 <= found.upper  # type: ignore[operator]
    if not people[:, 1:].any():
        assert found == alone


@given(persons, st.floats(0.01, 100))
def test_the_size_of_the_standard_population_does_not_matter(people: np.ndarray, factor: float) -> None:
    count, squared = repeated(people)
    found = directly_standardised_rate(count, PEOPLE, STANDARD, squared_events=squared)
    other = directly_standardised_rate(count, PEOPLE, np.array(STANDARD) * factor, squared_events=squared)
    assert (other.value is None) is (found.value is None)
    if found.value is not None:
        assert other.upper == pytest.approx(found.upper, rel=1e-9)


def test_coverage_where_people_come_back() -> None:
    """1,000 years of the same area: with the squares the interval holds the true rate, without it is far too narrow."""
    rng = np.random.default_rng(20230901)
    expected = np.array([[20, 6, 3], [40, 12, 8], [30, 8, 5]])
    count, _ = repeated(expected)
    true = directly_standardised_rate(count, PEOPLE, STANDARD).value
    held = {False: 0, True: 0}
    for people in rng.poisson(expected, (1000, 3, 3)):
        count, squared = repeated(people)
        for repeats in held:
            found = directly_standardised_rate(count, PEOPLE, STANDARD, squared_events=squared if repeats else None)
            held[repeats] += found.lower <= true <= found.upper  # type: ignore[operator]
    assert held[True] / 1000 == pytest.approx(0.95, abs=0.02)
    assert held[False] / 1000 < 0.8


def test_squares_that_cannot_be_are_refused() -> None:
    assert directly_standardised_rate([30, 0], [1000, 500], [1, 1], squared_events=[900, 0]).value is not None
    with pytest.raises(ValueError, match="squared_events at index 1 is 901: it is above the count of its band squared"):
        directly_standardised_rate([10, 30], [500, 1000], [1, 1], squared_events=[10, 901])
    assert directly_standardised_rate([30], [1000], [1], squared_events=[None]).method is Method.MISSING


@pytest.mark.parametrize("bands", [([1, 2], [3], [4, 5]), ([], [], []), (1, 2, 3)])
def test_bands_must_match(bands: tuple[object, object, object]) -> None:
    with pytest.raises(ValueError, match="one number for each age band"):
        directly_standardised_rate(*bands)  # type: ignore[arg-type]


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(100, 9000), st.integers(1, 9000)), min_size=2, max_size=6),
    st.integers(0, 5),
)
def test_one_more_event_in_any_band_raises_a_standardised_rate(bands: list[tuple[int, int, int]], at: int) -> None:
    """The rate and not its upper limit: in a band of little weight the spread may shrink more."""
    counts, populations, standard = (list(column) for column in zip(*bands, strict=True))
    counts[0] += 10  # enough for a rate
    before = directly_standardised_rate(counts, populations, standard)
    counts[at % len(counts)] += 1
    after = directly_standardised_rate(counts, populations, standard)
    assert before.value is not None and before.lower is not None and before.upper is not None
    assert after.value is not None and after.value > before.value
    assert before.lower <= before.value <= before.upper
