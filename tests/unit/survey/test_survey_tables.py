"""Tables of items against counts worked out by hand, and the rule that hides small numbers."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.surveys import many, questionnaire, responses_csv

from thinking_together.analysis.disclosure import SURVEY
from thinking_together.analysis.tables import Source, State, Table
from thinking_together.evidence.gate import release
from thinking_together.survey.figures.analyse import NoSuchSplit, analyse
from thinking_together.survey.figures.canonical import Options, canonical, options_of
from thinking_together.survey.figures.counting import Counted, Split, count_options, count_pairs, split_by
from thinking_together.survey.figures.grouping import Pool, group_by
from thinking_together.survey.figures.pairs import Overlap, pair_table
from thinking_together.survey.figures.tabulate import Groups, Heading, Line, Measured, item_table, lines_table
from thinking_together.survey.held.answer_table import read_answer_table
from thinking_together.survey.held.responses import read_answers
from thinking_together.survey.held.snapshot import Snapshot, build_snapshot

HEADING = Heading("Training received", Source("Test"))


def snapshot(rows: list[dict[str, str]]) -> Snapshot:
    asked = questionnaire()
    table = read_answer_table(responses_csv(rows), "responses.csv")
    answers = read_answers(asked, table, extra=("response", "day", "outcome"))
    return build_snapshot(asked, answers.values, answers.states)


def measured(data: Snapshot, code: str) -> Measured:
    grouping = group_by([split_by(data, "sector"), split_by(data, "phase")])
    return Measured(data.codes(code), options_of(data.questionnaire.variable(code)), grouping)


def table(data: Snapshot, code: str, option: str | None = None, **groups: object) -> Table:
    item = measured(data, code)
    codes = (option,) if option else tuple(o.code for o in item.options.base)
    asked = Groups(split_by(data, "sector"), **groups)  # type: ignore[arg-type]
    return release(item_table(item, asked, codes, option is None, HEADING))


@pytest.fixture(scope="module")
def data() -> Snapshot:
    """Health 40 (30 on the job, 20 of these with MHFA, 10 specific only), education 30, police 6."""
    return snapshot(
        [
            *many(0, 10, training="on_the_job"),
            *many(10, 20, training="on_the_job|mhfa"),
            *many(30, 10, training="specific"),
            *many(40, 12, sector="education", training="mhfa"),
            *many(52, 18, sector="education", training="on_the_job|mhfa", knowledge__coping="agree_3"),
            *many(70, 6, sector="police", training="on_the_job"),
        ]
    )


def test_shares_are_of_the_people_who_answered(data: Snapshot) -> None:
    found = table(data, "training", "on_the_job").one()
    assert (found.numerator, found.denominator) == (54, 76)
    health = table(data, "training", "on_the_job", codes=("health",)).one()
    assert (health.numerator, health.denominator) == (30, 40)
    assert dict(health.keys) == {"option": "on_the_job", "sector": "health"}


def test_a_pool_adds_its_groups(data: Snapshot) -> None:
    pool = Pool("-health", ("education", "police"))
    found = table(data, "training", "on_the_job", codes=("-health",), pool=pool).one()
    assert (found.numerator, found.denominator) == (24, 36)


def test_a_pool_that_leaves_only_a_small_group_over_is_hidden(data: Snapshot) -> None:
    pool = Pool("-police", ("health", "education"))
    assert table(data, "training", "on_the_job", codes=(pool.code,), pool=pool).one().state is State.SUPPRESSED


def test_a_pool_of_large_groups_is_shown() -> None:
    big = snapshot([*many(0, 20), *many(20, 20, sector="education"), *many(40, 20, sector="police", training="mhfa")])
    pool = Pool("-health", ("education", "police"))
    found = table(big, "training", "on_the_job", codes=("-health",), pool=pool).one()
    assert (found.numerator, found.denominator, dict(found.keys)["sector"]) == (20, 40, "-health")


def test_a_small_group_is_hidden_and_so_is_what_would_give_it_away(data: Snapshot) -> None:
    by = table(data, "training", "on_the_job", codes=("health", "education", "police"), each=True)
    states = [s.state for s in by.statistics]
    assert states[2] is State.SUPPRESSED
    assert states.count(State.SUPPRESSED) == 2
    assert by.dimensions[0].values == (("health", "Health"), ("education", "Education"), ("police", "Police"))


def test_what_a_sector_was_not_asked_is_its_own_state(data: Snapshot) -> None:
    by = table(data, "phase", "primary", codes=("health", "education"), each=True)
    assert by.at(sector="health").state is State.NOT_ASKED
    assert by.at(sector="education").denominator == 30


def test_what_applies_to_nobody_of_a_sector_is_not_the_same_as_not_asked(data: Snapshot) -> None:
    assert table(data, "enough", "agree_2", codes=("police",)).one().state is State.NO_DATA


def test_a_scale_offers_its_points_and_its_sums(data: Snapshot) -> None:
    options = options_of(questionnaire().variable("knowledge.coping"))
    derived = {o.code: o.members for o in options.values if o.derived}
    assert derived == {"disagree": (0, 1), "neutral": (2,), "agree": (3, 4)}
    assert table(data, "knowledge.coping", "agree").one().numerator == 58
    assert table(data, "knowledge.coping", "neutral").one().numerator == 18


def test_numbers_are_counted_in_their_bands() -> None:
    big = snapshot([*many(0, 12, years="1.99"), *many(12, 15, years="2"), *many(27, 20, years="10")])
    found = table(big, "years")
    assert [s.numerator for s in found.statistics] == [12, 15, 0, 20]


def test_mentions_are_found_in_open_text() -> None:
    rows = [*many(0, 15, websites="young minds and Kooth"), *many(15, 10, websites="YoungMinds"), *many(25, 5)]
    codes = snapshot(rows).mentions("websites")
    assert Counter(codes.tolist()) == {3: 15, 1: 10, -2: 5}


def pairs(data: Snapshot, first: str, second: str, **groups: object) -> Table:
    asked = Groups(split_by(data, "sector"), **groups)  # type: ignore[arg-type]
    return release(pair_table(measured(data, "training"), asked, (first,), (second,), (False, False), HEADING))


def test_of_those_with_one_training_the_share_with_another() -> None:
    rows = [*many(0, 30, training="on_the_job|mhfa"), *many(30, 10, training="on_the_job")]
    rows += [*many(40, 10, training="mhfa"), *many(50, 30, training="specific")]
    found = pairs(snapshot(rows), "on_the_job", "mhfa").one()
    assert (found.numerator, found.denominator) == (30, 40)
    assert found.note.startswith("Lift 1.50:")  # 30/40 against 40/80


def test_an_overlap_is_hidden_whichever_way_it_is_asked() -> None:
    rows = [*many(0, 18, training="on_the_job|mhfa"), *many(18, 2, training="on_the_job")]
    rows += [*many(20, 22, training="mhfa"), *many(42, 10, training="specific")]
    data = snapshot(rows)
    for first, second in (("on_the_job", "mhfa"), ("mhfa", "on_the_job")):
        found = pairs(data, first, second).one()
        assert found.state is State.SUPPRESSED and not found.note


def test_an_overlap_is_hidden_where_its_own_base_is(data: Snapshot) -> None:
    own = table(data, "training", "on_the_job", codes=("police",)).one()
    assert own.state is State.SUPPRESSED
    assert pairs(data, "on_the_job", "specific", codes=("police",)).one().state is State.SUPPRESSED


def test_lines_show_each_item_as_its_own_table_does(data: Snapshot) -> None:
    groups = Groups(split_by(data, "sector"), ("health", "education", "police"), each=True)
    variables = [questionnaire().variable(code) for code in ("knowledge.coping", "knowledge.talking")]
    lines = [Line(v.code, v.label, measured(data, v.code), "neutral") for v in variables]
    side = release(lines_table("item", lines, True, groups, HEADING))
    for variable in variables:
        own = release(item_table(measured(data, variable.code), groups, ("neutral",), False, HEADING))
        for code in groups.codes:
            mine = side.at(item=variable.code, sector=code)
            assert (mine.state, mine.numerator) == (own.at(sector=code).state, own.at(sector=code).numerator)


def test_an_unknown_split_names_what_can_split() -> None:
    table_ = read_answer_table(responses_csv(many(0, 1)), "x")
    with pytest.raises(NoSuchSplit, match="sector, phase"):
        analyse(questionnaire(), table_, "training", "survey")


counts = st.integers(0, 14)
grids = st.lists(st.lists(counts, min_size=4, max_size=4), min_size=4, max_size=4)


def counted(grid: list[list[int]]) -> tuple[Counted, Split]:
    whole = np.array(grid, dtype=np.int64)
    answered = whole.sum(axis=1)
    split = Split("sector", "Sector", (("a", "A"), ("b", "B"), ("c", "C")), np.array([], dtype=np.int64))
    return Counted(whole, answered, answered, answered, answered), split


def scale_options() -> Options:
    variable = questionnaire().variable("enough")
    options = options_of(variable)
    return Options(tuple(o for o in options.values if max(o.members) < 4), exclusive=True)


@given(grids, st.sampled_from([None, Pool("a+b", ("a", "b")), Pool("-a", ("b", "c"))]))
@settings(deadline=None)
def test_no_sum_gives_back_a_small_count(grid: list[list[int]], pool: Pool | None) -> None:
    whole, split = counted(grid)
    found = canonical(whole, scale_options(), group_by([split]).with_pool(split, pool))
    states = found.states(SURVEY)
    at = {place: state for state, place in ((states[p], n) for p, n in found.places.items())}
    for relation in found.relations:
        members = (relation.total, *relation.parts)
        assert sum(at[m] is State.SUPPRESSED for m in members) != 1
    for place, cell in ((p, found.cells[n]) for p, n in found.places.items()):
        if states[place] is State.SHOWN and cell.denominator:
            assert not 0 < (cell.numerator or 0) <= 4
            assert cell.denominator >= 10


@given(grids)
@settings(deadline=None)
def test_relations_are_true_of_the_counts(grid: list[list[int]]) -> None:
    whole, split = counted(grid)
    found = canonical(whole, scale_options(), group_by([split]).with_pool(split, Pool("a+c", ("a", "c"))))
    for relation in found.relations:
        total = found.cells[relation.total].numerator
        assert total == sum(found.cells[part].numerator or 0 for part in relation.parts)


masks = st.lists(st.integers(-3, 7), min_size=0, max_size=60)


@given(masks, st.randoms(use_true_random=False))
def test_counting_bits_equals_counting_one_by_one(codes: list[int], random: object) -> None:
    groups = [random.randrange(3) for _ in codes]  # type: ignore[attr-defined]
    split = Split("s", "S", (("a", "A"), ("b", "B")), np.array(groups, dtype=np.int64))
    found = count_options(np.array(codes, dtype=np.int64), 3, True, split)
    together = count_pairs(np.array(codes, dtype=np.int64), 3, split)
    rows = list(zip(codes, groups, strict=True))
    for group in range(3):
        mine = [code for code, g in rows if g == group]
        assert found.answered[group] == sum(code >= 0 for code in mine)
        assert found.asked[group] == sum(code >= -1 for code in mine)
        for a in range(3):
            assert found.counts[group, a] == sum(code >= 0 and bool(code >> a & 1) for code in mine)
            for b in range(3):
                both = 1 << a | 1 << b
                assert together[group, a, b] == sum(code >= 0 and code & both == both for code in mine)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_an_overlap_that_is_shown_hides_no_small_number_of_people(both: int, a: int, b: int, neither: int) -> None:
    overlap = Overlap(both + a, both + b, both, both + a + b + neither)
    if not overlap.unsafe(SURVEY):
        assert all(part == 0 or part >= 5 for part in (both, a, b, neither))
        assert min(both + a, both + b) >= 10


def hidden(grid: list[list[int]], options: Options, pool: Pool | None = None) -> set[tuple[str, str]]:
    whole, split = counted(grid)
    states = canonical(whole, options, group_by([split]).with_pool(split, pool)).states(SURVEY)
    return {(option, code) for (option, (_, code)), state in states.items() if state is State.SUPPRESSED}


def test_one_small_answer_takes_the_next_lowest_with_it() -> None:
    points = Options(scale_options().base, exclusive=True)
    found = hidden([[20, 3, 8, 30], [20] * 4, [20] * 4, [0] * 4], points)
    assert {("agree_2", "a"), ("agree_3", "a")} <= found


def test_a_small_point_keeps_the_sums_of_its_scale() -> None:
    found = hidden([[20, 3, 8, 30], [20] * 4, [20] * 4, [0] * 4], scale_options())
    assert {option for option, group in found if group == "a"} == {"agree_1", "agree_2"}


def test_a_total_and_a_pool_do_not_give_back_the_only_group_outside() -> None:
    options = Options(tuple(o for o in scale_options().values if not o.derived), exclusive=False)
    grid = [[30, 30, 30, 30], [2, 30, 30, 30], [3, 30, 30, 30], [0] * 4]
    pool = Pool("a+b", ("a", "b"))
    # b and c are small; the total less the pool would be c, and the pool less a would be b.
    found = hidden(grid, options, pool)
    assert {("agree_1", "b"), ("agree_1", "c"), ("agree_1", "a+b")} <= found


def test_what_nobody_or_everybody_said_is_withheld_where_an_item_is_sensitive() -> None:
    grid = [[30, 0, 0, 0], [10, 10, 10, 10], [10, 10, 10, 10], [0] * 4]
    plain = Options(scale_options().values, exclusive=True)
    sensitive = Options(scale_options().values, exclusive=True, sensitive=True)
    assert ("agree_1", "a") not in hidden(grid, plain)
    assert ("agree_1", "a") in hidden(grid, sensitive)
