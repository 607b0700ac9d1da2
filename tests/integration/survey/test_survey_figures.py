from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories.bundles import SECTORS, small_bundle
from tests.factories.surveys import COLUMNS, QUESTIONNAIRE, many, response, responses_csv

from thinking_together.analysis.tables import State, Statistic, Table
from thinking_together.bundle.commands import import_folder
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.figures import Reason, Selection, Unresolved
from thinking_together.evidence.reference import parse
from thinking_together.evidence.resolve import Resolution, Resolver
from thinking_together.evidence.selection import select
from thinking_together.survey.evidence import open_survey

pytestmark = pytest.mark.django_db

ROWS = [
    *many(0, 20, training="on_the_job|mhfa", websites="Young Minds"),
    *many(20, 10, training="on_the_job", websites="nothing in particular"),
    *many(30, 10, training="specific", knowledge__coping="agree_3"),
    *many(40, 15, sector="education", training="mhfa", phase="secondary", websites="youngminds, Kooth"),
    *many(55, 15, sector="education", training="on_the_job|mhfa", knowledge__coping="agree_3"),
    *many(70, 12, sector="police", training="on_the_job", knowledge__coping="agree_3"),
    *[response(f"b{n}", sector="police", training="mhfa") for n in range(8)],
    *[response(f"i{n}") for n in range(10)],
]


@pytest.fixture
def resolver(tmp_path: Path) -> Resolver:
    files = {"survey/questionnaire.yaml": QUESTIONNAIRE, "survey/responses.csv": responses_csv(ROWS)}
    sectors = SECTORS.replace("police,Police,", "police,Police,60")
    return Resolver(import_folder(small_bundle(tmp_path, **files, **{"programme/sectors.csv": sectors}), by=SYSTEM))


def table(answer: Resolution) -> Table:
    assert isinstance(answer, Table), answer
    return answer


def one(answer: Resolution) -> Statistic:
    return table(answer).one()


def counts(answer: Resolution) -> dict[tuple[str, ...], tuple[float | None, float | None]]:
    return {tuple(v for _, v in s.keys): (s.numerator, s.denominator) for s in table(answer).statistics}


def test_every_figure_is_in_the_catalogue_and_every_key_checked(resolver: Resolver) -> None:
    names = {info.name for info in resolver.catalogue() if info.phase == "survey"}
    assert {"training", "enough", "knowledge.coping", "knowledge", "mentions.websites", "websites"} <= names
    assert {"participation", "responses", "breakoff", "minutes", "neutral_items"} <= names
    for reference in (
        "survey/nothing",
        "survey/training",
        "survey/training?option=magic",
        "survey/training?colour=red",
    ):
        answer = resolver.resolve(reference)
        assert isinstance(answer, Unresolved) and answer.reason is Reason.UNKNOWN


def test_an_item_in_all_by_sector_and_for_a_pool(resolver: Resolver) -> None:
    assert counts(resolver.resolve("survey/training?option=on_the_job")) == {("on_the_job",): (57, 82)}
    by = counts(resolver.resolve("survey/training?option=on_the_job&sector=*"))
    assert by == {
        ("on_the_job", "health"): (30, 40),
        ("on_the_job", "education"): (15, 30),
        ("on_the_job", "police"): (12, 12),
    }
    outside = counts(resolver.resolve("survey/training?option=*&sector=-health"))
    assert outside["on_the_job", "-health"] == (27, 42) and outside["mhfa", "-health"] == (30, 42)
    assert len(outside) == 4


def test_the_star_of_a_scale_gives_its_points_and_the_sums_by_name(resolver: Resolver) -> None:
    points = table(resolver.resolve("survey/knowledge.coping?option=*"))
    assert [code for code, _ in points.dimensions[0].values] == [*(f"agree_{n}" for n in range(1, 6)), "unsure"]
    assert one(resolver.resolve("survey/knowledge.coping?option=neutral")).numerator == 37
    assert one(resolver.resolve("survey/knowledge.coping?option=agree")).numerator == 45


