from __future__ import annotations

from dataclasses import replace

import pytest

from thinking_together.analysis.comparison import Polarity
from thinking_together.analysis.tables import Kind, RawTable, State, Table
from thinking_together.bundle.commands import import_folder
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.figures import Reason, Selection, Unresolved
from thinking_together.evidence.reference import parse
from thinking_together.evidence.resolve import Resolver
from thinking_together.evidence.selection import select
from thinking_together.local_data.evidence import open_figures
from thinking_together.local_data.notes import BREAK, NOT_PEOPLE, UNDERCOUNT
from thinking_together.local_data.observation import Observation
from thinking_together.local_data.wording import in_words
from thinking_together.local_data.writing import download_text

from .conftest import PLACE, admissions, figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def resolver(bundle) -> Resolver:
    return Resolver(import_folder(bundle(), by=SYSTEM))


def of(bundle, rows: list[Observation], policy: str = "hospital") -> Resolver:
    return Resolver(import_folder(bundle(rows, policy), by=SYSTEM))


def table(resolver: Resolver, reference: str) -> Table:
    answer = resolver.resolve(reference)
    assert isinstance(answer, Table), answer
    return answer


def states(found: Table, name: str) -> dict[str | None, State]:
    return {s.key(name): s.state for s in found.statistics}


def with_counts(**counts: float | None) -> list[Observation]:
    """The three bands and the whole, with counts given by first year of age; ``all`` for 10–24."""
    bands = {"92796": {"10": "10-14 yrs", "15": "15-19 yrs", "20": "20-24 yrs"}, "90813": {"all": "10-24 yrs"}}
    return [
        figure(indicator, age, 100.0, counts[f"c{code}"])
        for indicator, ages in bands.items()
        for code, age in ages.items()
        if f"c{code}" in counts
    ]


def test_a_rate_is_as_published_with_its_interval(resolver: Resolver) -> None:
    found = table(resolver, "local_data/92796?age=15-19&period=2020/21")
    one = found.one()
    assert (one.value, one.lower, one.upper) == (1113.3, pytest.approx(1001.97), pytest.approx(1224.63))
    assert (one.kind, one.multiplier, one.method) == (Kind.RATE, 100_000, "95% interval: published")
    assert found.title == "Hospital admissions for self-harm by age: rate per 100,000, Fernshire, 15–19, 2020/21"
    assert found.source.invented and found.source.date == "retrieved 5 January 2023"
    assert found.notes == (NOT_PEOPLE, UNDERCOUNT, BREAK)
    assert dict(one.keys)["area"] == PLACE


def test_the_place_itself_is_meant_where_no_area_is_named(resolver: Resolver) -> None:
    named = table(resolver, f"local_data/92796?age=10-14&area={PLACE}&period=2020/21")
    assert table(resolver, "local_data/92796?age=10-14&period=2020/21").one() == named.one()


def test_counts_below_national_level_are_rounded_and_national_ones_are_not(resolver: Resolver) -> None:
    assert table(resolver, "local_data/90813?measure=count&period=2020/21").one().value == 145
    england = table(resolver, "local_data/92796?age=10-14&area=E92000001&measure=count&period=2020/21")
    assert (england.one().value, england.policy) == (9000, "as_published")


def test_a_dataset_as_published_shows_counts_as_they_are(bundle) -> None:
    resolver = of(bundle, admissions(), "as_published")
    assert table(resolver, "local_data/21001?measure=count&period=2020/21").one().value == 215


def test_one_count_as_a_share_of_another(bundle) -> None:
    one = table(of(bundle, admissions(), "as_published"), "local_data/90813?of=21001&period=2020/21").one()
    assert (one.kind, one.numerator, one.denominator) == (Kind.PROPORTION, 144, 215)
    assert one.value == pytest.approx(144 / 215)
    # scipy.stats.binomtest(144, 215).proportion_ci(method="wilson")
    assert (one.lower, one.upper) == (pytest.approx(0.60441, abs=1e-5), pytest.approx(0.72917, abs=1e-5))


def test_a_share_of_hospital_counts_shows_both_rounded(resolver: Resolver) -> None:
    found = table(resolver, "local_data/90813?of=21001&period=2020/21")
    assert (found.one().numerator, found.one().denominator) == (145, 215)
    whole = "Emergency admissions for self-harm at all ages"
    assert f"at 10 to 24: as a share of “{whole}”, Fernshire, 2020/21" in found.title


