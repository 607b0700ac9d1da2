import json
from pathlib import Path

import pytest
from click.testing import Result
from tests.factories.surveys import QUESTIONNAIRE, many, responses_csv
from typer.testing import CliRunner

from thinking_together.cli import build
from thinking_together.survey.form.reading import read_questionnaire
from thinking_together.survey.form.simplify import with_simple_conditions

EXPORT = "Colour,Agree?,Pets,Words,When\n" + "".join(
    f'{colour},{agree},{pets},"=words {n}",2023-03-{n + 1:02d} 10:00:00\n'
    for n, (colour, agree, pets) in enumerate(
        [
            ("Red", "Agree", "Cat;Dog"),
            ("Blue", "Strongly agree", "Dog"),
            ("Red", "Disagree", "Cat"),
            ("Red", "Agree", "Bird;Cat"),
            ("Blue", "Neutral", "Dog;Bird"),
        ]
        * 5
    )
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build("survey"), ["survey", *map(str, arguments)])


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return path


@pytest.fixture
def drafted(tmp_path: Path, export: Path) -> Path:
    path = tmp_path / "q.yaml"
    assert run("draft", export, "--out", path).exit_code == 0
    return path


def test_a_draft_goes_to_standard_output_and_messages_do_not(export: Path) -> None:
    result = run("draft", export)
    assert result.exit_code == 0
    assert result.stdout.startswith("# Drafted from export.csv: 25 responses, 5 columns.")
    assert result.stderr == "25 responses; 4 items (1 single, 1 likert, 1 multiple, 1 text); 1 columns left out.\n"


def test_a_draft_is_used_to_analyse_the_same_file(export: Path, drafted: Path) -> None:
    result = run("analyse", drafted, export, "--by", "colour", "--policy", "open", "--json")
    document = json.loads(result.stdout)
    assert document["responses"] == 25 and document["by"]["code"] == "colour"
    assert [item["kind"] for item in document["items"]] == ["single", "likert", "multiple", "text"]
    cells = {
        (c["option"], c["colour"]): (c["numerator"], c["denominator"]) for c in document["items"][2]["by"]["cells"]
    }
    assert cells["dog", "blue"] == (10, 10) and cells["cat", "red"] == (15, 15)
    assert document["items"][0]["by"] is None
    assert {c["option"]: c["numerator"] for c in document["items"][0]["overall"]["cells"]} == {"red": 15, "blue": 10}


def test_small_numbers_are_in_no_byte_of_the_output(tmp_path: Path) -> None:
    questionnaire = tmp_path / "q.yaml"
    questionnaire.write_text(QUESTIONNAIRE.replace('version: "1"', 'version: "1"\nignore: [response, day, outcome]'))
    responses = tmp_path / "r.csv"
    rows = [*many(0, 30), *many(30, 37, sector="education"), *many(67, 3, sector="police", training="specific")]
    responses.write_text(responses_csv(rows))
    for form in ([], ["--json"]):
        result = run("analyse", questionnaire, responses, "--by", "sector", *form)
        assert result.exit_code == 0
        for marked in ('"numerator": 3,', '"denominator": 3,', "(3 of", "of 3)", "4.28", "4.3%"):
            assert marked not in result.stdout
    assert "[too small to show]" in run("analyse", questionnaire, responses, "--by", "sector").stdout
    assert "(3 of 3)" in run("analyse", questionnaire, responses, "--by", "sector", "--policy", "open").stdout


def test_lint_compares_with_the_wave_before(tmp_path: Path) -> None:
    path, before = tmp_path / "q.yaml", tmp_path / "before.yaml"
    before.write_text(QUESTIONNAIRE)
    path.write_text(QUESTIONNAIRE.replace("code: years", "code: years_worked"))
    assert run("lint", path).exit_code == 0
    result = run("lint", path, "--earlier", before)
    assert result.exit_code == 1 and "'years' of the earlier wave is 'years_worked' now" in result.stdout
    assert run("lint", before, "--earlier", before).exit_code == 0


def test_lint_names_line_and_remedy_and_says_so_by_its_status(tmp_path: Path) -> None:
    path = tmp_path / "q.yaml"
    path.write_text(QUESTIONNAIRE.replace("any-in: [mhfa]", "any-in: [mha]"))
    result = run("lint", path)
    assert result.exit_code == 1
    assert (
        "q.yaml:46:enough: error: 'when' names mha, no choice of 'training'. Choices are: on_the_job" in result.stdout
    )
    document = json.loads(run("lint", path, "--json").stdout)
    assert [(f["rule"], f["line"]) for f in document["findings"]] == [("unknown-choice", 46)]
    assert document["minutes"]["education"] == {"core": 0.88, "second": 0.35}
    path.write_text(QUESTIONNAIRE)
    assert run("lint", path).exit_code == 0


