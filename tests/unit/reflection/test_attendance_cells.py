from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.tables import Kind, RawTable, Source, State, Table
from thinking_together.evidence.asked import dimensions_asked
from thinking_together.evidence.figures import Choice, FigureDimension, FigureInfo, Mode, Selection
from thinking_together.evidence.gate import release
from thinking_together.reflection.attendance import attendance_cells

CODES = ("health", "education", "council", "police", "other")
INFO = FigureInfo(
    "reflection",
    "attendance",
    "Places",
    Kind.COUNT,
    "places",
    (FigureDimension("sector", "Sector", tuple((c, c.title()) for c in CODES), pools=True),),
    "survey",
    Source("Sessions"),
)


def shown(counts: dict[str, int], choice: Choice) -> Table:
    selection = Selection(INFO, "", (("sector", choice),))
    cells, relations = attendance_cells(selection, [c for c, n in counts.items() for _ in range(n)])
    dimensions = dimensions_asked(selection)
    return release(RawTable("t", Kind.COUNT, "places", dimensions, cells, INFO.source, "survey", relations))


def each(*codes: str) -> Choice:
    return Choice(Mode.EACH, codes or CODES)


def pool(*codes: str) -> Choice:
    return Choice(Mode.POOL, codes, "+".join(codes))


def test_a_small_sector_and_the_next_lowest_are_not_shown() -> None:
    table = shown({"health": 20, "education": 30, "council": 12, "police": 2, "other": 9}, each())
    states = {s.key("sector"): s.state for s in table.statistics}
    assert [c for c, state in states.items() if state is State.SUPPRESSED] == ["police", "other"]


def test_what_would_give_a_small_sector_back_is_not_shown() -> None:
    counts = {"health": 20, "education": 30, "council": 12, "police": 2, "other": 9}
    assert shown(counts, pool("health", "education", "council", "other")).one().state is State.SUPPRESSED
    assert shown(counts, pool("health", "education")).one().value == 50
    assert shown(counts, Choice(Mode.ALL, ())).one().value == 73


def test_all_sectors_but_one_leaves_nothing_out_that_is_empty() -> None:
    assert shown(dict.fromkeys(CODES, 10), pool(*CODES)).one().value == 50


counts = st.fixed_dictionaries({code: st.integers(0, 15) for code in CODES})


@given(counts, st.permutations(CODES))
def test_a_sector_is_shown_or_hidden_the_same_way_however_it_is_asked_for(
    counts: dict[str, int], order: list[str]
) -> None:
    usual = {s.key("sector"): s.value for s in shown(counts, each()).statistics}
    assert {s.key("sector"): s.value for s in shown(counts, each(*order)).statistics} == usual
    for code in CODES:
        assert shown(counts, Choice(Mode.ONE, (code,))).one().value == usual[code]


@given(counts, st.sets(st.sampled_from(CODES), min_size=2, max_size=4))
def test_no_pool_gives_a_hidden_sector_back_by_itself_or_by_what_it_leaves_out(
    counts: dict[str, int], pooled: set[str]
) -> None:
    single = {s.key("sector"): s for s in shown(counts, each()).statistics}
    hidden = {code for code in CODES if single[code].state is State.SUPPRESSED}
    if shown(counts, pool(*sorted(pooled))).one().state is State.SHOWN:
        assert len(hidden & pooled) != 1
        if shown(counts, Choice(Mode.ALL, ())).one().state is State.SHOWN:
            assert len(hidden - pooled) != 1


def test_all_but_one_of_three_small_sectors_is_not_shown() -> None:
    counts = {"health": 20, "education": 30, "council": 4, "police": 2, "other": 3}
    assert shown(counts, pool("health", "education", "council", "other")).one().state is State.SUPPRESSED
