from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thinking_together.analysis.agreement import (
    Category,
    NotComputable,
    cohen_kappa,
    krippendorff_alpha,
    percent_agreement,
    prevalence,
)
from thinking_together.analysis.bootstrap import Interval, Limits, NoInterval, Resampling


def units(*coders: str) -> list[list[Category]]:
    """One string a coder, one character a unit, a dot where the coder left it out."""
    return [[None if c == "." else c for c in unit] for unit in zip(*coders, strict=True)]


# Krippendorff K (2011), "Computing Krippendorff's Alpha-Reliability", examples A, B and C.
TWO_CODERS_TWO_VALUES = units("0100000010", "1110010000")
TWO_CODERS = units("aabbdcccedda", "babbbccceddd")


def by_unit(*columns: str) -> list[list[Category]]:
    """One string a unit, one character a coder."""
    return [[None if c == "." else c for c in column] for column in columns]


FOUR_CODERS_WITH_MISSING = by_unit(
    "11.1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", ".555", "..11", "..3."
)


@pytest.mark.parametrize(
    ("ratings", "alpha", "coded"),
    [(TWO_CODERS_TWO_VALUES, 0.095, 10), (TWO_CODERS, 0.692, 12), (FOUR_CODERS_WITH_MISSING, 0.743, 11)],
)
def test_alpha_as_krippendorff_publishes_it(ratings: list[list[Category]], alpha: float, coded: int) -> None:
    found = krippendorff_alpha(ratings)
    assert found.value == pytest.approx(alpha, abs=0.0005)
    assert found.units == coded


def test_kappa_of_two_radiologists() -> None:
    # Boyd NF et al (1982), J Natl Cancer Inst 68, 357-363, as worked in the Stata manual (entry "kappa"): 85
    # mammograms, agreement 63.53%, kappa 0.4728.
    table = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]
    pairs = [(a, b) for a, row in enumerate(table) for b, n in enumerate(row) for _ in range(n)]
    first, second = zip(*pairs, strict=True)
    assert cohen_kappa(first, second).value == pytest.approx(0.4728, abs=0.00005)
    assert percent_agreement(pairs).value == pytest.approx(0.6353, abs=0.00005)
    assert cohen_kappa(first, second).units == 85


def test_one_category_is_not_computable() -> None:
    same = ["raised"] * 6
    assert cohen_kappa(same, same).reason is NotComputable.ONE_CATEGORY
    alpha = krippendorff_alpha([[a, b] for a, b in zip(same, same, strict=True)])
    assert (alpha.value, alpha.units, alpha.reason) == (None, 6, NotComputable.ONE_CATEGORY)
    assert percent_agreement([["raised", "raised"]]).value == 1.0


def test_units_that_one_coder_coded_do_not_count() -> None:
    ratings = [["a", None], [None, "b"], [None, None]]
    for found in (
        percent_agreement(ratings),
        krippendorff_alpha(ratings),
        prevalence(ratings, "a"),
        cohen_kappa(["a", None], [None, "b"]),
    ):
        assert (found.value, found.units, found.reason) == (None, 0, NotComputable.NO_PAIRS)
        assert found.interval is NoInterval.NO_VALUE


def test_coders_need_the_same_units() -> None:
    with pytest.raises(ValueError, match="2 and 1 units"):
        cohen_kappa(["a", "b"], ["a"])


codes = st.lists(st.lists(st.none() | st.sampled_from("abc"), min_size=2, max_size=4), min_size=1, max_size=20)


@settings(deadline=None)
@given(codes)
def test_alpha_by_its_definition(ratings: list[list[Category]]) -> None:
    """1 - observed over expected disagreement, pair by pair, each unit weighted by its number of codings less one."""
    found = krippendorff_alpha(ratings)
    paired = [[c for c in unit if c is not None] for unit in ratings]
    paired = [unit for unit in paired if len(unit) > 1]
    values = [c for unit in paired for c in unit]
    expected = sum(a != b for a, b in combinations(values, 2)) * 2 / (len(values) * (len(values) - 1)) if values else 0
    if not expected:
        assert found.value is None
        return
    observed = sum(2 * sum(a != b for a, b in combinations(u, 2)) / (len(u) - 1) for u in paired) / len(values)
    assert found.value == pytest.approx(1 - observed / expected, abs=1e-9)
    assert found.value <= 1 + 1e-12


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30))
def test_kappa_is_1_only_for_full_agreement(pairs: list[tuple[str, str]]) -> None:
    first, second = zip(*pairs, strict=True)
    found = cohen_kappa(first, second)
    if found.value is not None:
        assert (found.value == pytest.approx(1.0)) is (first == second)
    assert cohen_kappa(second, first).value == pytest.approx(found.value)