def test_what_goes_with_what(resolver: Resolver) -> None:
    found = one(resolver.resolve("survey/training?option=on_the_job&with=mhfa"))
    assert (found.numerator, found.denominator) == (35, 57)
    assert found.note.startswith("Lift 1.01")  # 35/57 against 50/82
    each = table(resolver.resolve("survey/training?option=on_the_job&with=*"))
    assert {s.key("with") for s in each.statistics} == {"mhfa", "specific", "none"}
    assert each.dimensions[0].name == "with"
    assert one(resolver.resolve("survey/training?option=on_the_job&with=mhfa&sector=health")).numerator == 20


def test_a_question_of_one_sector_is_not_asked_of_another(resolver: Resolver) -> None:
    answer = resolver.resolve("survey/phase?option=primary&sector=health")
    assert isinstance(answer, Unresolved) and answer.reason is Reason.NOT_ASKED
    by = table(resolver.resolve("survey/phase?option=primary&sector=*"))
    assert by.at(sector="education").numerator == 15 and by.at(sector="police").state is State.NOT_ASKED


def test_another_item_may_part_people_but_two_at_once_may_not(resolver: Resolver) -> None:
    by = counts(resolver.resolve("survey/training?option=mhfa&phase=*"))
    assert by == {("mhfa", "primary"): (15, 15), ("mhfa", "secondary"): (15, 15)}
    both = resolver.resolve("survey/training?option=mhfa&phase=primary&sector=education")
    assert isinstance(both, Unresolved) and both.reason is Reason.SUPPRESSED


def test_resources_named_in_open_text(resolver: Resolver) -> None:
    assert one(resolver.resolve("survey/mentions.websites?resource=youngminds")).numerator == 35
    by = table(resolver.resolve("survey/mentions.websites?resource=*&sector=*"))
    assert by.at(resource="youngminds", sector="education").numerator == 15
    assert by.at(resource="kooth", sector="health").numerator == 0
    assert by.at(resource="kooth", sector="police").state is State.NOT_ASKED
    assert one(resolver.resolve("survey/websites")).denominator == 45


def test_neutral_answers_item_by_item(resolver: Resolver) -> None:
    found = table(resolver.resolve("survey/neutral_items?item=*&construct=function"))
    coping = found.at(item="knowledge.coping")
    assert coping.numerator == 37 and coping.note == "Many neutral answers."
    talking = found.at(item="knowledge.talking")
    assert talking.value == 0 and talking.note == ""
    one_item = one(resolver.resolve("survey/neutral_items?item=knowledge.coping"))
    assert one_item.numerator == 37
    rows = table(resolver.resolve("survey/knowledge?row=*&option=neutral"))
    assert rows.at(row="coping").numerator == 37 and rows.at(row="coping").key("option") == "neutral"


def test_participation_is_against_headcount_and_counts_what_can_be_used(resolver: Resolver) -> None:
    by = counts(resolver.resolve("survey/participation?sector=*"))
    assert by == {("health",): (40, 400), ("education",): (30, 900), ("police",): (12, 60)}
    assert one(resolver.resolve("survey/participation")).denominator == 1360
    assert one(resolver.resolve("survey/responses")).value == 82
    assert one(resolver.resolve("survey/responses?sector=-health")).value == 42


def test_a_headcount_that_is_not_known_gives_no_share(tmp_path: Path) -> None:
    files = {"survey/questionnaire.yaml": QUESTIONNAIRE, "survey/responses.csv": responses_csv(ROWS)}
    found = Resolver(import_folder(small_bundle(tmp_path, **files), by=SYSTEM))
    by = table(found.resolve("survey/participation?sector=*"))
    assert by.at(sector="police").state is State.NO_DATA
    assert by.at(sector="health").numerator == 40
    assert table(found.resolve("survey/responses?sector=*")).at(sector="police").value == 12


def test_where_people_stopped(resolver: Resolver) -> None:
    found = table(resolver.resolve("survey/breakoff?stage=*"))
    start, middle = found.at(stage="introduction"), found.at(stage="questionnaire")
    assert (start.numerator, start.denominator) == (10, 100)
    assert (middle.numerator, middle.denominator) == (8, 90)


