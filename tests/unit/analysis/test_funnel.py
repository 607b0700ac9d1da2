from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from thinking_together.analysis.funnel import (
    STANDARDISED_FROM,
    FunnelLimits,
    Position,
    derived_population,
    place_proportions,
    place_rates,
    pooled,
    proportion_limits,
    rate_limits,
)
from thinking_together.analysis.intervals import poisson_exact, wilson

LL, L, W, H, HH = (
    Position.BELOW_OUTER,
    Position.BELOW_INNER,
    Position.WITHIN,
    Position.ABOVE_INNER,
    Position.ABOVE_OUTER,
)
GONE = Position.NOT_PLACED


def around(limits: FunnelLimits) -> list[np.ndarray]:
    return [limits.outer_lower, limits.inner_lower, limits.inner_upper, limits.outer_upper]


# Published results (Crown copyright, Open Government Licence): PHEindicatormethods, tests of its funnel functions,
# testdata_funnel_prop_outputs.csv: population, then lower and upper limit at 0.025 and at 0.001, in per cent.
AVERAGE_PROPORTION = 0.80642448
PROPORTIONS = [
    (1, 3.204264, 100, 0, 100),
    (3, 35.933491, 100, 10.150815, 100),
    (16, 61.282902, 100, 50.118675, 100),
    (18, 62.390093, 98.894803, 51.864359, 100),
    (41, 68.548635, 92.73626, 61.574398, 99.710497),
    (102, 72.974925, 88.309971, 68.553233, 92.731663),
    (1008, 78.203374, 83.081521, 76.796814, 84.488082),
    (9998, 79.867989, 81.416907, 79.421375, 81.863521),
    (110000, 80.408963, 80.875933, 80.274317, 81.010578),
]


def test_proportion_limits_as_published() -> None:
    population, lower, upper, outer_lower, outer_upper = np.array(PROPORTIONS).T
    found = proportion_limits(AVERAGE_PROPORTION, population)
    assert found.inner_lower * 100 == pytest.approx(lower, abs=2e-6)
    assert found.inner_upper * 100 == pytest.approx(upper, abs=2e-6)
    assert found.outer_lower * 100 == pytest.approx(outer_lower, abs=2e-6)
    assert found.outer_upper * 100 == pytest.approx(outer_upper, abs=2e-6)


# testdata_funnel_prop_inputs.csv of the same tests: numerator, denominator, where the area lies.
@pytest.mark.parametrize(
    ("numerator", "denominator", "position"),
    [
        (35078.488, 41980, HH),
        (24803.6256, 31824, LL),
        (50050.7443, 61921, W),
        (26789.238, 33012, H),
        (36850.0492, 45449, H),
        (30277.5312, 37828, L),
        (21306.0303, 26333, W),
    ],
)
def test_proportions_are_placed_as_published(numerator: float, denominator: int, position: Position) -> None:
    assert place_proportions([numerator], [denominator], AVERAGE_PROPORTION) == (position,)


# testdata_funnel_rate_outputs.csv and its second part: events; person-years of one year and limit, for lower 0.025,
# upper 0.025, lower 0.001, upper 0.001; three years of data, per 100,000.
RATES = [
    (116.1720835, 1, 1598.675694, 20.85059119, 7.264481402, 4588.535848, 2649.348525, 12.58170943, 0.287087625),
    (116.1720835, 9, 4902.152951, 61.19760093, 1180.827018, 254.0592274, 6501.096999, 46.14605812, 703.6760012),
    (116.1720835, 40, 15628.72636, 85.31298732, 8199.500879, 162.6115239, 18266.6386, 72.99281287, 6673.990599),
    (116.1720835, 1360, 411529.9259, 110.158048, 369759.5622, 122.6021934, 424043.2424, 106.9073359, 358342.3275),
    (114.8591735, 14, 6816.932462, 68.45698843, 2221.250874, 210.0918325, 8663.227626, 53.86752915, 1507.771361),
    (114.8591735, 1344, 411466.9163, 108.8787415, 369466.4508, 121.2559352, 424051.9679, 105.6474286, 357990.2328),
]
YEARS = 3


