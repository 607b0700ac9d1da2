"""The report's authored sections in a bundle: round trip, and every fault named at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.core.tabular import Folder, FolderWriter, Reading
from thinking_together.programmes.models import Programme
from thinking_together.report import files
from thinking_together.report.models import Section


def bundle(folder: Path, **texts: str) -> Reading:
    for name, text in texts.items():
        path = folder / "report" / "sections" / f"{name[1:].replace('_', '-')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Reading(Folder(folder))


def test_what_is_written_reads_back_equal(small: Programme, tmp_path: Path) -> None:
    files.write(small, FolderWriter(tmp_path))
    reading = Reading(Folder(tmp_path))
    parsed = files.read(reading)
    assert not reading.problems
    assert [(e.position, e.code, e.heading, e.body) for e in parsed] == list(
        Section.objects.values_list("position", "code", "heading", "body")
    )
    Section.objects.all().delete()
    files.save(small, parsed)
    again = tmp_path / "again"
    files.write(small, FolderWriter(again))
    for path in sorted((tmp_path / "report").rglob("*.md")):
        assert (again / path.relative_to(tmp_path)).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "text", "place", "what"),
    [
        ("_01_summary", "---\nheading: x\n---\nText.", "01-summary.md", "not that of a section"),
        ("_1_context", "---\nheading: x\n---\nText.", "1-context.md", "not that of a section"),
        ("_01_context", "Text.", "01-context.md:1", "heading is missing"),
        ("_01_context", "---\nheading:\n---\nText.", "01-context.md:1", "heading is missing"),
        ("_01_context", "---\nheading: " + "x" * 201 + "\n---\nText.", "01-context.md:2", "200 characters"),
        (
            "_01_context",
            "---\nheading: x\n---\n\nOne.\n\n{{ nonsense | percent }}",
            "01-context.md:7",
            "begin with a phase",
        ),
        ("_01_context", "---\nheading: x\n---\nOne {{ a/b | percent.", "01-context.md:4", "do not match"),
    ],
)
def test_each_fault_is_named_at_its_line(tmp_path: Path, name: str, text: str, place: str, what: str) -> None:
    reading = bundle(tmp_path, **{name: text})
    files.read(reading)
    (problem,) = map(str, reading.problems.found)
    assert place in problem
    assert what in problem


def test_a_section_stands_once(tmp_path: Path) -> None:
    good = "---\nheading: Context\n---\nText."
    reading = bundle(tmp_path, _01_context=good, _02_context=good)
    files.read(reading)
    assert "stands twice" in str(reading.problems.found[0])


@given(st.text(max_size=200))
def test_reading_never_raises(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    reading = bundle(tmp_path_factory.mktemp("any"), _01_context=text.encode("utf-8", "replace").decode())
    files.read(reading)
