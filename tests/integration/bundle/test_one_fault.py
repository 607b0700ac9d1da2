"""One fault in a bundle is told once, where it is, however much refers to what it damaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from thinking_together.bundle.reading import read_bundle
from thinking_together.core.tabular import Problem

FAULTS = {
    "sector": ("programme/sectors.csv", "education,", "edu cation,"),
    "width of a row": ("programme/sectors.csv", "education,", "education,,,"),
    "partner": ("programme/partners.csv", "camhs,", "cam hs,"),
    "gathering": ("gatherings/gatherings.csv", "rs1,", "rs 1,"),
    "meeting": ("gatherings/gatherings.csv", "bm2,", "bm 2,"),
    "question": ("reflection/questions.csv", "noticing,", "noti cing,"),
    "kind of an item": ("survey/questionnaire.yaml", "kind: multiple", "kind: multipel"),
    "day of an answer": ("survey/responses.csv", "2023-02-1", "2023-22-1"),
    "heading of notes": ("reflection/notes/rs1.md", "## noticing: What", "## notcing: What"),
    "speaker of notes": ("reflection/notes/rs1.md", "- council:", "- councel:"),
    "codebook": ("synthesis/codebook.qdc", "</CodeBook>", ""),
    "record": ("literature/records.ris", "TY  - ", "TY  -"),
    "term": ("literature/vocabulary.csv", "audience,parents", "audience,par ents"),
    "download": ("local_data/datasets.csv", "fernshire_indicators,", "fern shire,"),
    "theme": ("synthesis/themes.csv", "training,", "trai ning,"),
    "agency of a rating": ("baseline/ratings.csv", "1.1.3,council", "1.1.3,coun cil"),
}


def problems(root: Path) -> list[Problem]:
    return read_bundle(root).problems.found


@pytest.fixture
def bundle(repository: Path, tmp_path: Path) -> Path:
    root = tmp_path / "fernshire"
    shutil.copytree(repository / "examples" / "fernshire", root)
    return root


def damage(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_is_one_problem(bundle: Path, name: str) -> None:
    file = FAULTS[name][0]
    damage(bundle, *FAULTS[name])
    found = [p for p in problems(bundle) if p.file != "datapackage.json"]
    assert [p.file for p in found] == [file], [str(p) for p in found]


def test_a_name_that_nothing_defines_is_still_told_everywhere(bundle: Path) -> None:
    """Nothing is unsure where every definition could be read."""
    damage(bundle, "programme/sectors.csv", "education,", "schooling,")
    found = {p.file for p in problems(bundle) if "unknown sector 'education'" in p.what}
    assert {"gatherings/attendance.csv", "programme/participants.csv", "reflection/notes/rs1.md"} <= found


def test_a_fault_does_not_hide_another_kind_of_fault(bundle: Path) -> None:
    damage(bundle, *FAULTS["question"])
    damage(bundle, "programme/participants.csv", "education", "educasion")
    assert {p.file for p in problems(bundle)} >= {"reflection/questions.csv", "programme/participants.csv"}
