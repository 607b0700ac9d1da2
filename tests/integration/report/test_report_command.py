"""``./run report`` from outside: exit status, messages for people, nothing half written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.factories.bundles import small_bundle


def report(folder: Path, out: Path, var: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from thinking_together.cli import main; main()", "report", str(folder)]
    return subprocess.run(
        [*command, "--out", str(out), *more],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "TT_VAR": str(var),
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",  # the installation's own, which it must not touch
            "DJANGO_SETTINGS_MODULE": "thinking_together.config.settings",
        },
    )


def test_a_broken_bundle_is_told_with_status_2_and_no_traceback(tmp_path: Path) -> None:
    folder = small_bundle(tmp_path / "in", **{"programme/sectors.csv": "code,name\nhealth\n"})
    done = report(folder, tmp_path / "out", tmp_path / "var")
    assert done.returncode == 2
    assert "programme/sectors.csv:2" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_report_that_may_not_be_published_is_refused_with_status_3(tmp_path: Path) -> None:
    folder = small_bundle(tmp_path / "in")
    done = report(folder, tmp_path / "out", tmp_path / "var", "--strict")
    assert done.returncode == 3
    assert "page one has no finding" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
    assert not list((tmp_path / "var").glob("*.sqlite3"))


def test_without_strict_it_is_written_and_what_is_missing_is_said(tmp_path: Path) -> None:
    done = report(small_bundle(tmp_path / "in"), tmp_path / "out", tmp_path / "var")
    assert done.returncode == 0, done.stderr
    assert "Not publishable yet" in done.stderr
    assert (tmp_path / "out" / "short-report.pdf").read_bytes().startswith(b"%PDF")
    assert "short-report.html" in done.stdout


def test_a_report_is_never_written_into_its_bundle(tmp_path: Path) -> None:
    folder = small_bundle(tmp_path / "in")
    before = sorted(folder.rglob("*"))
    for out in (folder, folder / "report"):
        done = report(folder, out, tmp_path / "var")
        assert done.returncode == 2
        assert "inside the bundle" in done.stderr
    assert sorted(folder.rglob("*")) == before
