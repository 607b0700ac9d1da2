from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.disclosure import AS_PUBLISHED, HOSPITAL, OPEN, POLICIES, SURVEY, Policy, protect
from thinking_together.analysis.tables import RawCell, Relation, State

SHOWN, SUPPRESSED = State.SHOWN, State.SUPPRESSED


def cell(count: float | None, of: float | None = None, **more: object) -> RawCell:
    return RawCell((), count, of, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("count", "of", "hidden"),
    [
        (0, 50, False),
        (1, 50, True),
        (4, 50, True),
        (5, 50, False),
        (45, 50, False),
        (46, 50, True),  # 4 did not
        (49, 50, True),
        (50, 50, False),
        (3, 9, True),
        (0, 9, True),
        (5, 9, True),
        (5, 10, False),
    ],
)
def test_the_survey_rule(count: int, of: int, hidden: bool) -> None:
    assert SURVEY.primary(cell(count, of)) is hidden


def test_the_group_a_cell_speaks_about_decides_when_it_is_told() -> None:
    assert SURVEY.primary(cell(20, 40, group=9))
    assert not SURVEY.primary(cell(6, 12, group=10))


@pytest.mark.parametrize(("count", "hidden"), [(0, False), (1, True), (7, True), (8, False)])
def test_the_hospital_rule(count: int, hidden: bool) -> None:
    assert HOSPITAL.primary(cell(count)) is hidden


def test_unanimity_is_withheld_for_sensitive_items_only() -> None:
    for count in (0, 40):
        assert SURVEY.primary(cell(count, 40, sensitive=True))
        assert not SURVEY.primary(cell(count, 40))
        assert not HOSPITAL.primary(cell(0, 40, sensitive=True))


@pytest.mark.parametrize("policy", [AS_PUBLISHED, OPEN])
def test_policies_that_show_what_is_counted(policy: Policy) -> None:
    assert protect([cell(1, 2), cell(1, 2), cell(2, 2)], [Relation(2, (0, 1))], policy) == (SHOWN,) * 3


def test_policies_are_found_by_their_names() -> None:
    assert {name: policy.name for name, policy in POLICIES.items()} == {name: name for name in POLICIES}


def test_the_next_lowest_gives_way() -> None:
    cells = [cell(3), cell(20), cell(12), cell(40), cell(75)]
    states = protect(cells, [Relation(4, (0, 1, 2, 3))], HOSPITAL)
    assert states == (SUPPRESSED, SHOWN, SUPPRESSED, SHOWN, SHOWN)


def test_a_pool_is_shown_where_what_is_shown_adds_up_to_it_already() -> None:
    # 0 and 2 are hidden: the pool of both is the total less the rest; a pool of one of them is not known.
    cells = [cell(3), cell(12), cell(6), cell(30), cell(51), cell(9, derived=True), cell(36, derived=True)]
    relations = [Relation(4, (0, 1, 2, 3))]
    both = [*relations, Relation(5, (0, 2)), Relation(4, (5, 1, 3))]
    one = [*relations, Relation(6, (2, 3)), Relation(4, (6, 0, 1))]
    assert protect(cells[:6], both, HOSPITAL) == (SUPPRESSED, SHOWN, SUPPRESSED, SHOWN, SHOWN, SHOWN)
    assert protect(cells, one, HOSPITAL)[6] is SUPPRESSED
    assert protect(cells, one, HOSPITAL)[:5] == protect(cells[:5], relations, HOSPITAL)


def test_a_pool_that_is_small_itself_is_hidden() -> None:
    cells = [cell(0), cell(0), cell(60), cell(0, derived=True, group=4)]
    assert protect(cells, [Relation(3, (0, 1))], SURVEY) == (SHOWN, SHOWN, SHOWN, SUPPRESSED)


def test_what_everybody_knows_cannot_give_way() -> None:
    cells = [cell(3), cell(12, state=SHOWN), cell(15, state=SHOWN)]
    assert protect(cells, [Relation(2, (0, 1))], HOSPITAL) == (SUPPRESSED, SHOWN, SHOWN)


