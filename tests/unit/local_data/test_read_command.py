from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from thinking_together.cli import build

SHORT = """area_code,area_name,period,value,indicator,measure,unit,significance
E06000036,Bracknell Forest,2016/17,507,Admissions (10-24 years),Rate,Persons,Worse
E06000036,Bracknell Forest,2017/18,NA,Admissions (10-24 years),Rate,Persons,Not compared
E92000001,England,2016/17,407.1,Admissions (10-24 years),Rate,Persons,Not compared
"""


@pytest.fixture
def short(tmp_path: Path) -> Path:
    path = tmp_path / "indicator_90813.csv"
    path.write_text(SHORT)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build("local-data"), ["local-data", "read", *map(str, arguments)])


def test_json_is_one_document_with_series_and_reasons(short: Path) -> None:
    ran = run(short, "--area", "E06000036", "--against", "E92000001", "--json")
    assert ran.exit_code == 0
    told = json.loads(ran.stdout)
    assert (told["rows"], told["missing"], told["layout"]) == (3, 1, "short")
    assert told["areas"][0] == {"code": "E06000036", "name": "Bracknell Forest"}
    assert told["periods"] == ["2016/17", "2017/18"]
    assert told["indicators"][0]["id"] == "90813"
    (series,) = told["series"]
    first, second = series["points"]
    assert (first["value"], first["lower"], first["against"]["value"]) == (507.0, None, 407.1)
    assert first["comparison"] == {
        "outcome": "not compared",
        "why_not": "this layout has no intervals and no counts to compute them from",
        "published": "Worse",
    }
    assert (second["value"], second["why_no_interval"]) == (None, "the value is missing or suppressed")
    assert series["trend"]["why_not"] == "there are fewer than 5 points"


def test_without_an_area_there_is_only_the_summary(short: Path) -> None:
    told = json.loads(run(short, "--json").stdout)
    assert "series" not in told


def test_text_shows_missing_as_missing(short: Path) -> None:
    ran = run(short, "--area", "E06000036", "--against", "E92000001")
    assert "rows 3, observations 3, missing values 1" in ran.stdout
    line = next(line for line in ran.stdout.splitlines() if line.startswith("  2017/18"))
    assert line.split()[:3] == ["2017/18", "missing", "no"]
    assert "note: not compared where the value is missing or suppressed" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--area", "E06000037"],
            "the area E06000037 is not in the file. Use one of its area codes, such as E06000036",
        ),
        (["--area", "E06000036", "--against", "X1"], "the area X1 is not in the file"),
        (["--against", "E92000001"], "--against needs --area"),
    ],
)
def test_a_wrong_area_is_an_error_with_a_remedy(short: Path, arguments: list[str], said: str) -> None:
    ran = run(short, *arguments, "--json")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert said in ran.stderr


def test_a_wrong_file_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    ran = run(tmp_path / "no.csv")
    assert (ran.exit_code, ran.stderr) == (2, "no.csv::: there is no such file. Name the CSV file of a download.\n")
