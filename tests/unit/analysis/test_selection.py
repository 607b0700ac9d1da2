from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from thinking_together.analysis.intervals import wilson
from thinking_together.analysis.selection import co_occurrence, frequency, top_partner

# Six respondents, options: on the job, first aid, course, none of them chosen by anyone.
MATRIX = np.array(
    [[1, 1, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]],
    dtype=bool,
)


def test_frequency() -> None:
    found = frequency(MATRIX)
    assert found.answered == 6
    assert found.count.tolist() == [4, 3, 2, 0]
    assert found.share == pytest.approx([4 / 6, 3 / 6, 2 / 6, 0])
    assert found.lower == pytest.approx(wilson([4, 3, 2, 0], 6)[1])


def test_co_occurrence_by_hand() -> None:
    found = co_occurrence(MATRIX)
    assert found.count.tolist() == [[4, 2, 1, 0], [2, 3, 0, 0], [1, 0, 2, 0], [0, 0, 0, 0]]
    assert found.base(0) == 4
    assert found.share[0, 1] == 2 / 4  # of 4 on the job, 2 had first aid
    assert found.share[1, 0] == 2 / 3  # of 3 with first aid, 2 on the job
    assert found.lift[0, 1] == pytest.approx((2 / 4) / (3 / 6))
    assert found.lift[1, 0] == pytest.approx((2 / 3) / (4 / 6))
    assert (found.lower[0, 1], found.upper[0, 1]) == pytest.approx([float(v) for v in wilson(2, 4)[1:]])


def test_what_has_no_meaning_is_not_a_number() -> None:
    found = co_occurrence(MATRIX)
    assert np.isnan(np.diagonal(found.share)).all()
    assert np.isnan(found.share[3]).all()  # nobody chose the option
    assert found.share[0, 3] == 0.0
    assert np.isnan(found.lift[0, 3])


def test_often_coupled_with() -> None:
    partner = top_partner(co_occurrence(MATRIX), 0)
    assert partner is not None
    assert (partner.option, partner.count, partner.share, partner.tied) == (1, 2, 0.5, ())
    assert top_partner(co_occurrence(MATRIX), 3) is None


def test_a_tie_is_told() -> None:
    partner = top_partner(co_occurrence([[1, 1, 0], [1, 0, 1]]), 0)
    assert partner is not None
    assert (partner.option, partner.tied) == (1, (2,))


def test_no_respondents() -> None:
    empty = np.zeros((0, 3), dtype=bool)
    assert frequency(empty).count.tolist() == [0, 0, 0]
    assert np.isnan(frequency(empty).share).all()
    assert top_partner(co_occurrence(empty), 0) is None


def test_a_flat_list_is_refused() -> None:
    with pytest.raises(ValueError, match="two dimensions"):
        frequency([True, False])


@given(arrays(bool, st.tuples(st.integers(0, 30), st.integers(1, 6))))
def test_every_pair_is_what_counting_gives(matrix: np.ndarray) -> None:
    found = co_occurrence(matrix)
    options = matrix.shape[1]
    for a in range(options):
        for b in range(options):
            both = sum(bool(row[a] and row[b]) for row in matrix)
            assert found.count[a, b] == both
            base = int(matrix[:, a].sum())
            if a != b and base:
                assert found.share[a, b] == both / base
                assert found.lower[a, b] <= found.share[a, b] <= found.upper[a, b]
    lift = found.lift
    assert np.allclose(lift, lift.T, equal_nan=True)