@pytest.mark.parametrize("row", RATES)
def test_rate_limits_as_published(row: tuple[float, ...]) -> None:
    """The published ones are found by halving until seven digits, which tells at a single event."""
    baseline, events, n_lower, lower, n_upper, upper, n_outer_lower, outer_lower, n_outer_upper = row
    found = rate_limits(baseline, np.array([n_lower, n_upper, n_outer_lower, n_outer_upper]) * YEARS)
    assert found.inner_lower[0] == pytest.approx(lower, rel=1e-5)
    assert found.inner_upper[1] == pytest.approx(upper, rel=1e-5)
    assert found.outer_lower[2] == pytest.approx(outer_lower, rel=1e-5)
    assert found.outer_upper[3] == pytest.approx(events * 100_000 / (n_outer_upper * YEARS), rel=1e-5)


# testdata_funnel_rate_dsr_inputs.csv: count, standardised rate, population; where its standardised rate lies, and its
# crude rate with and without the last area. HH is high (0.001), H high (0.025), W not significant, L and LL low.
AREAS = """
2419 907.6174266 264102 HH HH HH
2337 948.5620216 259711 HH HH HH
2291 799.9690496 289247 HH HH HH
2242 852.5637927 265029 HH HH HH
2218 868.5358183 284649 HH HH HH
2159 769.6242217 293578 HH HH HH
2130 752.3254955 286718 H HH HH
2111 710.2689402 307381 W W W
2105 815.3530325 274145 HH HH HH
2083 717.7035916 297424 W H W
2078 755.8016993 272628 HH HH HH
2062 825.9742848 269656 HH HH HH
2061 702.2972468 294692 W H W
2033 785.6210132 277710 HH HH H
2033 743.6763018 259213 H HH HH
2010 781.8323058 285516 HH H W
2004 772.6781064 269449 HH HH HH
2002 652.3391553 290888 LL W W
1977 648.4969973 287112 LL W W
1944 727.5777428 286492 W W W
1932 625.6551186 287012 LL W W
1922 688.5582424 291277 W W W
1912 662.4465438 289859 L W W
1881 627.1624732 289653 LL W L
1844 657.1114147 282519 L W L
1835 724.8456714 274220 W W W
1833 659.7820553 280271 L W L
1825 654.7053631 284206 LL W L
1816 624.4435507 274508 LL W W
1809 646.7588823 288384 LL L LL
1798 703.1689982 287072 W L LL
1754 567.9922764 282744 LL LL LL
1746 617.7750715 289208 LL LL LL
1709 610.8327232 287736 LL LL LL
1694 608.5089462 296175 LL LL LL
1688 662.3775859 303255 L LL LL
1649 667.6454503 285959 L LL LL
1553 604.1141693 274661 LL LL LL
1332 469.5645784 281425 LL LL LL
0 NaN 297820 GONE LL GONE
"""
ROWS = [line.split() for line in AREAS.split("\n") if line]
COUNTS, RATES_OF, PEOPLE = (np.array([float(row[i]) for row in ROWS]) for i in range(3))
NAMED = {"LL": LL, "L": L, "W": W, "H": H, "HH": HH, "GONE": GONE}


def published(column: int) -> tuple[Position, ...]:
    return tuple(NAMED[row[column]] for row in ROWS)


def test_standardised_rates_are_placed_as_published() -> None:
    people = derived_population(COUNTS, RATES_OF)
    average = pooled(COUNTS, people) * 100_000
    assert place_rates(COUNTS, people, average, smallest=STANDARDISED_FROM) == published(3)