@pytest.mark.parametrize("command", ["draft", "lint", "analyse"])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfea\x00,\x00", "is not UTF-8"),
        (b"a,b\n1,\xe9\n", "line 2 is not UTF-8"),
        (b"", "empty"),
        (b"a\x00b", "null characters"),
    ],
)
def test_files_that_cannot_be_read_end_with_status_2_and_one_line(
    command: str, content: bytes, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "bad.file"
    path.write_bytes(content)
    result = run(command, path, *([path, "--by", "x"] if command == "analyse" else []))
    assert result.exit_code == 2 and told in result.stderr
    assert result.stdout == "" and "Traceback" not in result.output


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("Red", "Green"), "export.csv:2:Colour: 'Green' is not a choice of this item"),
        (("Pets", "Colour"), "export.csv:1:Colour: the heading stands 2 times"),
        (("Pets", "Animals"), "export.csv:1:Pets: the column of item 'pets' is missing"),
        (("Red,", ""), "export.csv:2: 4 cells where the heading has 5"),
    ],
)
def test_answers_that_do_not_fit_are_named_by_file_row_and_column(
    change: tuple[str, str], told: str, export: Path, drafted: Path
) -> None:
    export.write_text(EXPORT.replace(*change, 1))
    result = run("analyse", drafted, export, "--by", "colour")
    assert result.exit_code == 2 and told in result.stderr.replace(":: ", ": ") and result.stdout == ""


def test_missing_files_folders_and_unknown_splits_are_said_plainly(tmp_path: Path, export: Path, drafted: Path) -> None:
    assert run("draft", tmp_path / "nowhere.csv").exit_code == 2
    assert "missing" in run("draft", tmp_path / "nowhere.csv").stderr
    assert run("draft", tmp_path).exit_code == 2
    assert run("draft", export, "--out", tmp_path / "no" / "q.yaml").exit_code == 2
    result = run("analyse", drafted, export, "--by", "pets")
    assert result.exit_code == 2 and "colour" in result.stderr


def test_the_whole_2014_survey_by_treatment(shared_data: Path, tmp_path: Path) -> None:
    answers = shared_data / "osmi_2014_workplace_survey.csv"
    path = tmp_path / "q.yaml"
    assert run("draft", answers, "--out", path).exit_code == 0
    document = json.loads(run("analyse", path, answers, "--by", "treatment", "--json").stdout)
    assert document["responses"] == 1259 and len(document["items"]) == 26
    items = {item["code"]: item for item in document["items"]}
    history = {(c["option"], c["treatment"]): c for c in items["family_history"]["by"]["cells"]}
    assert (history["yes", "yes"]["numerator"], history["yes", "yes"]["denominator"]) == (365, 637)
    assert history["yes", "no"]["value"] == pytest.approx(127 / 622)
    leave = items["leave"]
    assert leave["scale"]["points"] == ["very_difficult", "somewhat_difficult", "somewhat_easy", "very_easy"]
    country = [c for c in items["country"]["overall"]["cells"] if c["state"] == "shown"]
    assert all(c["numerator"] == 0 or c["numerator"] >= 5 for c in country)
    assert items["country"]["overall"]["suppressed"] > 20


def test_a_questionnaire_goes_to_a_form_and_comes_back(tmp_path: Path) -> None:
    path, form, back = tmp_path / "q.yaml", tmp_path / "form.xlsx", tmp_path / "back.yaml"
    path.write_text(QUESTIONNAIRE)
    assert run("xlsform", "out", path, "--out", form).exit_code == 0
    assert run("xlsform", "in", form, "--out", back).exit_code == 0
    assert read_questionnaire(back.read_text())[0] == with_simple_conditions(read_questionnaire(QUESTIONNAIRE)[0])
    assert run("xlsform", "in", form).stdout == back.read_text()


def test_what_is_no_form_or_no_questionnaire_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path, out = tmp_path / "q.yaml", tmp_path / "out"
    path.write_text("questionnaire: a\n")
    for way in ("in", "out"):
        result = run("xlsform", way, path, "--out", out)
        assert result.exit_code == 2 and "q.yaml" in result.stderr and not out.exists()
    assert run("xlsform", "in", tmp_path / "none.xlsx").exit_code == 2
    assert "Name the file to write" in run("xlsform", "out", path).stderr