def test_prevalence_is_the_share_of_codings_in_units_coded_twice() -> None:
    ratings = units("aab.", "abbb", "a...")
    assert prevalence(ratings, "a").value == pytest.approx(4 / 7)
    assert prevalence(ratings, "b").value == pytest.approx(3 / 7)
    assert prevalence(ratings, "c").value == 0.0
    assert prevalence(ratings, "a").units == 3


MAMMOGRAMS = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]


def mammograms() -> tuple[list[int], list[int]]:
    pairs = [(a, b) for a, row in enumerate(MAMMOGRAMS) for b, n in enumerate(row) for _ in range(n)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def test_the_interval_of_kappa_is_near_that_of_large_samples() -> None:
    """Fleiss JL, Cohen J, Everitt BS (1969), Psychol Bull 72, 323-327: the standard error of kappa, by hand."""
    first, second = mammograms()
    p = np.array(MAMMOGRAMS) / 85
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    observed, expected = np.trace(p), rows @ columns
    kappa = (observed - expected) / (1 - expected)
    agree = sum(p[i, i] * (1 - (rows[i] + columns[i]) * (1 - kappa)) ** 2 for i in range(4))
    differ = sum(p[i, j] * (columns[i] + rows[j]) ** 2 for i in range(4) for j in range(4) if i != j)
    variance = agree + (1 - kappa) ** 2 * differ - (kappa - expected * (1 - kappa)) ** 2
    error = np.sqrt(variance / 85) / (1 - expected)
    found = cohen_kappa(first, second, Resampling(limits=Limits.PERCENTILE)).interval
    assert isinstance(found, Interval)
    assert (found.lower, found.upper) == pytest.approx((kappa - 1.96 * error, kappa + 1.96 * error), abs=0.02)


def test_every_figure_has_an_interval_that_holds_its_value() -> None:
    first, second = mammograms()
    pairs = list(zip(first, second, strict=True))
    for found in (
        percent_agreement(pairs),
        krippendorff_alpha(pairs),
        cohen_kappa(first, second),
        prevalence(pairs, 0),
    ):
        assert isinstance(found.interval, Interval)
        assert found.value is not None
        assert found.interval.lower < found.value < found.interval.upper
        assert found.interval.lower > 0
        assert found.interval.upper < 1


def test_full_agreement_has_no_interval_and_says_why() -> None:
    """Every resample agrees fully too: the bootstrap cannot see how sure that is, and a width of 0 would mislead."""
    same = list("aabbcabcabca")
    found = krippendorff_alpha(list(zip(same, same, strict=True)))
    assert (found.value, found.interval) == (1.0, NoInterval.ONE_VALUE)


def test_the_interval_does_not_hang_on_the_order_of_units() -> None:
    first, second = mammograms()
    turned = cohen_kappa(first[::-1], second[::-1])
    assert turned.interval == cohen_kappa(first, second).interval


@pytest.mark.parametrize(("units_coded", "share", "right"), [(40, 0.5, 0.9), (90, 0.2, 0.95)])
def test_coverage_of_kappa(units_coded: int, share: float, right: float) -> None:
    """Two coders who each see the truth with chance ``right``: of 300 studies at least 92% hold the true kappa."""
    rng = np.random.default_rng(20230901)
    yes = share * right + (1 - share) * (1 - right)
    expected = yes**2 + (1 - yes) ** 2
    true = (right**2 + (1 - right) ** 2 - expected) / (1 - expected)
    held = []
    for _ in range(300):
        truth = rng.random(units_coded) < share
        first, second = (np.where(rng.random(units_coded) < right, truth, ~truth).tolist() for _ in range(2))
        interval = cohen_kappa(first, second, Resampling(replicates=1000)).interval
        if isinstance(interval, Interval):
            held.append(interval.lower <= true <= interval.upper)
    assert len(held) >= 280
    assert 0.92 <= np.mean(held) <= 0.995


@settings(deadline=None)
@given(codes)
def test_prevalences_add_up(ratings: list[list[Category]]) -> None:
    found = [prevalence(ratings, c).value for c in "abc"]
    if None not in found:
        assert sum(v for v in found if v is not None) == pytest.approx(1.0)
    else:
        assert found == [None] * 3