def test_a_zero_hides_nothing_and_gives_way_last() -> None:
    cells = [cell(3), cell(0), cell(12), cell(15)]
    assert protect(cells, [Relation(3, (0, 1, 2))], HOSPITAL) == (SUPPRESSED, SHOWN, SUPPRESSED, SHOWN)


def test_suppression_travels_along_rows_and_columns() -> None:
    # Rows 0-1-2 and 3-4-5, columns 0-3 and 1-4: hiding one cell must hide a square of four.
    cells = [cell(3), cell(20), cell(23), cell(30), cell(40), cell(70), cell(33), cell(60)]
    relations = [Relation(2, (0, 1)), Relation(5, (3, 4)), Relation(6, (0, 3)), Relation(7, (1, 4))]
    states = protect(cells, relations, HOSPITAL)
    assert [i for i, s in enumerate(states) if s is SUPPRESSED] == [0, 1, 3, 4]


def test_cells_that_arrive_with_a_state_keep_it() -> None:
    cells = [cell(3), cell(None, state=State.NOT_ASKED), cell(12), cell(50, state=SUPPRESSED), cell(15)]
    states = protect(cells, [Relation(4, (0, 1, 2))], HOSPITAL)
    assert states[1] is State.NOT_ASKED
    assert states[3] is SUPPRESSED


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[RawCell], list[Relation]]:
    """A table of counts with row and column totals, a grand total and a pool, some cells with their own state."""
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    small_or_not = st.integers(0, 12) | st.integers(0, 300)
    counts = [[draw(small_or_not) for _ in range(columns)] for _ in range(rows)]
    cells = [RawCell((("row", str(r)),), float(n)) for r, row in enumerate(counts) for n in row]
    relations = []
    for r in range(rows):
        cells.append(cell(float(sum(counts[r]))))
        relations.append(Relation(len(cells) - 1, tuple(r * columns + c for c in range(columns))))
    for c in range(columns):
        cells.append(cell(float(sum(row[c] for row in counts))))
        relations.append(Relation(len(cells) - 1, tuple(r * columns + c for r in range(rows))))
    cells.append(cell(float(sum(map(sum, counts)))))
    of_rows = tuple(range(rows * columns, rows * columns + rows))
    relations.append(Relation(len(cells) - 1, of_rows))
    total = max(c.numerator or 0 for c in cells)
    pool = draw(st.sets(st.integers(0, rows - 1), min_size=1))
    inside = tuple(rows * columns + r for r in sorted(pool))
    outside = tuple(place for place in of_rows if place not in inside)
    nobody = st.sampled_from([None, SUPPRESSED, State.NOT_ASKED, State.NO_DATA])
    given_states = st.none() | st.none() | st.sampled_from([None, SUPPRESSED])
    dressed = [
        c._replace(denominator=draw(st.none() | st.just(total)), state=draw(given_states if c.numerator else nobody))
        for c in cells
    ]
    dressed.append(cell(sum(cells[place].numerator or 0 for place in inside), derived=True))
    pooled = len(dressed) - 1
    relations += [Relation(pooled, inside), Relation(len(cells) - 1, (pooled, *outside))]
    return dressed, relations


@given(tables(), st.sampled_from([SURVEY, HOSPITAL]))
def test_what_is_left_gives_nothing_back(table: tuple[list[RawCell], list[Relation]], policy: Policy) -> None:
    cells, relations = table
    states = protect(cells, relations, policy)
    for one, state in zip(cells, states, strict=True):
        if one.state is not None:
            assert state is one.state
        elif policy.primary(one):
            assert state is SUPPRESSED
        else:
            assert state in (SHOWN, SUPPRESSED)
    for relation in relations:
        members = (relation.total, *relation.parts)
        hidden = sum(states[i] is SUPPRESSED for i in members)
        shown = sum(states[i] is SHOWN for i in members)
        assert hidden != 1 or shown == 0


@given(tables())
def test_nothing_is_hidden_that_need_not_be(table: tuple[list[RawCell], list[Relation]]) -> None:
    cells, relations = table
    states = protect(cells, relations, OPEN)
    if SUPPRESSED not in {c.state for c in cells}:
        assert SUPPRESSED not in states