def test_the_whole_is_not_shown_more_exactly_than_its_own_count(bundle) -> None:
    rows = [figure("90813", "10-24 yrs", 10.0, 144), figure("21001", "All ages", 10.0, 213)]
    one = table(of(bundle, rows), "local_data/90813?of=21001&period=2020/21").one()
    assert (one.denominator, one.value) == (215, pytest.approx(144 / 213))


def test_a_share_of_a_count_hidden_for_anothers_sake_is_hidden(bundle) -> None:
    rows = [
        figure("21001", "All ages", 10.0, 65),
        figure("21001", "All ages", 10.0, 5, sex="Female"),
        figure("21001", "All ages", 10.0, 60, sex="Male"),
        figure("90813", "10-24 yrs", 10.0, 40, sex="Male"),
    ]
    answer = of(bundle, rows).resolve("local_data/90813?of=21001&period=2020/21&sex=male")
    assert isinstance(answer, Unresolved) and answer.reason is Reason.SUPPRESSED


def test_figures_of_two_datasets_follow_the_stricter_rule(bundle) -> None:
    root = bundle([figure("90813", "10-24 yrs", 10.0, 144)], "as_published")
    listed = root / "local_data/datasets.csv"
    listed.write_text(listed.read_text() + "other,Another source,None,2023-02-01,hospital,yes,\n")
    (root / "local_data/other.csv").write_text(download_text([figure("21001", "All ages", 10.0, 213)]))
    resolver = Resolver(import_folder(root, by=SYSTEM))
    assert table(resolver, "local_data/90813?period=2020/21").policy == "as_published"
    found = table(resolver, "local_data/90813?of=21001&period=2020/21")
    assert found.policy == "hospital"
    assert found.source.name == "Invented figures; Another source"
    assert found.source.date == "retrieved 1 February 2023"


def test_shares_by_age_stand_beside_each_other(resolver: Resolver) -> None:
    found = table(resolver, "local_data/92796?age=*&of=90813&period=2020/21")
    assert [(s.key("age"), s.numerator) for s in found.statistics] == [("10-14", 35), ("15-19", 70), ("20-24", 40)]


def test_what_is_no_part_has_no_share(resolver: Resolver) -> None:
    answer = resolver.resolve("local_data/21001?of=90813&period=2020/21")
    assert isinstance(answer, Unresolved) and answer.reason is Reason.NO_DATA


@pytest.mark.parametrize("measure", ["rate", "count"])
def test_a_small_count_hides_itself_and_the_next_lowest(bundle, measure: str) -> None:
    resolver = of(bundle, with_counts(c10=5, c15=60, c20=40, call=105))
    found = table(resolver, f"local_data/92796?age=*&measure={measure}&period=2020/21")
    assert states(found, "age") == {
        "10-14": State.SUPPRESSED,
        "15-19": State.SHOWN,
        "20-24": State.SUPPRESSED,
    }
    assert all(s.value is None and s.numerator is None for s in found.statistics if s.state is State.SUPPRESSED)


def test_it_is_hidden_the_same_way_however_it_is_asked_for(bundle) -> None:
    resolver = of(bundle, with_counts(c10=5, c15=40, c20=40, call=85))
    whole = states(table(resolver, "local_data/92796?age=*&period=2020/21"), "age")
    for ages in ("10-14,15-19,20-24", "20-24,15-19,10-14", "20-24,10-14"):
        answer = resolver.resolve(f"local_data/92796?age={ages}&period=2020/21")
        if isinstance(answer, Table):
            assert states(answer, "age").items() <= whole.items()
    for age, state in whole.items():
        answer = resolver.resolve(f"local_data/92796?age={age}&measure=count&period=2020/21")
        assert isinstance(answer, Table) is (state is State.SHOWN)


def test_a_count_the_source_hides_is_not_found_by_subtraction(bundle) -> None:
    rows = with_counts(c10=30, c15=60, c20=40, call=137)
    rows[0] = replace(rows[0], count=None, value=None)
    resolver = of(bundle, rows)
    found = states(table(resolver, "local_data/92796?age=*&period=2020/21"), "age")
    assert list(found.values()).count(State.SUPPRESSED) == 2


def test_without_what_it_adds_up_to_only_the_small_count_is_hidden(bundle) -> None:
    resolver = of(bundle, with_counts(c10=5, c15=60, c20=40))
    found = states(table(resolver, "local_data/92796?age=*&period=2020/21"), "age")
    assert list(found.values()).count(State.SUPPRESSED) == 1


