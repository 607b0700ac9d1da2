from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.participation import AaporOutcome, outcomes, participation, response_rates

INTRO, BREAKOFF, PARTIAL, COMPLETE = AaporOutcome


@pytest.mark.parametrize(
    ("answered", "applicable", "outcome"),
    [
        (0, 20, INTRO),
        (0, 0, INTRO),
        (1, 20, BREAKOFF),
        (9, 20, BREAKOFF),
        (10, 20, PARTIAL),
        (16, 20, PARTIAL),  # exactly 80% is partial
        (17, 20, COMPLETE),
        (20, 20, COMPLETE),
        (4, 5, PARTIAL),
        (1, 2, PARTIAL),
        (1, 1, COMPLETE),
    ],
)
def test_outcomes(answered: int, applicable: int, outcome: AaporOutcome) -> None:
    assert outcomes(answered, applicable) == outcome


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_outcomes_by_whole_numbers(pair: tuple[int, int]) -> None:
    done, of = pair
    expected = INTRO if not done else BREAKOFF if 2 * done < of else COMPLETE if 5 * done > 4 * of else PARTIAL
    assert outcomes(done, of) == expected


def test_both_breakoffs_apart_and_participation_against_headcount() -> None:
    found = participation(outcomes([0, 0, 2, 12, 20, 19], [20] * 6), headcount=30)
    assert (found.opened, found.introduction_breakoff, found.questionnaire_breakoff) == (6, 2, 1)
    assert (found.partial, found.complete, found.usable, found.began) == (1, 2, 3, 4)
    assert found.introduction_breakoff_rate == 2 / 6
    assert found.questionnaire_breakoff_rate == 1 / 4
    assert (found.of_headcount, found.reason) == (0.1, "")


@pytest.mark.parametrize(("headcount", "reason"), [(None, "not known"), (0, "is 0"), (1, "more people answered")])
def test_no_share_without_a_sound_headcount(headcount: int | None, reason: str) -> None:
    found = participation([COMPLETE, PARTIAL], headcount)
    assert found.of_headcount is None
    assert reason in found.reason


def test_nobody_opened_it() -> None:
    found = participation([], 10)
    assert (found.opened, found.of_headcount) == (0, 0.0)
    assert found.introduction_breakoff_rate is None
    assert found.questionnaire_breakoff_rate is None


def test_response_rates_need_a_list_of_invited_people() -> None:
    found = response_rates([COMPLETE, COMPLETE, PARTIAL, BREAKOFF], invited=10)
    assert (found.rr1, found.rr2) == (0.2, 0.3)
    for invited in (0, 2):
        with pytest.raises(ValueError, match="invited"):
            response_rates([COMPLETE, COMPLETE, PARTIAL], invited)


def test_impossible_numbers_are_named() -> None:
    with pytest.raises(ValueError, match="answered at index 1 is 6: more items"):
        outcomes([5, 6], [5, 5])
    with pytest.raises(ValueError, match="missing"):
        outcomes([None], [5])
