"""The synthesis in and out of a bundle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from thinking_together.core.tabular import Folder, FolderWriter, Reading
from thinking_together.programmes.models import Programme
from thinking_together.synthesis import models
from thinking_together.synthesis.codebook import stable_guid
from thinking_together.synthesis.files import PART

pytestmark = pytest.mark.django_db
Files = dict[str, str]
Reader = Callable[[Files], Reading]


def test_export_writes_the_files_that_were_imported(saved: Programme, files: Files, tmp_path: Path) -> None:
    out = tmp_path / "out"
    PART.write(saved, FolderWriter(out))
    written = {p.relative_to(out).as_posix(): p.read_text() for p in out.rglob("*") if p.is_file()}
    assert written == files


def test_an_export_imports_equal(
    saved: Programme, other_programme: Programme, read_from: Reader, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    PART.write(saved, FolderWriter(out))
    reading = read_from({})
    reading.folder = Folder(out)
    parsed = PART.read(reading)
    assert not reading.problems
    PART.save(other_programme, parsed)
    again = tmp_path / "again"
    PART.write(other_programme, FolderWriter(again))
    assert [p.read_bytes() for p in sorted(out.rglob("*.*"))] == [p.read_bytes() for p in sorted(again.rglob("*.*"))]


def test_a_programme_without_synthesis_writes_nothing(programme: Programme, read_from: Reader, tmp_path: Path) -> None:
    writer = FolderWriter(tmp_path / "out")
    PART.write(programme, writer)
    assert writer.written == []
    reading = read_from({})
    PART.save(programme, PART.read(reading))
    assert not reading.problems


def test_codes_are_nested_and_keep_what_other_tools_wrote(saved: Programme) -> None:
    code = models.Code.objects.get(programme=saved, code="parental_response")
    assert code.parent is not None
    assert (code.parent.code, code.color, code.definition) == ("parents", "#AA0011", "How parents respond")
    assert code.guid == stable_guid("fernshire", "parental_response")
    assert not models.Code.objects.get(programme=saved, code="staff").codable


def test_a_programme_with_a_synthesis_can_be_deleted(saved: Programme) -> None:
    with transaction.atomic():
        saved.delete()
    assert not models.Finding.objects.exists()
    assert not models.Coding.objects.exists()


def with_line(files: Files, name: str, line: str) -> Files:
    return {**files, name: files[name].rstrip("\n") + "\n" + line + "\n"}


CODINGS = "synthesis/codings.csv"
SPOILT = [
    (CODINGS, "reflection/s1/q1/0,parents,5,5,ka", "end", "5 to 5 is no passage"),
    (CODINGS, "reflection/s1/q1/0,parents,-1,5,ka", "end", "-1 to 5 is no passage"),
    (CODINGS, "reflection/s1/q1/0,parents,50,55,ka", "end", "past the text's 54 characters"),
    (CODINGS, "reflection/s9/q1/0,parents,0,5,ka", "text", "unknown text"),
    (CODINGS, "reflection/s1/q1/0,nobody,0,5,ka", "code", "unknown code"),
    (CODINGS, "reflection/s1/q1/0,parental_response,0,7,ka", "text", "stands already on line 2"),
    ("synthesis/themes.csv", "t3,Third,,nobody", "codes", "unknown code"),
    ("synthesis/themes.csv", "t3,Third,,staff|staff", "codes", "twice"),
    ("synthesis/themes.csv", "t3,Third,Broken {{ x,", "summary", "do not match"),
    ("synthesis/framework.csv", "parents,phase,nowhere,Words.,", "column_code", "no phase 'nowhere'"),
    ("synthesis/framework.csv", "parents,sector,survey,Words.,", "column_code", "no sector 'survey'"),
    ("synthesis/framework.csv", "parents,phase,literature,Words.,", "column_code", "already on line 3"),
    ("synthesis/triangulation.csv", "f01,survey,partial,,Once more.", "phase", "already on line 2"),
    (
        "synthesis/triangulation.csv",
        "f01,network,silence,,Why.",
        "silence_kind",
        "does not say whether the phase asked",
    ),
    ("synthesis/triangulation.csv", "f01,network,agreement,not_asked,Why.", "silence_kind", "only silence"),
    ("synthesis/triangulation.csv", "f01,gossip,agreement,,Why.", "phase", "not one of"),
    ("synthesis/confidence.csv", "f01,overall,high,Again.", "component", "already on line 2"),
    ("synthesis/confidence.csv", "f01,adequacy,certain,Why.", "level", "not one of"),
    ("synthesis/negative_cases.csv", "f09,Words,Words,Words", "finding", "unknown finding"),
    ("synthesis/recommendations.csv", "r3,training,{{ nothing }},,,f01", "text", "is not reference"),
    ("synthesis/recommendations.csv", "r3,training,Words,somebody,,f01", "owner", "unknown partner"),
    ("synthesis/recommendations.csv", "r3,training,Words,,soon,f01", "due", "not a date"),
    ("synthesis/recommendations.csv", "r1,training,Words,,,f01", "recommendation", "already on line 3"),
    ("synthesis/recommendations.csv", "r3,charity,Words,,,f01", "group", "not one of"),
]


@pytest.mark.parametrize(("name", "line", "column", "told"), SPOILT)
def test_a_bad_row_is_named_at_its_place(
    files: Files, read_from: Reader, name: str, line: str, column: str, told: str
) -> None:
    reading = read_from(with_line(files, name, line))
    PART.read(reading)
    (problem,) = reading.problems.found
    assert (problem.file, problem.column) == (name, column)
    assert problem.row == files[name].count("\n") + 1
    assert told in problem.what
    assert problem.remedy


FRONT = "---\ntitle: T\nkind: finding\n---\n"
BAD_FINDINGS = [
    ("No front matter.\n", 1, "does not begin"),
    ("---\ntitle: T\n", 1, "not closed"),
    ("---\ntitle: [T\n---\nWords.\n", 3, "expected"),
    ("---\n---\nWords.\n", None, "not a mapping"),
    ("---\nkind: finding\n---\nWords.\n", 1, "the cell is empty"),
    ("---\ntitle: T\nkind: opinion\n---\nWords.\n", 3, "not one of"),
    ("---\ntitle: T\nkind: finding\ntheme: nobody\n---\nWords.\n", 4, "unknown theme"),
    ("---\ntitle: T\nkind: finding\ncolour: red\n---\nWords.\n", 4, "not known"),
    (FRONT + "\n\n", None, "has no text"),
    (FRONT + "\n\nWords.\n\nSee {{ survey | count }}.\n", 9, "does not begin with a phase"),
]


@pytest.mark.parametrize(("text", "row", "told"), BAD_FINDINGS)
def test_a_bad_finding_is_named_at_its_line(
    files: Files, read_from: Reader, text: str, row: int | None, told: str
) -> None:
    reading = read_from({**files, "synthesis/findings/f03.md": text})
    PART.read(reading)
    assert [(p.file, p.row) for p in reading.problems.found] == [("synthesis/findings/f03.md", row)]
    assert told in reading.problems.found[0].what


def test_a_finding_whose_name_is_no_code_is_refused(files: Files, read_from: Reader) -> None:
    reading = read_from({**files, "synthesis/findings/a finding.md": FRONT + "Words.\n"})
    PART.read(reading)
    assert [p.file for p in reading.problems.found] == ["synthesis/findings/a finding.md"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("approach: framework\n", "not declared"),
        ("approach: reflexive\nunit_of_agreement: answer\n", "does not measure agreement"),
        ("approach: guessing\nunit_of_agreement: answer\n", "not one of"),
        ("", "not a mapping"),
    ],
)
def test_an_approach_that_cannot_be_is_refused(files: Files, read_from: Reader, text: str, told: str) -> None:
    reading = read_from({**files, "synthesis/approach.yaml": text})
    PART.read(reading)
    assert [p.file for p in reading.problems.found] == ["synthesis/approach.yaml"]
    assert told in reading.problems.found[0].what


def test_codings_need_a_declared_approach(files: Files, read_from: Reader) -> None:
    del files["synthesis/approach.yaml"]
    reading = read_from(files)
    PART.read(reading)
    assert "no approach is declared" in reading.problems.found[0].what


@pytest.mark.parametrize(
    ("line", "told"), [("00000000-0000-4000-8000-000000000000,other", "no such code"), ("x,other", "no GUID")]
)
def test_a_code_name_for_no_code_is_refused(files: Files, read_from: Reader, line: str, told: str) -> None:
    reading = read_from(with_line(files, "synthesis/code_names.csv", line))
    PART.read(reading)
    assert [(p.file, p.column) for p in reading.problems.found] == [("synthesis/code_names.csv", "guid")]
    assert told in reading.problems.found[0].what


def test_reading_bad_files_never_raises(files: Files, read_from: Reader) -> None:
    """Every file cut off in its middle, one after the other: a problem or less content, never an error."""
    for name, text in files.items():
        reading = read_from({**files, name: text[: len(text) // 2]})
        PART.read(reading)


def test_more_bad_rows_than_are_told_never_raise(files: Files, read_from: Reader) -> None:
    reading = read_from(with_line(files, CODINGS, "\n".join(f"nothing,nothing,a{n},b,c" for n in range(600))))
    PART.read(reading)
    assert len(reading.problems.found) == reading.problems.limit
