"""Collected on PostgreSQL alone: the command line always computes on SQLite, so there it is compared with itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories.command_line import command, files

from thinking_together.bundle.written import write_from_bundle

pytestmark = pytest.mark.django_db


def test_the_example_gives_the_same_bytes_on_this_database_and_in_another_process_on_sqlite(
    repository: Path, tmp_path: Path
) -> None:
    example = repository / "examples" / "fernshire"
    done = command("report", example, "--out", tmp_path / "there", var=tmp_path / "var")
    assert done.returncode == 0, done.stderr
    write_from_bundle(example, tmp_path / "here", cache=tmp_path / "charts")
    assert files(tmp_path / "here") == files(tmp_path / "there")
