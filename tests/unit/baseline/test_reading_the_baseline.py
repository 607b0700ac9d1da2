from pathlib import Path

import pytest
from tests.factories import baseline

from thinking_together.baseline.assessment import Assessment
from thinking_together.baseline.reading import read
from thinking_together.core.tabular import Folder, Reading


def reading_of(folder: Path, **changed: str) -> Reading:
    baseline.put_workbook(folder)
    for name, text in {**baseline.FILES, **changed}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    reading = Reading(Folder(folder))
    reading.known["partner"].update(("nhs", "schools"))
    reading.known["gathering"].update(("m1", "m2"))
    return reading


def test_the_small_assessment_is_read_whole(tmp_path: Path) -> None:
    reading = reading_of(tmp_path)
    assessment = read(reading)
    assert [str(p) for p in reading.problems.found] == []
    assert [line.number for line in assessment.lines] == ["1.1.1", "1.5.1", "1.5.2", "1.14.1", "1.14.2", "1.14.3"]
    assert assessment.minutes["m1"].headings[0].said[0].who == "nhs"


def test_comments_and_contributions_are_offered_with_their_lengths(tmp_path: Path) -> None:
    reading = reading_of(tmp_path)
    read(reading)
    assert reading.lengths == {
        "baseline/1.5.1/nhs": len("Offered within a day"),
        "baseline/1.14.1/nhs": len("Shadowing,\nnow and then"),
        "baseline/1.14.1/schools": len("- no time for it"),
        "baseline/m1/1.5.1/1": len("Everybody is seen,\nas soon as can be\n\nwhatever the hour"),
        "baseline/m1/1.5.1/2": len("What counts as an episode is not agreed"),
    }
    assert reading.known["text"] == set(reading.lengths)


def test_a_programme_without_a_baseline_has_an_empty_one(tmp_path: Path) -> None:
    reading = Reading(Folder(tmp_path))
    assert read(reading) == Assessment([], [], [], [], [], {}) and not reading.problems


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("ratings.csv", "1.5.1,nhs,met", "1.5.9,nhs,met", "ratings.csv:3:recommendation: unknown recommendation"),
        ("ratings.csv", "1.5.1,nhs", "1.5.1,police", "ratings.csv:3:agency: unknown partner 'police'"),
        ("ratings.csv", "1.5.1,nhs,met", "1.5.1,nhs,good", "ratings.csv:3:rating: 'good' is not one of"),
        ("ratings.csv", "1.5.1,nhs", "1.1.1,nhs", "ratings.csv:3:agency: 'nhs' rates 1.1.1 already on line 2"),
        ("agreed.csv", "1.5.1,partly", "1.1.1,partly", "agreed.csv:3:recommendation: '1.1.1' stands already"),
        ("agreed.csv", ",,m1", ",,m9", "agreed.csv:2:agreed_on: unknown gathering 'm9'"),
        ("signoff.csv", "2023-10-02", "October", "signoff.csv:2:on: 'October' is not a date"),
        ("actions.csv", "training,nhs", "training,us", "actions.csv:2:owner: unknown partner 'us'"),
        ("minutes/m1.md", "- nhs:", "- nurses:", "minutes/m1.md:5:: unknown agency 'nurses'"),
        ("minutes/m1.md", "# First meeting\n", "", "minutes/m1.md:2:: the notes have no title"),
    ],
)
def test_a_problem_is_named_with_its_place(tmp_path: Path, file: str, old: str, new: str, problem: str) -> None:
    name = f"baseline/{file}"
    assert old in baseline.FILES[name]
    reading = reading_of(tmp_path, **{name: baseline.FILES[name].replace(old, new, 1)})
    read(reading)
    assert str(reading.problems.found[0]).startswith(f"baseline/{problem}")


def test_minutes_of_no_gathering_are_a_problem(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, **{"baseline/minutes/m7.md": baseline.MINUTES})
    read(reading)
    assert "no gathering has the code 'm7'" in str(reading.problems.found[0])


def test_codes_too_long_for_the_name_of_a_text_are_a_problem(tmp_path: Path) -> None:
    long = "m" + "x" * 79
    minutes = baseline.MINUTES.replace("1.5.1:", "t" * 80 + ":")
    reading = reading_of(tmp_path, **{f"baseline/minutes/{long}.md": minutes})
    reading.known["gathering"].add(long)
    read(reading)
    assert "too long together" in str(reading.problems.found[0])


def test_a_folder_of_minutes_that_leads_elsewhere_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "bundle/baseline").mkdir(parents=True)
    (tmp_path / "bundle/baseline/minutes").symlink_to(tmp_path / "elsewhere")
    reading = Reading(Folder(tmp_path / "bundle"))
    assert read(reading).minutes == {}
    assert "is a link" in str(reading.problems.found[0])
