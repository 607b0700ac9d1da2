from pathlib import Path

import pytest
from tests.factories.bundles import small_bundle
from tests.factories.surveys import COLUMNS, QUESTIONNAIRE, full_answers, many, response, responses_csv

from thinking_together.bundle.commands import BundleRefused, export_folder, import_folder
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme
from thinking_together.survey.models import QuestionnaireVersion, Response

pytestmark = pytest.mark.django_db

ROWS = [
    *many(0, 3, training="on_the_job|mhfa", websites="=YoungMinds\nand 'Kooth'"),
    *many(3, 2, sector="education", years="", websites="~"),
    response("early", sector="police", websites="Kooth"),
    response("gone", outcome="introduction"),
    response("half", sector="police", training="specific", years="0.5", day=""),
]


def folder(tmp_path: Path, rows: list[dict[str, str]] = ROWS, questionnaire: str = QUESTIONNAIRE) -> Path:
    files = {"survey/questionnaire.yaml": questionnaire, "survey/responses.csv": responses_csv(rows)}
    return small_bundle(tmp_path, **files)


def stored_responses() -> list[tuple[object, ...]]:
    fields = ("key", "day", "sector", "outcome", "record", "texts", "states", "trial", "position")
    rows = Response.objects.values_list(*fields)
    return [tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in rows]


def test_a_survey_is_imported_and_exported_to_equal_files(tmp_path: Path) -> None:
    programme = import_folder(folder(tmp_path / "in"), by=SYSTEM)
    export_folder(programme, tmp_path / "out")
    stored = stored_responses()
    again = import_folder(tmp_path / "out", replace=True, by=SYSTEM)
    assert stored_responses() == stored
    export_folder(again, tmp_path / "twice")
    for name in ("questionnaire.yaml", "responses.csv"):
        assert (tmp_path / "out/survey" / name).read_bytes() == (tmp_path / "twice/survey" / name).read_bytes()
    assert QuestionnaireVersion.objects.get().version == "1"


def test_a_response_holds_nothing_that_leads_to_a_person(tmp_path: Path) -> None:
    import_folder(folder(tmp_path), by=SYSTEM)
    fields = {field.name for field in Response._meta.get_fields()}
    assert fields == {
        "id", "questionnaire", "key", "day", "sector", "outcome", "record", "texts", "states", "trial", "position",
        "stamp", "counted_from", "may_name", "named",
    }  # fmt: skip


def test_open_answers_of_responses_that_count_are_offered_for_coding(tmp_path: Path) -> None:
    import_folder(folder(tmp_path), by=SYSTEM)
    texts = {text.ref: text for text in Text.objects.all()}
    assert set(texts) == {"survey/r0/websites", "survey/r1/websites", "survey/r2/websites"}
    first = texts["survey/r0/websites"]
    assert (first.unit, first.sector, first.body) == ("r0", "health", "=YoungMinds\nand 'Kooth'")
    assert first.question == "websites"


def test_a_programme_without_a_survey_is_whole(tmp_path: Path) -> None:
    programme = import_folder(small_bundle(tmp_path / "in"), by=SYSTEM)
    export_folder(programme, tmp_path / "out")
    assert not (tmp_path / "out/survey").exists()


@pytest.mark.parametrize(
    ("questionnaire", "rows", "told"),
    [
        (QUESTIONNAIRE.replace("code: police", "code: navy"), ROWS[:1], "the sector 'navy' is not one of"),
        (QUESTIONNAIRE.replace("code: years", "code: day"), ROWS[:1], "names a column about the response itself"),
        (QUESTIONNAIRE.replace("any-in: [mhfa]", "any-in: [mha]"), ROWS[:1], "'when' names mha"),
        (QUESTIONNAIRE.replace("Which websites", "At which school do you work, which websites"), ROWS[:1], "employer"),
        (QUESTIONNAIRE + "  bad", ROWS[:1], "survey/questionnaire.yaml:"),
        (QUESTIONNAIRE, [ROWS[0], ROWS[0]], "survey/responses.csv:4:response: 'r0' stands already on line 2"),
        (QUESTIONNAIRE, [{**ROWS[0], "sector": "navy"}], "survey/responses.csv:2:sector"),
    ],
)
def test_a_survey_with_a_problem_is_refused_whole(
    questionnaire: str, rows: list[dict[str, str]], told: str, tmp_path: Path
) -> None:
    with pytest.raises(BundleRefused) as caught:
        import_folder(folder(tmp_path, rows, questionnaire), by=SYSTEM)
    assert told in "\n".join(map(str, caught.value.problems.found))
    assert not Programme.objects.exists() and not Response.objects.exists()


def test_responses_without_a_questionnaire_are_named(tmp_path: Path) -> None:
    with pytest.raises(BundleRefused) as caught:
        import_folder(small_bundle(tmp_path, **{"survey/responses.csv": responses_csv(ROWS)}), by=SYSTEM)
    told = "\n".join(map(str, caught.value.problems.found))
    assert "survey/questionnaire.yaml" in told and "missing" in told


def test_a_survey_that_was_too_long_can_still_be_reported(tmp_path: Path) -> None:
    long = QUESTIONNAIRE.replace("  - code: years\n", "  - code: years\n    points: 40\n")
    import_folder(folder(tmp_path, questionnaire=long), by=SYSTEM)
    assert Response.objects.count() == len(ROWS)


def test_trial_runs_keep_their_mark(tmp_path: Path) -> None:
    text = responses_csv([{**row, "trial": "yes"} for row in many(0, 2)], (*COLUMNS, "trial"))
    files = {"survey/questionnaire.yaml": QUESTIONNAIRE, "survey/responses.csv": text}
    programme = import_folder(small_bundle(tmp_path / "in", **files), by=SYSTEM)
    export_folder(programme, tmp_path / "out")
    assert Response.objects.filter(trial=True).count() == 2
    assert (tmp_path / "out/survey/responses.csv").read_text().splitlines()[1].startswith("r0,2023-03-31,complete,yes,")


def test_an_answer_to_a_question_of_many_words_is_kept_by_its_code_on_every_database(tmp_path: Path) -> None:
    code, key = "i" * 60, "k" * 80
    questionnaire = QUESTIONNAIRE.replace("code: websites", f"code: {code}")
    questionnaire = questionnaire.replace("Which websites do you suggest?", "Which websites do you suggest? " * 30)
    answers = responses_csv([response(key, **full_answers(websites="Kooth"))]).replace("websites", code, 1)
    files = {"survey/questionnaire.yaml": questionnaire, "survey/responses.csv": answers}
    programme = import_folder(small_bundle(tmp_path, **files), by=SYSTEM)
    (text,) = Text.objects.filter(programme=programme)
    assert (text.ref, text.question, text.body) == (f"survey/{key}/{code}", code, "Kooth")