def test_minutes_by_sector(resolver: Resolver) -> None:
    by = table(resolver.resolve("survey/minutes?sector=*"))
    assert by.at(sector="education").value == pytest.approx(6 * 10.6 / 60)
    assert one(resolver.resolve("survey/minutes")).value == pytest.approx(6 * 10.6 / 60)
    assert one(resolver.resolve("survey/minutes?part=second&sector=health")).value == pytest.approx(2 * 10.6 / 60)


def test_a_version_that_is_not_there_is_unknown(resolver: Resolver) -> None:
    assert one(resolver.resolve("survey/training@1?option=mhfa")).numerator == 50
    answer = resolver.resolve("survey/training@2?option=mhfa")
    assert isinstance(answer, Unresolved) and answer.reason is Reason.UNKNOWN


def test_every_table_says_where_it_comes_from_and_that_it_is_invented(resolver: Resolver) -> None:
    source = table(resolver.resolve("survey/training?option=*")).source
    assert (source.name, source.date, source.invented) == ("Workforce survey, Smallshire", "March 2023", True)


def test_a_programme_without_a_survey_offers_nothing(tmp_path: Path) -> None:
    found = Resolver(import_folder(small_bundle(tmp_path), by=SYSTEM))
    assert not [info for info in found.catalogue() if info.phase == "survey"]
    assert isinstance(found.resolve("survey/training?option=mhfa"), Unresolved)


def test_the_survey_is_read_once_in_five_statements(
    resolver: Resolver, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    open_survey(resolver.programme).figures()  # keeps the snapshot
    figures = open_survey(resolver.programme)
    with django_assert_num_queries(5):  # the last: whether people were invited by a list
        figures.figures()
    info = next(info for info in figures.figures() if info.name == "training")
    asked = select(info, parse("survey/training?option=*&sector=*"))
    assert isinstance(asked, Selection)
    with django_assert_num_queries(0):
        figures.raw(asked)


def test_trial_runs_and_headcounts_that_are_too_low_give_no_figures(tmp_path: Path) -> None:
    trial = [{**row, "trial": "yes"} for row in many(500, 20, training="none")]
    files = {
        "survey/questionnaire.yaml": QUESTIONNAIRE,
        "survey/responses.csv": responses_csv([*ROWS, *trial], (*COLUMNS, "trial")),
        "programme/sectors.csv": SECTORS.replace("health,Health,400", "health,Health,39"),
    }
    found = Resolver(import_folder(small_bundle(tmp_path, **files), by=SYSTEM))
    assert one(found.resolve("survey/responses")).value == 82
    assert one(found.resolve("survey/training?option=mhfa")).denominator == 82
    by = table(found.resolve("survey/participation?sector=*"))
    assert by.at(sector="health").state is State.NO_DATA and by.at(sector="education").numerator == 30


def test_that_few_are_more_than_a_headcount_is_not_told(tmp_path: Path) -> None:
    """Whoever knows that there are three would know that four answered."""
    rows = [*many(0, 40), *many(40, 30, sector="education"), *many(70, 4, sector="police")]
    files = {
        "survey/questionnaire.yaml": QUESTIONNAIRE,
        "survey/responses.csv": responses_csv(rows),
        "programme/sectors.csv": SECTORS.replace("police,Police,", "police,Police,3"),
    }
    by = table(
        Resolver(import_folder(small_bundle(tmp_path, **files), by=SYSTEM)).resolve("survey/participation?sector=*")
    )
    assert (by.at(sector="police").state, by.at(sector="police").note) == (State.SUPPRESSED, "")
    assert by.at(sector="health").numerator == 40


def test_a_note_about_many_neutral_answers_stands_only_beside_what_is_shown(tmp_path: Path) -> None:
    few = many(900, 8, sector="police", knowledge__coping="agree_3")
    rows = [*many(0, 30), *many(30, 30, sector="education", knowledge__coping="agree_3"), *few]
    files = {"survey/questionnaire.yaml": QUESTIONNAIRE, "survey/responses.csv": responses_csv(rows)}
    found = Resolver(import_folder(small_bundle(tmp_path, **files), by=SYSTEM))
    by = table(found.resolve("survey/neutral_items?item=knowledge.coping&sector=*"))
    assert by.at(sector="police").state is State.SUPPRESSED
    assert all(s.state is State.SHOWN for s in by.statistics if s.note)
