"""How many to invite."""

from __future__ import annotations

from itertools import pairwise
from math import comb

import pytest

from thinking_together.reflection.planner.booking import booking, bookings, cancellation_rate, rules_for
from thinking_together.reflection.planner.instance import Rules


def test_the_risks_are_those_of_a_binomial_count() -> None:
    found = booking(8, 0.2, 6, 7)
    comes = [comb(8, k) * 0.8**k * 0.2 ** (8 - k) for k in range(9)]
    assert found.too_small == pytest.approx(sum(comes[:6]))
    assert found.too_large == pytest.approx(comes[8])
    assert found.in_size == pytest.approx(comes[6] + comes[7])


def test_nobody_cancelling_needs_no_reserve_and_many_cancelling_need_more() -> None:
    assert rules_for(0.0, Rules()) == Rules()
    few, many = rules_for(0.1, Rules()), rules_for(0.3, Rules())
    assert Rules().largest <= few.largest < many.largest
    assert many.largest - many.smallest == Rules().largest - Rules().smallest


def test_a_larger_invitation_is_less_often_too_small_and_more_often_too_large() -> None:
    choices = bookings(0.25)
    assert all(a.too_small > b.too_small and a.too_large <= b.too_large for a, b in pairwise(choices))
    assert choices[0].too_large == 0 < choices[-1].too_large


def test_the_rate_begins_at_one_in_ten_and_follows_what_happened() -> None:
    assert cancellation_rate(0, 0) == pytest.approx(0.1)
    assert cancellation_rate(90, 290) == pytest.approx(91 / 300)
    with pytest.raises(ValueError):
        cancellation_rate(3, 2)
