from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.comparison import Outcome, Polarity, compare

LOW, HIGH, NEITHER = Polarity.LOW_IS_GOOD, Polarity.HIGH_IS_GOOD, Polarity.NO_JUDGEMENT


@pytest.mark.parametrize(
    ("comparator", "polarity", "outcome"),
    [
        (5.0, LOW, Outcome.WORSE),
        (5.0, HIGH, Outcome.BETTER),
        (5.0, NEITHER, Outcome.HIGHER),
        (25.0, LOW, Outcome.BETTER),
        (25.0, HIGH, Outcome.WORSE),
        (25.0, NEITHER, Outcome.LOWER),
        (15.0, LOW, Outcome.SIMILAR),
        (10.0, LOW, Outcome.SIMILAR),
        (20.0, HIGH, Outcome.SIMILAR),
    ],
)
def test_an_interval_from_10_to_20(comparator: float, polarity: Polarity, outcome: Outcome) -> None:
    assert compare(10.0, 20.0, comparator, polarity).outcome is outcome
    assert compare(np.float64(10), np.float64(20), np.float64(comparator), polarity).outcome is outcome


@pytest.mark.parametrize(
    ("lower", "upper", "comparator", "reason"),
    [(None, 2.0, 1.0, "interval"), (1.0, float("nan"), 1.0, "interval"), (1.0, 2.0, None, "comparator")],
)
def test_what_is_missing_is_not_compared(
    lower: float | None, upper: float | None, comparator: float | None, reason: str
) -> None:
    found = compare(lower, upper, comparator, LOW)
    assert found.outcome is Outcome.NOT_COMPARED
    assert reason in found.reason


def test_limits_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="above the upper limit"):
        compare(2.0, 1.0, 1.5, LOW)


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 200))
def test_polarity_only_changes_the_words(lower: float, width: float, comparator: float) -> None:
    found = [compare(lower, lower + width, comparator, p).outcome for p in (NEITHER, LOW, HIGH)]
    assert tuple(found) in {
        (Outcome.SIMILAR, Outcome.SIMILAR, Outcome.SIMILAR),
        (Outcome.HIGHER, Outcome.WORSE, Outcome.BETTER),
        (Outcome.LOWER, Outcome.BETTER, Outcome.WORSE),
    }
