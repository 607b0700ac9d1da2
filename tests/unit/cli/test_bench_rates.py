from __future__ import annotations

import json
import sys

import pytest
from typer.testing import CliRunner

from thinking_together.cli import bench_rates, build


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_rates, "ROWS", 20_000)
    monkeypatch.setattr(bench_rates, "ROWS_THEIRS", 200)
    monkeypatch.setattr(bench_rates, "RUNS_THEIRS", 1)


@pytest.mark.usefixtures("small")
def test_one_document_with_both_packages() -> None:
    result = CliRunner().invoke(build("bench"), ["bench", "rates", "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    ours, theirs = found["thinking_together"], found["phstatsmethods"]
    assert (ours["rows"], ours["runs"], theirs["rows"]) == (20_000, 5, 200)
    assert 0 < ours["best_seconds"] <= ours["median_seconds"]
    assert ours["rows_per_second"] == pytest.approx(20_000 / ours["best_seconds"])
    assert found["ratio"] == pytest.approx(ours["rows_per_second"] / theirs["rows_per_second"])
    assert found["target_met"] is (ours["best_seconds"] <= found["target_seconds"])
    assert found["largest_difference"] < 1e-9


@pytest.mark.usefixtures("small")
def test_a_table_for_people() -> None:
    result = CliRunner().invoke(build("bench"), ["bench", "rates"])
    assert result.exit_code == 0, result.output
    assert "phstatsmethods" in result.stdout
    assert "Timing" not in result.stdout


@pytest.mark.usefixtures("small")
def test_without_the_other_package_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PHStatsMethods", None)
    result = CliRunner().invoke(build("bench"), ["bench", "rates", "--json"])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "PHStatsMethods is not installed" in result.stderr


def test_the_rows_hold_zeros_and_small_counts() -> None:
    count, population = bench_rates._counts()
    assert len(count) == len(population) == 1_000_000
    assert 0 < (count == 0).mean() < (count < 10).mean()
