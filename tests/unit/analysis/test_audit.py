"""The audit: intervals as they are worked out by hand, and nothing exposed in any table that was protected."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thinking_together.analysis.audit import Interval, exposed, intervals
from thinking_together.analysis.disclosure import SURVEY, dangerous, protect
from thinking_together.analysis.feasibility import Impossible
from thinking_together.analysis.possible import Rule, Target
from thinking_together.analysis.tables import RawCell, Relation, State

SHOWN, SUPPRESSED = State.SHOWN, State.SUPPRESSED


def cell(count: float, of: float, group: float | None = None) -> RawCell:
    return RawCell((), count, of, group=group)


def table(counts: list[list[int]], sizes: list[int]) -> tuple[list[RawCell], list[Relation]]:
    """Options × groups, with the total of each option; everybody of a group took exactly one option."""
    cells = []
    relations = []
    width = len(sizes) + 1
    for row in counts:
        at = len(cells)
        cells += [cell(n, size) for n, size in zip(row, sizes, strict=True)] + [cell(sum(row), sum(sizes))]
        relations.append(Relation(at + len(sizes), tuple(range(at, at + len(sizes))), pools=True))
    for group, size in enumerate([*sizes, sum(sizes)]):
        cells.append(RawCell((), float(size), state=SHOWN))
        relations.append(Relation(len(cells) - 1, tuple(range(group, width * len(counts), width))))
    return cells, relations


def test_two_hidden_parts_share_what_the_total_leaves() -> None:
    cells = [cell(3, 40), cell(6, 40), cell(30, 40), cell(39, 120)]
    states = [SUPPRESSED, SUPPRESSED, SHOWN, SHOWN]
    found = intervals(cells, states, [Relation(3, (0, 1, 2))], [Target((0,)), Target((0, 1), 80.0)])
    assert found == {Target((0,)): Interval(0, 9), Target((0, 1), 80.0): Interval(9, 9)}


def test_how_many_people_there_are_limits_a_count() -> None:
    cells = [cell(3, 5), cell(38, 40), cell(41, 45)]
    found = intervals(cells, [SUPPRESSED, SUPPRESSED, SHOWN], [Relation(2, (0, 1))], [Target((0,)), Target((1,))])
    assert found == {Target((0,)): Interval(1, 5), Target((1,)): Interval(36, 40)}


def test_a_square_of_hidden_cells_is_bound_by_rows_and_columns() -> None:
    # 1 3 | 4        hidden: all four; with its totals the first is 0..3.
    # 2 9 | 11
    cells = [cell(n, 99) for n in (1, 3, 2, 9, 4, 11, 3, 12)]
    relations = [Relation(4, (0, 1)), Relation(5, (2, 3)), Relation(6, (0, 2)), Relation(7, (1, 3))]
    states = [SUPPRESSED] * 4 + [SHOWN] * 4
    targets = [Target((at,)) for at in range(4)]
    assert list(intervals(cells, states, relations, targets).values()) == [
        Interval(0, 3),
        Interval(1, 4),
        Interval(0, 3),
        Interval(8, 11),
    ]
    assert exposed(cells, states, relations, targets, Rule(small=3)) == ()
    assert exposed(cells, states, relations, targets, Rule(small=4)) == tuple(targets)


def test_a_cell_in_no_sum_is_told_by_nothing() -> None:
    assert intervals([cell(3, 40)], [SUPPRESSED], [], [Target((0,))]) == {}


def test_what_is_known_and_contradicts_itself_is_said() -> None:
    cells = [RawCell((), None, 40), RawCell((), None, 40), cell(100, 200)]
    with pytest.raises(Impossible):
        intervals(cells, [SUPPRESSED, SUPPRESSED, SHOWN], [Relation(2, (0, 1))], [Target((0, 1), 80.0)])


@pytest.mark.parametrize(
    ("lower", "upper", "size", "safe"),
    [
        (0, 4, None, True),
        (0, 3, None, False),
        (0.5, 4.5, None, False),
        (3, 3, 12, False),
        (1, 4, 40, False),
        (0, 1, 40, True),
        (4, 5, 40, True),
        (5, 6, 9, False),  # 3 or 4 of the others
        (36, 39, 40, False),
        (35, 39, 40, True),
    ],
)
def test_when_an_interval_is_too_close(lower: float, upper: float, size: float | None, safe: bool) -> None:
    import numpy as np

    told = Rule(small=4, complement=True).safe(
        np.array([lower], dtype=float), np.array([upper], dtype=float), np.array([np.nan if size is None else size])
    )
    assert told.tolist() == [safe]


def test_two_small_groups_with_a_small_count_together_take_a_third_with_them() -> None:
    """13 people of two groups that are too small, 3 of whom chose the first: everybody less the rest told it."""
    cells, relations = table([[20, 25, 1, 2], [30, 15, 6, 4]], [50, 40, 7, 6])
    states = protect(cells, relations, SURVEY)
    assert states[:5] == (SHOWN, SUPPRESSED, SUPPRESSED, SUPPRESSED, SHOWN)
    assert exposed(cells, states, relations, dangerous(cells, states, relations, SURVEY), SURVEY.rule) == ()
    # With the third shown again it is told.
    opened = (SHOWN, SHOWN, *states[2:6], SHOWN, *states[7:])
    told = exposed(cells, opened, relations, dangerous(cells, opened, relations, SURVEY), SURVEY.rule)
    assert Target((2, 3), 13.0) in told


groups = st.lists(st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 5, 7, 10, 25]), min_size=3, max_size=3), min_size=2)


@given(groups.filter(lambda rows: len(rows) <= 6))
@settings(deadline=None, max_examples=60)
def test_nothing_is_exposed_that_hiding_could_protect(people: list[list[int]]) -> None:
    counts = [list(row) for row in zip(*people, strict=True)]
    cells, relations = table(counts, [sum(row) for row in people])
    states = protect(cells, relations, SURVEY)
    told = exposed(cells, states, relations, dangerous(cells, states, relations, SURVEY), SURVEY.rule)
    # What nobody or everybody in all chose is shown, so nothing else may be left to hide.
    places = itertools.count()
    kept = [
        SHOWN if one.state is SHOWN or (one.numerator in (0, one.denominator) and states[at] is SHOWN) else SUPPRESSED
        for at, one in zip(places, cells, strict=False)
    ]
    assert set(told) <= set(exposed(cells, kept, relations, told, SURVEY.rule))
