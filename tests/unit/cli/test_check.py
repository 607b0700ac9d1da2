from __future__ import annotations

from pathlib import Path

import pytest
import typer

from thinking_together.cli import check as check_module


def test_every_step_runs_and_every_failure_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def step(name: str, problems: list[str]):  # type: ignore[no-untyped-def]
        return lambda root: ran.append(name) or problems

    steps = {"one": step("one", ["x.py:1: wrong"]), "two": step("two", []), "three": step("three", ["worse"])}
    monkeypatch.setattr(check_module, "STEPS", steps)
    with pytest.raises(typer.Exit) as stopped:
        check_module.check()
    assert stopped.value.exit_code == 1
    assert ran == ["one", "two", "three"]
    told = capsys.readouterr().err
    assert "x.py:1: wrong" in told
    assert "Failed: one, three." in told


def test_nothing_wrong_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_module, "STEPS", {"one": lambda root: []})
    check_module.check()


def test_a_tool_that_fails_tells_its_output(tmp_path: Path) -> None:
    fails = check_module._tool("python", "-c", "import sys; print('out'); sys.exit('err')")
    assert fails(tmp_path) == ["out", "err"]
    silent = check_module._tool("python", "-c", "raise SystemExit(3)")
    assert silent(tmp_path) == ["exit status 3"]
    assert check_module._tool("python", "-c", "")(tmp_path) == []