def test_a_share_is_hidden_with_its_part_its_whole_and_a_small_rest(bundle) -> None:
    for part, whole in ((5, 40), (3, 6), (96, 100)):
        rows = [figure("90813", "10-24 yrs", 10.0, part), figure("21001", "All ages", 10.0, whole)]
        answer = Resolver(import_folder(bundle(rows), replace=True, by=SYSTEM)).resolve(
            "local_data/90813?of=21001&period=2020/21"
        )
        assert isinstance(answer, Unresolved) and answer.reason is Reason.SUPPRESSED, (part, whole)


def test_a_share_of_none_of_a_small_count_does_not_show_that_count(bundle) -> None:
    rows = [figure("90813", "10-24 yrs", 0.0, 0), figure("21001", "All ages", 10.0, 5)]
    answer = of(bundle, rows).resolve("local_data/90813?of=21001&period=2020/21")
    assert isinstance(answer, Unresolved) and answer.reason is Reason.SUPPRESSED


def test_missing_is_a_reason_and_never_zero(bundle) -> None:
    rows = [figure("90813", "10-24 yrs", None, None)]
    answer = of(bundle, rows, "as_published").resolve("local_data/90813?period=2020/21")
    assert answer == Unresolved(Reason.NO_DATA, "there are no data for this")


def test_periods_stand_in_order_of_time(resolver: Resolver) -> None:
    found = table(resolver, "local_data/90813?period=*")
    assert [s.key("period") for s in found.statistics] == ["2016/17", "2017/18", "2018/19", "2019/20", "2020/21"]
    assert found.title.endswith("at 10 to 24: rate per 100,000, Fernshire, by period")


def test_areas_of_a_comparator_list_stand_beside_the_place_and_england(resolver: Resolver) -> None:
    found = table(resolver, "local_data/92796?age=15-19&among=peers_2022&area=*&period=2020/21")
    assert [s.key("area") for s in found.statistics] == [PLACE, "E92000001", "X06000002"]
    assert [code for code, _ in found.dimensions[0].values] == [PLACE, "E92000001", "X06000002"]


def test_deciles_are_asked_for_by_name_only(bundle) -> None:
    decile = figure("21001", "All ages", 300.0, 40, category_type="deciles", category="Most deprived")
    resolver = of(bundle, [*admissions(), decile])
    assert table(resolver, "local_data/21001?period=2020/21").one().value == 181.2
    assert table(resolver, "local_data/21001?category=deciles.most_deprived&period=2020/21").one().value == 300.0


def test_a_percentage_is_a_share_of_one(bundle) -> None:
    resolver = of(bundle, [figure("11111", "All ages", 75.0, 15, of=20)], "open")
    one = table(resolver, "local_data/11111?period=2020/21").one()
    assert (one.kind, one.value, one.denominator) == (Kind.PROPORTION, 0.75, 20)


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("local_data/92796?period=2020/21", "the key 'age' is needed"),
        ("local_data/90813", "the key 'period' is needed"),
        ("local_data/90813?period=2031/32", "'period' has no value '2031/32'"),
        ("local_data/92796?age=10-14+15-19&period=2020/21", "values of 'age' cannot be added together"),
        ("local_data/90813?measure=*&period=2020/21", "the key 'measure' takes one value at a time"),
        ("local_data/90812?period=2020/21", "no figure is called local_data/90812"),
    ],
)
def test_a_question_without_an_answer_says_why(resolver: Resolver, reference: str, said: str) -> None:
    answer = resolver.resolve(reference)
    assert isinstance(answer, Unresolved) and answer.reason is Reason.UNKNOWN
    assert said in answer.detail


def test_reading_takes_a_fixed_number_of_statements(bundle, django_assert_num_queries) -> None:
    programme = import_folder(bundle(), by=SYSTEM)
    with django_assert_num_queries(4):
        reader = open_figures(programme)
        infos = {info.name: info for info in reader.figures()}
        for reference in map(parse, ("local_data/90813?period=2016/17", "local_data/90813?period=*")):
            selection = select(infos[reference.figure], reference)
            assert isinstance(selection, Selection) and isinstance(reader.raw(selection), RawTable)


def test_comparison_in_words_reads_shown_figures(resolver: Resolver) -> None:
    mine = table(resolver, "local_data/92796?age=15-19&period=2020/21").one()
    england = table(resolver, "local_data/92796?age=15-19&area=E92000001&period=2020/21").one()
    assert in_words(mine, england, "England") == "higher than England"
    assert in_words(mine, england, "England", Polarity.LOW_IS_GOOD) == "worse than England"
    assert in_words(mine, replace(england, value=1200.0), "England") == "similar to England"
    assert in_words(replace(mine, lower=None), england, "England") == ""
