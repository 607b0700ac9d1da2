from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.disclosure import SURVEY, protect
from thinking_together.analysis.tables import State, keys
from thinking_together.evidence.figures import Choice, Mode
from thinking_together.network.grid import ALL, REST, Grid, Tally, together

SECTORS = ("a", "b", "c", "d")
ROWS = ("r1", "r2")
EACH = Choice(Mode.EACH, SECTORS)
EVERYTHING = Choice(Mode.ALL, ())
counts = st.lists(st.integers(0, 40), min_size=8, max_size=8)


def grid(numbers: list[int], sector: Choice, row: Choice | None = None) -> Grid:
    at = {
        (row, code): Tally(n) for (row, code), n in zip(((r, s) for r in ROWS for s in SECTORS), numbers, strict=True)
    }
    made = Grid(SECTORS, ROWS, "event", lambda of, code: at[of, code], add_up=True)
    return made.build(sector, row or Choice(Mode.EACH, ROWS))


@given(counts, st.sampled_from([EACH, EVERYTHING, Choice(Mode.POOL, ("a", "b"), "a+b"), Choice(Mode.ONE, ("c",))]))
def test_every_relation_holds(numbers: list[int], sector: Choice) -> None:
    made = grid(numbers, sector)
    assert made.relations
    for relation in made.relations:
        assert made.cells[relation.total].numerator == sum(made.cells[p].numerator or 0 for p in relation.parts)


@given(counts)
def test_a_cell_has_one_state_however_it_is_asked_for(numbers: list[int]) -> None:
    def states(sector: Choice, row: Choice) -> dict[tuple[tuple[str, str], ...], State]:
        made = grid(numbers, sector, row)
        found = protect(made.cells, made.relations, SURVEY)
        return {cell.keys: state for cell, state in zip(made.cells, found, strict=True) if cell.wanted}

    whole = states(EACH, Choice(Mode.EACH, ROWS))
    for code in SECTORS:
        for row in ROWS:
            alone = states(Choice(Mode.ONE, (code,)), Choice(Mode.ONE, (row,)))
            assert alone.items() <= whole.items()


def test_what_is_asked_for_is_wanted() -> None:
    def wanted(sector: Choice, row: Choice) -> list[dict[str, str]]:
        return [dict(cell.keys) for cell in grid([9] * 8, sector, row).cells if cell.wanted]

    assert wanted(EVERYTHING, EVERYTHING) == [{}]
    assert wanted(EVERYTHING, Choice(Mode.ONE, ("r2",))) == [{"event": "r2"}]
    assert wanted(Choice(Mode.ONE, ("b",)), EVERYTHING) == [{"sector": "b"}]
    pool = Choice(Mode.POOL, ("b", "c", "d"), "-a")
    assert wanted(pool, EVERYTHING) == [{"sector": "-a"}]
    assert REST not in [cell["sector"] for cell in wanted(pool, Choice(Mode.EACH, ROWS))]


def test_a_pool_is_hidden_where_what_it_leaves_out_is_small() -> None:
    made = grid([40, 60, 2, 1] * 2, Choice(Mode.POOL, ("a", "b"), "-c,d"), Choice(Mode.ONE, ("r1",)))
    states = protect(made.cells, made.relations, SURVEY)
    assert [state for cell, state in zip(made.cells, states, strict=True) if cell.wanted] == [State.SUPPRESSED]


def test_a_cell_is_not_left_as_the_difference_of_its_column() -> None:
    made = grid([2, 25, 30, 0, 30, 20, 30, 0], EACH, Choice(Mode.EACH, (*ROWS, ALL)))
    found = protect(made.cells, made.relations, SURVEY)
    states = {cell.keys: state for cell, state in zip(made.cells, found, strict=True)}
    column = [states[keys(sector="a", event=row)] for row in ROWS] + [states[keys(sector="a")]]
    assert column.count(State.SUPPRESSED) >= 2


def test_unknown_denominators_stay_unknown() -> None:
    assert together([Tally(1), Tally(2)]) == Tally(3, None, None)
    assert together([Tally(1, 10, 10), Tally(2, 20, 20)]) == Tally(3, 30, 30)
    assert ALL == ""
