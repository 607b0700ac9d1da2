from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.distribution import likert, middle
from thinking_together.analysis.intervals import wilson


def test_shares_of_those_who_answered() -> None:
    found = likert([2, 8, 40, 30, 20], middle(5))
    assert found.answered == 100
    assert [p.value for p in found.points] == [0.02, 0.08, 0.4, 0.3, 0.2]
    assert found.neutral == found.points[2]
    assert found.points[2].lower == pytest.approx(float(wilson(40, 100)[1]))


@pytest.mark.parametrize(("neutral", "flag"), [(40, True), (30, False)])
def test_the_flag_waits_for_the_lower_limit(neutral: int, flag: bool) -> None:
    """30 of 100 is above a quarter, but its interval (0.219 to 0.396) is not; 40 of 100 (0.309 to 0.498) is."""
    found = likert([0, 100 - neutral, neutral, 0, 0], (2,))
    assert found.neutral is not None
    assert found.neutral.value is not None
    assert found.neutral.value > 0.25
    assert found.neutral_flag is flag


def test_the_threshold_is_the_callers() -> None:
    assert likert([70, 30], (1,), threshold=0.2).neutral_flag
    assert not likert([70, 30], (1,), threshold=0.3).neutral_flag


def test_several_points_can_be_neutral() -> None:
    found = likert([10, 20, 30], (1, 2))
    assert found.neutral is not None
    assert found.neutral.count == 50


def test_a_scale_without_a_middle_has_no_neutral_share() -> None:
    assert middle(4) == ()
    found = likert([1, 2, 3, 4], middle(4))
    assert found.neutral is None
    assert not found.neutral_flag


def test_nobody_answered() -> None:
    found = likert([0, 0, 0], (1,))
    assert found.answered == 0
    assert {p.value for p in found.points} == {None}
    assert not found.neutral_flag


def test_mistakes_are_named() -> None:
    with pytest.raises(ValueError, match="threshold is 25"):
        likert([1, 2, 3], (1,), threshold=25)
    with pytest.raises(ValueError, match="outside a scale of 3 points"):
        likert([1, 2, 3], (3,))
    with pytest.raises(ValueError, match="negative"):
        likert([1, -2, 3])


@given(st.lists(st.integers(0, 500), min_size=2, max_size=7))
def test_shares_add_up_and_lie_in_their_limits(counts: list[int]) -> None:
    found = likert(counts, middle(len(counts)))
    if sum(counts):
        assert sum(p.value for p in found.points if p.value is not None) == pytest.approx(1)
    for p in found.points:
        if p.value is not None:
            assert p.lower is not None
            assert p.upper is not None
            assert p.lower <= p.value <= p.upper
