"""Collected on PostgreSQL alone: the other processes compute on SQLite, so there it would be compared with itself.

Other tests rest on these: what a report says, and what a bundle holds, is looked at on SQLite alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from tests.factories.command_line import command, files
from tests.factories.elsewhere import digest_after_import, run_elsewhere
from tests.factories.whole import LARGE, Whole, wholes

from thinking_together.bundle.written import write_from_bundle

pytestmark = pytest.mark.django_db
THERE = """
import sys
from pathlib import Path
from thinking_together.cli.scratch import scratch_database
with scratch_database():
    from tests.factories.elsewhere import digest_after_import
    for folder in sys.argv[1:]:
        print(digest_after_import(Path(folder)))
"""


def test_the_example_gives_the_same_bytes_on_this_database_and_in_another_process_on_sqlite(
    repository: Path, tmp_path: Path
) -> None:
    """A picture is kept by what it shows, so one that shows something else here is drawn here."""
    example = repository / "examples" / "fernshire"
    done = command("report", example, "--out", tmp_path / "there", var=tmp_path / "var")
    assert done.returncode == 0, done.stderr
    write_from_bundle(example, tmp_path / "here", cache=tmp_path / "var" / "charts")
    assert files(tmp_path / "here") == files(tmp_path / "there")


def test_any_valid_programme_is_the_same_on_this_database_and_on_sqlite(tmp_path: Path, repository: Path) -> None:
    """Drawn programmes and the example."""
    folders = [repository / "examples" / "fernshire"]

    @settings(LARGE, max_examples=6)
    @given(whole=wholes())
    def draw(whole: Whole) -> None:
        folders.append(whole.write(tmp_path / f"programme-{len(folders)}"))

    draw()
    (tmp_path / "elsewhere").mkdir()
    done = run_elsewhere(THERE, *folders, repository=repository, room=tmp_path / "elsewhere")
    assert done.returncode == 0, done.stderr
    here = [digest_after_import(folder) for folder in folders]
    assert len(set(here)) > 2
    assert done.stdout.split() == here