def test_crude_rates_are_placed_as_published() -> None:
    assert place_rates(COUNTS, PEOPLE, pooled(COUNTS, PEOPLE) * 100, 100) == published(4)
    last = slice(0, -1)
    average = pooled(COUNTS[last], PEOPLE[last]) * 100_000
    assert place_rates(COUNTS[last], PEOPLE[last], average) == published(5)[last]


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_limits_agree_with_the_fields_package(kind: str) -> None:
    """phstatsmethods, UKHSA's Python package, draws the same funnels at a hundred sizes of its own choice."""
    import pandas as pd
    from PHStatsMethods import calculate_funnel_limits

    table = pd.DataFrame({"x": [30, 900, 55, 250], "n": [600, 22_000, 900, 4000]})
    table["rate"] = table["x"] / table["n"] * 1000
    if kind == "rate":
        theirs = calculate_funnel_limits(
            table, "x", "rate", 1000, denom_col="n", rate="rate", rate_type="crude", years_of_data=1
        )
        found = rate_limits(float(theirs["baseline"][0]), theirs["upper_3s_population_1_year"].to_numpy(), 1000)
        assert found.outer_upper == pytest.approx(theirs["upper_3s_limit"].to_numpy(), rel=1e-5)
    else:
        theirs = calculate_funnel_limits(table, "x", "proportion", 100, denom_col="n")
        found = proportion_limits(float(theirs["baseline"][0]) / 100, theirs["Population"].to_numpy())
        assert found.inner_lower * 100 == pytest.approx(theirs["lower_2s_limit"].to_numpy(), rel=1e-9)
        assert found.outer_upper * 100 == pytest.approx(theirs["upper_3s_limit"].to_numpy(), rel=1e-9)


sizes = st.lists(st.integers(1, 10**6), min_size=2, max_size=20, unique=True)


@given(st.floats(0.001, 0.999), sizes)
def test_a_larger_area_has_closer_proportion_limits(baseline: float, people: list[int]) -> None:
    outer_lower, inner_lower, inner_upper, outer_upper = around(proportion_limits(baseline, sorted(people)))
    assert (np.diff(outer_lower) >= 0).all()
    assert (np.diff(inner_upper) <= 0).all()
    assert (outer_lower >= 0).all()
    assert (outer_lower <= inner_lower).all()
    assert (inner_lower <= baseline).all()
    assert (baseline <= inner_upper).all()
    assert (inner_upper <= outer_upper).all()
    assert (outer_upper <= 1).all()


@given(st.floats(0.01, 5000), sizes)
def test_a_larger_area_has_closer_rate_limits(baseline: float, people: list[int]) -> None:
    outer_lower, inner_lower, inner_upper, outer_upper = around(rate_limits(baseline, sorted(people)))
    slack = 1e-9 * baseline
    assert (np.diff(inner_lower) >= -slack).all()
    assert (np.diff(outer_upper) <= slack).all()
    assert (outer_lower >= 0).all()
    assert (outer_lower <= inner_lower).all()
    assert (inner_lower <= baseline).all()
    assert (baseline <= inner_upper).all()
    assert (inner_upper <= outer_upper).all()


@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.01, 0.99))
def test_outside_the_limits_is_an_interval_that_excludes_the_average(pair: tuple[int, int], baseline: float) -> None:
    """The score limits and Wilson's interval are one test: the drawing and the placing cannot differ."""
    x, n = pair
    limits = proportion_limits(baseline, n)
    (position,) = place_proportions([x], [n], baseline)
    value = x / n
    if min(abs(value - limit) for limit in around(limits)) > 1e-9:
        assert (position in (LL, L)) is bool(value < limits.inner_lower)
        assert (position is HH) is bool(value > limits.outer_upper)
    for confidence, outside in ((0.95, position is not W), (0.998, position in (LL, HH))):
        _, lower, upper = wilson(x, n, confidence)
        assert outside is not bool(lower <= baseline <= upper)


