"""A reference to nothing is told by the check of a bundle, at its file and line."""

import shutil
from pathlib import Path

import pytest

from thinking_together.bundle.commands import import_folder
from thinking_together.bundle.references import references_to_nothing
from thinking_together.core.writes import SYSTEM

pytestmark = pytest.mark.django_db


def test_the_example_cites_nothing_that_is_not_there(repository: Path) -> None:
    folder = repository / "examples" / "fernshire"
    assert references_to_nothing(import_folder(folder, by=SYSTEM), folder) == []


def test_a_reference_to_nothing_is_told_at_its_line(repository: Path, tmp_path: Path) -> None:
    folder = tmp_path / "fernshire"
    shutil.copytree(repository / "examples" / "fernshire", folder)
    page = folder / "synthesis" / "findings" / "f02.md"
    lines = page.read_text(encoding="utf-8").splitlines()
    lines.append("")
    lines.append("Of all, {{ survey/no_such_item?option=yes | percent }} said so.")
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (problem,) = references_to_nothing(import_folder(folder, by=SYSTEM), folder)
    assert (problem.file, problem.row) == ("synthesis/findings/f02.md", len(lines))
    assert problem.column == "survey/no_such_item?option=yes"
    assert "no figure is called survey/no_such_item" in problem.what
