import json
from pathlib import Path

import pytest
from tests.factories.bundles import SECTORS, small_bundle

from thinking_together.bundle.reading import read_bundle


def problems(folder: Path) -> list[str]:
    return [str(p) for p in read_bundle(folder).problems.found]


def test_a_small_bundle_has_no_problems(tmp_path: Path) -> None:
    assert problems(small_bundle(tmp_path)) == []


def test_a_folder_that_is_not_there_and_an_empty_one_are_told(tmp_path: Path) -> None:
    assert "no such folder" in problems(tmp_path / "nowhere")[0]
    told = problems(tmp_path)
    assert any(line.startswith("datapackage.json") for line in told)
    assert any(line.startswith("programme/programme.yaml") for line in told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "JSON is broken"),
        ("[]", "'format' is None"),
        ('{"format": "other"}', "'format' is 'other'"),
        ('{"format": "thinking-together-bundle", "version": 9}', "'version' is 9"),
        ('{"format": "thinking-together-bundle", "version": 1, "resources": 3}', "not a list"),
        ('{"format": "thinking-together-bundle", "version": 1, "resources": [3]}', "has no path"),
        (
            '{"format": "thinking-together-bundle", "version": 1, "resources": [{"path": "x.csv"}]}',
            "'x.csv' is missing",
        ),
        (
            json.dumps({"format": "thinking-together-bundle", "version": 1, "resources": [{"path": "../x"}]}),
            "leads out",
        ),
        ("[" * 100_000, "JSON is broken"),
    ],
)
def test_a_broken_description_is_told(tmp_path: Path, text: str, told: str) -> None:
    (line,) = [p for p in problems(small_bundle(tmp_path, **{"datapackage.json": text})) if p.startswith("datapackage")]
    assert told in line


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    folder = small_bundle(
        tmp_path,
        **{
            "programme/sectors.csv": SECTORS.replace("900", "many"),
            "programme/partners.csv": "code,name,sector\nnhs,NHS,navy\n",
            "programme/phases.csv": "phase,starts\nsurvey,2023-03-01\n",
        },
    )
    told = "\n".join(problems(folder))
    for place in (
        "programme/sectors.csv:3:headcount",
        "programme/partners.csv:2:sector",
        "programme/phases.csv:1:ends",
    ):
        assert place in told


def test_a_file_that_no_part_knows_is_told_by_name(tmp_path: Path) -> None:
    small_bundle(tmp_path, **{"programme/sectros.csv": "x", "README.md": "fine", ".hidden": "fine"})
    (line,) = problems(tmp_path)
    assert line.startswith("programme/sectros.csv")


def test_an_invented_programme_cannot_take_the_code_of_a_real_place(tmp_path: Path) -> None:
    text = (small_bundle(tmp_path) / "programme/programme.yaml").read_text().replace("X06000002", "E06000036")
    (line,) = problems(small_bundle(tmp_path, **{"programme/programme.yaml": text}))
    assert "real area code E06000036" in line
