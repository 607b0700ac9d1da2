"""Every pool of hidden groups that can be small is looked at, and few others."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis import pools
from thinking_together.analysis.disclosure import HOSPITAL, SURVEY, Policy
from thinking_together.analysis.pools import small_pools
from thinking_together.analysis.tables import RawCell

groups = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=7)


def dangerous(policy: Policy, cells: list[RawCell], pool: tuple[int, ...]) -> bool:
    of = [cells[at].denominator or 0 for at in pool]
    return policy.primary(RawCell((), sum(cells[at].numerator or 0 for at in pool), sum(of)))


@given(groups, st.sampled_from([SURVEY, HOSPITAL]))
def test_none_that_the_policy_hides_is_missed_and_the_smaller_come_first(
    found: list[tuple[int, int]], policy: Policy
) -> None:
    cells = [RawCell((), chose, chose + not_) for chose, not_ in found]
    every = chain.from_iterable(combinations(range(len(cells)), size) for size in range(2, len(cells) + 1))
    wanted = [pool for pool in every if dangerous(policy, cells, pool)]
    looked_at = small_pools(cells, range(len(cells)), policy.small, policy.smallest_group)
    assert [pool for pool in looked_at if dangerous(policy, cells, pool)] == wanted


def test_a_count_that_is_not_known_leaves_no_pool_out() -> None:
    cells = [RawCell((), 20, 40), RawCell((), None, 30), RawCell((), 20, None), RawCell((), 20, 40)]
    cells = [*cells, RawCell((), 3, 40)]
    assert list(small_pools(cells, (0, 1, 4), 4, 10)) == [(1, 4)]
    assert (1, 2) in small_pools(cells, (1, 2), 30, 10)


def test_of_very_many_small_groups_the_small_pools_and_nearly_all_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pools, "MOST_LOOKED_AT", 100)
    cells = [RawCell((), 0, 3)] * 30
    looked_at = list(small_pools(cells, range(30), 4, 10))
    assert set(combinations(range(30), 2)) <= set(looked_at)
    assert tuple(range(30)) in looked_at and tuple(range(29)) in looked_at
    assert len(looked_at) == len(list(combinations(range(30), 2))) + 31
