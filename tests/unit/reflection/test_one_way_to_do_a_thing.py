"""Phases may not import each other, so what several need stands in each: the same words, or this fails."""

from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("reflection/notes.py", "baseline/notes.py"),
        ("reflection/asked.py", "literature/asked.py"),
        ("baseline/asked.py", "literature/asked.py"),
    ],
)
def test_the_same_file_stands_in_both_phases(repository: Path, one: str, other: str) -> None:
    package = repository / "src/thinking_together"
    assert (package / one).read_bytes() == (package / other).read_bytes()
