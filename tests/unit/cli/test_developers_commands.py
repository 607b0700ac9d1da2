from __future__ import annotations

import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import thinking_together
from thinking_together.cli import build
from thinking_together.cli.checkout import checkout


def test_test_hands_its_arguments_to_pytest_in_the_checkout(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, repository: Path
) -> None:
    started: list[list[str]] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.execv", lambda program, arguments: started.append([program, *arguments]))
    result = CliRunner().invoke(build("test"), ["test", "tests/unit", "-k", "wilson", "--help"])
    assert result.exit_code == 0
    (program, *arguments), *more = started
    assert (program, arguments[0], more) == (sys.executable, sys.executable, [])
    assert " ".join(arguments[1:]) == "-m pytest -n 2 --dist loadfile tests/unit -k wilson --help"
    assert Path.cwd() == repository


def test_without_the_source_they_say_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(thinking_together, "__file__", str(tmp_path / "a/b/thinking_together/__init__.py"))
    with pytest.raises(typer.Exit) as stopped:
        checkout()
    assert stopped.value.exit_code == 2
    assert "clone the repository" in capsys.readouterr().err
