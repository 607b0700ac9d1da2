from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.tables import Kind, RawCell, RawTable, Relation, Source, State, keys
from thinking_together.evidence.gate import FULL_COUNT, hidden_above, release

SOURCE = Source("Test")


def raw(cells: list[RawCell], relations: tuple[Relation, ...] = (), policy: str = "survey", kind=Kind.PROPORTION):
    return RawTable("T", kind, "respondents", (), tuple(cells), SOURCE, policy, relations)


def cell(name: str, numerator: float, denominator: float | None = None, **told) -> RawCell:
    return RawCell(keys(cell=name), numerator, denominator, **told)


def states(table) -> dict[str, State]:
    return {s.key("cell"): s.state for s in table.statistics}


def test_a_small_count_and_a_small_remainder_are_both_suppressed() -> None:
    table = release(raw([cell("small", 4, 60), cell("rest", 57, 60), cell("fine", 30, 60), cell("nobody", 0, 60)]))
    shown, hidden = State.SHOWN, State.SUPPRESSED
    assert states(table) == {"small": hidden, "rest": hidden, "fine": shown, "nobody": shown}


def test_a_suppressed_cell_carries_no_number_at_all() -> None:
    statistic = release(raw([cell("small", 3, 60)])).one()
    numbers = (statistic.value, statistic.lower, statistic.upper, statistic.numerator, statistic.denominator)
    assert numbers == (None, None, None, None, None)


def test_a_group_of_fewer_than_ten_is_not_shown_even_where_all_agree() -> None:
    assert release(raw([cell("few", 0, 9), cell("ten", 5, 10)])).statistics[0].state is State.SUPPRESSED


def test_the_cell_that_would_give_a_suppressed_one_back_is_suppressed_too() -> None:
    cells = [cell("a", 3, 60), cell("b", 20, 60), cell("c", 37, 60), cell("all", 60, 180)]
    table = release(raw(cells, (Relation(3, (0, 1, 2)),)))
    assert states(table) == {
        "a": State.SUPPRESSED,
        "b": State.SUPPRESSED,
        "c": State.SHOWN,
        "all": State.SHOWN,
    }


def test_cells_that_are_only_context_are_not_in_the_table() -> None:
    table = release(raw([cell("asked", 30, 60), cell("context", 3, 60, wanted=False)]))
    assert [s.key("cell") for s in table.statistics] == ["asked"]


def test_hospital_counts_are_rounded_and_small_ones_suppressed() -> None:
    table = release(raw([cell("seven", 7), cell("eight", 8), cell("many", 213)], policy="hospital", kind=Kind.COUNT))
    assert [s.state for s in table.statistics] == [State.SUPPRESSED, State.SHOWN, State.SHOWN]
    assert [s.value for s in table.statistics[1:]] == [10, 215]


def test_a_published_rate_is_shown_as_published() -> None:
    published = cell("rate", 144, 20_000, published=(491.8, 300.1, 700.2))
    one = release(raw([published], policy="as_published", kind=Kind.RATE)).one()
    assert (one.value, one.lower, one.upper) == (491.8, 300.1, 700.2)


def test_a_denominator_of_zero_is_no_data_and_never_a_figure() -> None:
    assert release(raw([cell("none", 0, 0)], policy="open")).one().state is State.NO_DATA


@given(st.lists(st.integers(0, 40), min_size=2, max_size=6))
def test_no_small_cell_can_be_computed_by_subtraction_from_what_is_shown(counts: list[int]) -> None:
    cells = [cell(str(at), n, 200) for at, n in enumerate(counts)]
    cells.append(cell("total", sum(counts), 200 * len(counts)))
    table = release(raw(cells, (Relation(len(counts), tuple(range(len(counts)))),)))
    unknown = [s for s in table.statistics if s.state is State.SUPPRESSED]
    assert len(unknown) != 1
    assert all(s.numerator is None or s.numerator == 0 or s.numerator > 4 for s in table.statistics)


def test_a_hidden_value_that_is_not_below_a_shown_one_is_known_to_the_gate_alone() -> None:
    cells = [
        RawCell(keys(option="a", sector="h"), 26, 36),
        RawCell(keys(option="b", sector="h"), 33, 36),
        RawCell(keys(option="c", sector="h"), 2, 36),
        RawCell(keys(option="b", sector="e"), 50, 52),
    ]
    table = release(raw(cells))
    assert hidden_above(raw(cells), table) == {(keys(option="a", sector="h"), keys(option="b", sector="h"))}
    assert "33" not in repr(table)


def test_a_share_of_a_full_count_has_no_interval_and_says_so() -> None:
    raw = RawTable("Sessions", Kind.PROPORTION, "sessions", (), (RawCell((), 5, 6),), SOURCE, "open", full_count=True)
    table = release(raw)
    (one,) = table.statistics
    assert (one.value, one.lower, one.upper, one.numerator, one.denominator) == (5 / 6, None, None, 5, 6)
    assert table.full_count and table.method == FULL_COUNT
    sampled = release(replace(raw, full_count=False)).one()
    assert sampled.lower is not None and sampled.lower < 5 / 6
