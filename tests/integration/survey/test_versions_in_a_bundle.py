"""Every published questionnaire goes into a folder and comes out of it, with its responses and releases."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories.bundles import small_bundle
from tests.factories.surveys import COLUMNS, QUESTIONNAIRE, many, responses_csv

from thinking_together.bundle.commands import BundleRefused, export_folder, import_folder
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.models import Text
from thinking_together.evidence.resolve import Resolver
from thinking_together.programmes.models import Programme
from thinking_together.survey.models import QuestionnaireVersion, Release, Response
from thinking_together.survey.uses import rests_on

pytestmark = pytest.mark.django_db


def named(version: str) -> str:
    return QUESTIONNAIRE.replace('version: "1"', f'version: "{version}"')


def answers(first: int, count: int, release: str = "") -> str:
    rows = [{**row, "counted_from": release} for row in many(first, count, training="mhfa", websites="Kooth")]
    return responses_csv(rows, (*COLUMNS, "counted_from") if release else COLUMNS)


FILES = {
    "survey/questionnaire.yaml": named("3"),
    "survey/responses.csv": answers(50, 12),
    "survey/earlier/1.yaml": named("one"),
    "survey/earlier/1.csv": answers(0, 20, "2"),
    "survey/earlier/2.yaml": named("two"),
    "survey/earlier_releases.csv": "version,number,closing,rules\n1,1,no,1\n1,2,yes,1\n",
}


def folder_of(programme: Programme, where: Path) -> dict[str, str]:
    export_folder(programme, where)
    return {p.relative_to(where).as_posix(): p.read_text() for p in (where / "survey").rglob("*") if p.is_file()}


def stored() -> list[object]:
    """All but keys of the database and stamps, which are new at every import."""
    versions = QuestionnaireVersion.objects.values_list("code", "version", "title", "document", "sha256", "position")
    releases = Release.objects.values_list("questionnaire__version", "number", "closing", "rules")
    about = ("questionnaire__version", "key", "day", "sector", "outcome", "texts", "states", "trial", "position")
    responses = Response.objects.order_by("questionnaire__position", "position").values_list(*about, "counted_from")
    records = Response.objects.order_by("questionnaire__position", "position").values_list("record", flat=True)
    return [list(versions), sorted(releases), list(responses), [bytes(record) for record in records]]


def test_every_version_comes_out_as_it_went_in_and_the_newest_is_what_people_answer(tmp_path: Path) -> None:
    programme = import_folder(small_bundle(tmp_path / "in", **FILES), by=SYSTEM)
    assert [v.version for v in programme.questionnaires.all()] == ["one", "two", "3"]
    assert [v.responses.count() for v in programme.questionnaires.all()] == [20, 0, 12]
    assert [v.releases.count() for v in programme.questionnaires.all()] == [2, 0, 1]
    before = stored()
    first = folder_of(programme, tmp_path / "once")
    assert set(first) == set(FILES)
    again = import_folder(tmp_path / "once", replace=True, by=SYSTEM)
    assert stored() == before
    assert folder_of(again, tmp_path / "twice") == first


def test_figures_are_of_the_newest_alone_and_open_answers_of_all_can_be_coded(tmp_path: Path) -> None:
    programme = import_folder(small_bundle(tmp_path, **FILES), by=SYSTEM)
    shown = Resolver(programme).resolve("survey/training?option=mhfa").one()  # type: ignore[union-attr]
    assert (shown.numerator, shown.denominator) == (12, 12)
    assert Text.objects.filter(phase="survey").count() == 32


def test_a_folder_of_before_reads_as_it_did_and_a_survey_of_one_version_is_written_as_it_was(tmp_path: Path) -> None:
    plain = {name: FILES[name] for name in ("survey/questionnaire.yaml", "survey/responses.csv")}
    programme = import_folder(small_bundle(tmp_path / "in", **plain), by=SYSTEM)
    assert set(folder_of(programme, tmp_path / "out")) == set(plain)
    assert (QuestionnaireVersion.objects.get().position, Release.objects.get().number) == (0, 1)


def test_a_folder_with_fewer_versions_leaves_none_of_the_others_behind(tmp_path: Path) -> None:
    import_folder(small_bundle(tmp_path / "in", **FILES), by=SYSTEM)
    plain = {name: FILES[name] for name in ("survey/questionnaire.yaml", "survey/responses.csv")}
    import_folder(small_bundle(tmp_path / "less", **plain), replace=True, by=SYSTEM)
    assert QuestionnaireVersion.objects.get().version == "3" and Response.objects.count() == 12


def test_a_sector_that_an_earlier_questionnaire_names_stays_so_that_the_folder_can_be_read_again(
    tmp_path: Path,
) -> None:
    programme = import_folder(small_bundle(tmp_path, **FILES), by=SYSTEM)
    police = programme.sectors.get(code="police")
    assert not Response.objects.filter(sector="police").exists() and rests_on(police)
    assert not rests_on(programme.sectors.create(code="another", name="Another"))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"survey/earlier/2.yaml": named("one")}, "has 2 versions that are called 'one'"),
        ({"survey/earlier/2.csv": answers(50, 1)}, "'r50' names responses to two questionnaires"),
        ({"survey/earlier/7.csv": answers(70, 1)}, "survey/earlier/7.yaml"),
        ({"survey/earlier/01.yaml": named("4")}, "'01' is no number"),
        ({"survey/earlier/x.csv": "a"}, "'x' is no number"),
        ({"survey/earlier/2.csv": answers(70, 1, "4")}, "release 4, which counts responses, is not among"),
        ({"survey/earlier_releases.csv": "version,number,closing,rules\n9,1,no,1\n"}, "no earlier questionnaire 9"),
        (
            {"survey/earlier_releases.csv": "version,number,closing,rules\n1,2,no,1\n1,2,no,1\n"},
            "release 2 of questionnaire 1 stands there already",
        ),
        ({"survey/earlier/1.yaml": named("0").replace("code: police", "code: navy")}, "survey/earlier/1.yaml:"),
        ({"survey/earlier/1.csv": "sector\nnavy\n"}, "survey/earlier/1.csv:"),
    ],
)
def test_a_fault_of_an_earlier_version_is_named_and_nothing_is_kept(
    changed: dict[str, str], told: str, tmp_path: Path
) -> None:
    with pytest.raises(BundleRefused) as caught:
        import_folder(small_bundle(tmp_path, **FILES | changed), by=SYSTEM)
    assert told in "\n".join(map(str, caught.value.problems.found))
    assert not Programme.objects.exists()


def test_earlier_versions_without_the_newest_are_no_survey(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if "earlier" in name}
    with pytest.raises(BundleRefused) as caught:
        import_folder(small_bundle(tmp_path, **files), by=SYSTEM)
    assert "survey/questionnaire.yaml" in "\n".join(map(str, caught.value.problems.found))
