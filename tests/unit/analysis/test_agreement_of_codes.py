from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.agreement import NotComputable, cohen_kappa
from thinking_together.analysis.agreement_of_codes import Given, decisions_agreed, pooled_kappa, share_of_decisions
from thinking_together.analysis.bootstrap import Interval

CODES = ("a", "b", "c")
sets = st.frozensets(st.sampled_from(CODES))
coded = st.lists(st.tuples(sets, sets), min_size=1, max_size=12)


def test_a_worked_example() -> None:
    """By hand: code a agrees in 1 of 3 units where chance gives 5 of 9, code b in 2 of 3 where it gives 2 of 3."""
    units: list[Given] = [({"a", "b"}, {"a"}), ({"a"}, set()), (set(), {"a"})]
    assert decisions_agreed(units, ("a", "b")) == (3, 6)
    assert share_of_decisions(units, ("a", "b")).value == 0.5
    expected = (5 / 9 + 2 / 3) / 2
    assert pooled_kappa(units, ("a", "b")).value == pytest.approx((0.5 - expected) / (1 - expected))


@given(coded)
def test_with_one_code_it_is_cohens_kappa_with_the_same_interval(units: list[Given]) -> None:
    pooled = pooled_kappa(units, ("a",))
    single = cohen_kappa(["a" in first for first, _ in units], ["a" in second for _, second in units])
    assert pooled.reason is single.reason
    if single.value is not None:
        assert pooled.value == pytest.approx(single.value)


@given(coded, st.randoms(use_true_random=False))
def test_neither_the_order_of_units_nor_who_is_first_matters(units: list[Given], random: object) -> None:
    mixed = [(second, first) for first, second in units]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    found, again = pooled_kappa(units, CODES), pooled_kappa(mixed, CODES)
    assert (found.reason, found.units) == (again.reason, again.units)
    assert found.value is None or (found.value == pytest.approx(again.value) and found.value <= 1.0 + 1e-12)


@given(coded)
def test_one_more_disagreement_lowers_both(units: list[Given]) -> None:
    """Of units that agree in all, with every code sometimes given and sometimes not."""
    alike: list[Given] = [*((first, first) for first, _ in units), (set(CODES), set(CODES)), (set(), set())]
    apart: list[Given] = [*alike[:-1], (set(), {"a"})]
    for figure in (share_of_decisions, pooled_kappa):
        whole, less = figure(alike, CODES).value, figure(apart, CODES).value
        assert whole == 1.0 and less is not None and less < whole


def test_the_interval_holds_the_value_and_units_stay_together() -> None:
    units: list[Given] = [({"a"}, {"a"}), ({"b"}, {"a"}), (set(), set()), ({"a", "b"}, {"a", "b"})] * 6
    for figure in (share_of_decisions, pooled_kappa):
        found = figure(units, ("a", "b"))
        assert isinstance(found.interval, Interval) and found.value is not None
        assert found.interval.lower < found.value < found.interval.upper


def test_nothing_coded_and_one_category_are_answers() -> None:
    assert pooled_kappa([], CODES).reason is share_of_decisions([], CODES).reason is NotComputable.NO_PAIRS
    assert pooled_kappa([(set(), set())], ()).reason is NotComputable.NO_PAIRS
    assert pooled_kappa([(set(), set())] * 12, CODES).reason is NotComputable.ONE_CATEGORY