@given(st.integers(0, 2000), st.integers(0, 400))
def test_rate_limits_invert_the_exact_interval(count: int, more: int) -> None:
    """At the size where a count's exact limit is the average, the limit is that count."""
    lower, upper = poisson_exact(count)
    if count:
        assert rate_limits(float(lower), 1, 1).inner_upper == pytest.approx(count, rel=1e-8)
    assert rate_limits(float(upper), 1, 1).inner_lower == pytest.approx(count, rel=1e-8, abs=1e-8)
    assert rate_limits(float(upper) + more, 1, 1).inner_lower >= count * (1 - 1e-8)


@pytest.mark.parametrize("expected", [0.02, 0.7, 3.0, 8.0, 25.0, 140.0])
def test_an_area_that_is_average_is_seldom_outside(expected: float) -> None:
    """Coverage, summed exactly over all counts: at most 2.5% and 0.1% on each side, save for Byar's approximation."""
    counts = np.arange(int(expected + 12 * math.sqrt(expected) + 20))
    chance = stats.poisson.pmf(counts, expected)
    placed = place_rates(counts, np.ones(counts.size), expected, 1)
    share = {p: sum(c for c, q in zip(chance, placed, strict=True) if q is p) for p in Position}
    for inner, outer in ((L, LL), (H, HH)):
        assert share[inner] + share[outer] <= 0.0252
        assert share[outer] <= 0.00102


def test_coverage_of_proportions_by_simulation() -> None:
    """Ten thousand average areas of 400 people: about 5% outside the inner limits, 0.2% outside the outer ones."""
    drawn = np.random.default_rng(20230901).binomial(400, 0.3, 10_000)
    placed = place_proportions(drawn, np.full(10_000, 400), 0.3)
    assert sum(p is not W for p in placed) / 10_000 == pytest.approx(0.05, abs=0.01)
    assert sum(p in (LL, HH) for p in placed) / 10_000 == pytest.approx(0.002, abs=0.0015)


def test_what_has_no_size_has_no_limits_and_no_place() -> None:
    for limits in (proportion_limits(0.5, [0, None]), rate_limits(10, [0, None])):
        assert all(np.isnan(array).all() for array in around(limits))
    assert place_rates([3, None, 3], [0, 10, None], 5.0) == (GONE, GONE, GONE)
    assert place_proportions([0, None], [0, 10], 0.5) == (GONE, GONE)


def test_a_count_of_0_is_placed_in_the_exact_way() -> None:
    assert place_rates([0, 0], [1000, 10_000], 300.0) == (W, LL)
    assert place_rates([0], [10_000], 300.0, smallest=STANDARDISED_FROM) == (GONE,)


def test_an_average_of_0_or_all() -> None:
    assert [float(a) for a in around(proportion_limits(1.0, 20))] == [1.0] * 4
    assert [float(a) for a in around(rate_limits(0.0, 20))] == [0.0] * 4
    assert place_rates([0, 2], [100, 100], 0.0) == (W, HH)


def test_the_average_is_of_areas_with_both_numbers() -> None:
    assert pooled([10, 30, None, 5], [100, 100, 100, None]) == 0.2
    assert math.isnan(pooled([None], [10]))
    assert math.isnan(pooled([0], [0]))


@pytest.mark.parametrize("baseline", [-0.1, 1.1, math.nan])
def test_an_average_that_is_no_proportion_is_refused(baseline: float) -> None:
    with pytest.raises(ValueError, match="baseline"):
        proportion_limits(baseline, 10)


@pytest.mark.parametrize("baseline", [-1.0, math.inf, math.nan])
def test_an_average_that_is_no_rate_is_refused(baseline: float) -> None:
    with pytest.raises(ValueError, match="baseline"):
        rate_limits(baseline, 10)
    with pytest.raises(ValueError, match="baseline"):
        place_rates([1], [10], baseline)


def test_bad_numbers_are_named() -> None:
    with pytest.raises(ValueError, match="population is -1"):
        rate_limits(1.0, -1)
    with pytest.raises(ValueError, match="count at index 1 is 4: its rate is 0"):
        derived_population([0, 4], [0, 0])
    with pytest.raises(ValueError, match="numerator at index 0"):
        place_proportions([3], [2], 0.5)
