from pathlib import Path

import pytest
from tests.factories import literature

from thinking_together.core.tabular import Folder, Reading
from thinking_together.literature.reading import read
from thinking_together.literature.review import Review


def read_files(folder: Path, **changed: str) -> tuple[Review, list[str]]:
    """The review with some files put in place of the small one's; problems as they are printed."""
    (folder / "literature").mkdir()
    for name, text in {**literature.FILES, **changed}.items():
        (folder / name).write_text(text, encoding="utf-8")
    reading = Reading(Folder(folder))
    reading.known["partner"].add("nhs")
    return read(reading), [str(problem) for problem in reading.problems.found]


def test_the_small_review_is_read_whole(tmp_path: Path) -> None:
    review, problems = read_files(tmp_path)
    assert problems == []
    assert [record.code for record in review.records] == ["r1", "r2", "r3", "r4", "r5", "r6", "r7"]
    assert review.extraction[0].audience == ("parents", "professionals")


def test_a_programme_without_a_review_has_an_empty_one(tmp_path: Path) -> None:
    reading = Reading(Folder(tmp_path))
    assert read(reading) == Review([], [], [], [], [], [], []) and not reading.problems


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("records.ris", "ID  - r3\n", "", "records.ris:18:ID: the record has no ID"),
        ("records.ris", "ID  - r3", "ID  - r1", "records.ris:18:ID: the ID 'r1' stands already"),
        ("records.ris", "ID  - r3", "ID  - r 3", "records.ris:18:ID: 'r 3' is no code"),
        ("records.ris", "ID  - r3", "ID  - r3\nID  - r8", "records.ris:18:ID: the record has two IDs"),
        ("records.ris", "TI  - When a friend self-harms\n", "", "records.ris:18:TI: the record has no title"),
        ("vocabulary.csv", "audience,friends", "audience,parents", "vocabulary.csv:4:: 'audience, parents' stands"),
        ("duplicates.csv", "r2,r1", "r2,r9", "duplicates.csv:2:duplicate_of: unknown record 'r9'"),
        ("duplicates.csv", "r2,r1", "r2,r2", "duplicates.csv::record: record 'r2': it is a duplicate of itself"),
        ("screening.csv", "r1,b,title", "r1,a,title", "screening.csv:3:: 'r1, a, title' stands already on line 2"),
        ("screening.csv", "Not about young people", "", "screening.csv:16:reason: a full text is excluded"),
        ("screening.csv", "r7,a,title,include", "r7,a,title,exclude", "screening.csv::record: record 'r7': its full"),
        ("screening.csv", "r5,a,title,exclude", "r5,a,title,maybe", "screening.csv:11:decision: 'maybe' is not one"),
        ("adjudication.csv", "r3,title,include", "r3,title,unsure", "adjudication.csv:2:decision: 'unsure'"),
        ("appraisal.csv", "r3,yes", "r5,yes", "appraisal.csv:3:record: 'r5' was not included"),
        ("appraisal.csv", "r3,yes", "r3,good", "appraisal.csv:3:authority: 'good' is not one of"),
        ("extraction.csv", "r4,professionals", "r6,professionals", "extraction.csv:4:record: 'r6' was not included"),
        ("extraction.csv", "r4,professionals", "r4,nurses", "extraction.csv:4:audience: unknown audience 'nurses'"),
        ("extraction.csv", "r4,professionals", "r4,", "extraction.csv:4:audience: no audience is given"),
        ("extraction.csv", "support|talking", "support|support", "extraction.csv:2:topic: one topic is given twice"),
        ("extraction.csv", "leaflet,local,nhs", "leaflet,local,x", "extraction.csv:3:endorsed_by: unknown partner"),
    ],
)
def test_a_problem_is_named_with_its_place(tmp_path: Path, file: str, old: str, new: str, problem: str) -> None:
    name = f"literature/{file}"
    assert old in literature.FILES[name]
    _, problems = read_files(tmp_path, **{name: literature.FILES[name].replace(old, new, 1)})
    assert problems[0].startswith(f"literature/{problem}")


def test_a_broken_record_is_told_once_and_not_again_by_every_file(tmp_path: Path) -> None:
    broken = literature.RIS.replace("ER  -\n", "", 1)
    _, problems = read_files(tmp_path, **{"literature/records.ris": broken})
    assert problems == [
        "literature/records.ris:1:: the record that begins here has no end. Close it with a line 'ER  - '."
    ]


def test_a_file_that_is_not_utf_8_is_a_problem(tmp_path: Path) -> None:
    read_files(tmp_path)
    (tmp_path / "literature/records.ris").write_bytes(b"TY  - RPRT\nTI  - caf\xe9\n")
    reading = Reading(Folder(tmp_path))
    read(reading)
    assert "line 2 is not UTF-8" in str(reading.problems.found[0])


def test_a_duplicate_that_somebody_screened_is_not_included(tmp_path: Path) -> None:
    screened = literature.SCREENING + "r2,a,title,include,2023-06-01,\nr2,a,full_text,include,2023-06-08,\n"
    extracted = literature.EXTRACTION + "r2,parents,support,guide,national,\n"
    _, problems = read_files(tmp_path, **{"literature/screening.csv": screened, "literature/extraction.csv": extracted})
    assert len(problems) == 1 and "extraction.csv:5:record: 'r2' was not included" in problems[0]
