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
    assert series["among"] == {"why_not": "the newest value is missing or suppressed"}


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


PEERS = """Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,\
Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Count,Denominator
"""


@pytest.fixture
def peers(tmp_path: Path) -> Path:
    """Five invented areas of 10,000 people each with 10 to 50 events, and their country."""
    rows = [f"1,Rate,,,X0600000{i},Area {i},UA,Persons,All,,,2021,{i}00,,,{i}0,10000" for i in range(1, 6)]
    rows.append("1,Rate,,,E92000001,England,Country,Persons,All,,,2021,250,,,2500,1000000")
    path = tmp_path / "peers.csv"
    path.write_text(PEERS + "\n".join(rows) + "\n")
    return path


def test_an_area_among_others_in_json(peers: Path) -> None:
    told = json.loads(run(peers, "--area", "X06000005", "--polarity", "low_is_good", "--json").stdout)
    among = told["series"][0]["among"]
    funnel = among.pop("funnel")
    assert among == {
        "why_not": None,
        "period": "2021",
        "area_type": "UA",
        "areas": 5,
        "quintile": 1,
        "spine": {"position": -1.0, "why_not": None},
    }
    assert (funnel["position"], funnel["why_not"]) == ("high (0.001)", None)
    assert (funnel["outside"], funnel["areas"]) == (2, 5)
    assert funnel["lower"] < 300 < funnel["upper"] < 500


def test_an_area_among_others_in_words(peers: Path) -> None:
    said = run(peers, "--area", "X06000003").stdout
    assert "among 5 areas (UA, 2021): quintile 3 of 5; spine: +0.20; funnel: within the limits (limits " in said
    assert "2 of 5 areas lie outside theirs" in said
    assert (
        "among other areas: the file has a value for no other area of its type"
        in run(peers, "--area", "E92000001").stdout
    )
