from pathlib import Path

import pytest
from tests.factories import reflection

from thinking_together.core.tabular import Folder, Reading
from thinking_together.reflection.reading import read
from thinking_together.reflection.sessions import Sessions


def reading_of(folder: Path, **changed: str) -> Reading:
    for name, text in {**reflection.FILES, **changed}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    reading = Reading(Folder(folder))
    reading.known["sector"].update(("health", "education", "police"))
    reading.known["gathering"].update(("s1", "s2", "s3"))
    return reading


def test_the_small_sessions_are_read_whole(tmp_path: Path) -> None:
    reading = reading_of(tmp_path)
    sessions = read(reading)
    assert [str(p) for p in reading.problems.found] == []
    assert list(sessions.notes) == ["s1", "s2"]
    assert [len(heading.said) for heading in sessions.notes["s1"].headings] == [2, 0]


def test_contributions_are_offered_with_their_lengths(tmp_path: Path) -> None:
    reading = reading_of(tmp_path)
    read(reading)
    assert reading.lengths == {
        "reflection/s1/parents/1": len("They hope for a quick answer,\nand ring again the next day"),
        "reflection/s1/parents/2": len("Agreed by everybody"),
        "reflection/s2/systems/1": len("Well enough"),
    }


def test_lengths_are_those_of_the_text_as_it_is_kept(tmp_path: Path) -> None:
    decomposed = "# Session two\n\n## systems: How well are other services known?\n\n- health: cafe\u0301\n"
    reading = reading_of(tmp_path, **{"reflection/notes/s2.md": decomposed})
    read(reading)
    assert reading.lengths["reflection/s2/systems/1"] == 4


def test_a_programme_without_sessions_has_none(tmp_path: Path) -> None:
    reading = Reading(Folder(tmp_path))
    assert read(reading) == Sessions([], {}, []) and not reading.problems


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("questions.csv", "systems,", "parents,", "questions.csv:3:code: 'parents' stands already"),
        ("notes/s1.md", "## parents", "## parent", "notes/s1.md:3:: unknown question 'parent'"),
        ("notes/s1.md", "parents respond?", "they respond?", "notes/s1.md:3:: the question 'parents' has other"),
        ("notes/s1.md", "- education", "- schools", "notes/s1.md:5:: unknown sector 'schools'"),
        ("notes/s1.md", "- group: Agreed", "Agreed", "notes/s1.md:7:: 'Agreed by everybody' is neither"),
        ("feedback.csv", "s1,1,worth_my_time,5", "s9,1,worth_my_time,5", "feedback.csv:2:session: unknown gathering"),
        ("feedback.csv", "s1,1,worth_my_time,5", "s1,1,worth_my_time,6", "feedback.csv:2:points: 6 points"),
        ("feedback.csv", "s1,1,worth_my_time,5", "s1,0,worth_my_time,5", "feedback.csv:2:form: 0 is no number"),
        ("feedback.csv", "s1,2,worth", "s1,1,worth", "feedback.csv:4:item: the form has 'worth_my_time' already"),
    ],
)
def test_a_problem_is_named_with_its_place(tmp_path: Path, file: str, old: str, new: str, problem: str) -> None:
    name = f"reflection/{file}"
    assert old in reflection.FILES[name]
    reading = reading_of(tmp_path, **{name: reflection.FILES[name].replace(old, new, 1)})
    read(reading)
    assert str(reading.problems.found[0]).startswith(f"reflection/{problem}")


def test_notes_of_no_session_are_a_problem(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, **{"reflection/notes/s7.md": reflection.NOTES})
    read(reading)
    assert "no gathering has the code 's7'" in str(reading.problems.found[0])


def test_codes_too_long_for_the_name_of_a_text_are_a_problem(tmp_path: Path) -> None:
    session, question = "s" * 80, "q" * 80
    files = {
        "reflection/questions.csv": reflection.QUESTIONS + f"{question},Why?\n",
        f"reflection/notes/{session}.md": f"# T\n\n## {question}: Why?\n\n- health: So\n",
    }
    reading = reading_of(tmp_path, **files)
    reading.known["gathering"].add(session)
    read(reading)
    assert "too long together" in str(reading.problems.found[0])


def test_a_folder_of_notes_that_leads_elsewhere_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "bundle/reflection").mkdir(parents=True)
    (tmp_path / "bundle/reflection/notes").symlink_to(tmp_path / "elsewhere")
    reading = Reading(Folder(tmp_path / "bundle"))
    assert read(reading).notes == {}
    assert "is a link" in str(reading.problems.found[0])
