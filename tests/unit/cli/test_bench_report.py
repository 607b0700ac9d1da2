from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from thinking_together.cli import bench_report, build
from thinking_together.cli.bench_programme import grow
from thinking_together.cli.bench_report import Process, Size
from thinking_together.cli.bench_tables import Tables

TABLES = Tables(0.01, 0.1, 0.2, 0.3, 0.1, 0.2, 2.0, 20.0, 20.0, 1.0, 1e-16, 10)


def size(answers: int, seconds: float, peak: int = 500_000_000, tables: Tables = TABLES) -> Size:
    return Size(answers, Process(seconds, seconds, peak), tables)


def test_one_document_with_what_a_process_took_and_the_tables_of_a_small_programme(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In the place of a report, which many tests write, a process that takes known memory."""
    monkeypatch.setattr(bench_report, "_COMMAND", "held = bytearray(b'1' * 150_000_000)")
    result = CliRunner().invoke(build("bench"), ["bench", "report", "--answers", "200", "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    (only,) = found["sizes"]
    report, tables = only["report"], only["tables"]
    assert only["answers"] == 200
    assert report["wall_seconds"] > 0 and report["cpu_seconds"] > 0 and report["peak_bytes"] > 150_000_000
    assert tables["ratio"] == pytest.approx(tables["pandas_seconds"] / tables["snapshot_seconds"])
    assert tables["ratio_cold"] == pytest.approx(tables["pandas_cold_seconds"] / tables["cold_seconds"])
    assert tables["compared"] > 5_000 and tables["largest_difference"] < 1e-9
    assert found["equal"] is True and found["seconds_met"] is None


def test_a_process_that_fails_is_told_and_nothing_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_report, "_COMMAND", "raise SystemExit('no report today')")
    result = CliRunner().invoke(build("bench"), ["bench", "report", "--answers", "200", "--json"])
    assert result.exit_code == 2
    assert result.stdout == "" and "no report today" in result.stderr


@pytest.mark.parametrize(
    ("sizes", "linear", "seconds", "memory"),
    [
        ((size(1_000, 20), size(100_000, 59)), True, True, True),
        ((size(1_000, 20), size(100_000, 61)), True, False, True),
        ((size(1_000, 0.5), size(100_000, 51)), False, True, True),
        ((size(1_000, 20, 10_000_000), size(100_000, 59, 1_100_000_000)), False, True, True),
        ((size(1_000, 20), size(100_000, 59, 1_600_000_000)), True, True, False),
        ((size(1_000, 20),), True, None, None),
    ],
)
def test_targets_are_judged_by_what_was_measured(
    sizes: tuple[Size, ...], linear: bool, seconds: bool | None, memory: bool | None
) -> None:
    found = bench_report._judged(sizes, 0.0)
    assert (found.linear, found.seconds_met, found.memory_met) == (linear, seconds, memory)
    assert "answers" in bench_report._text(found)


def test_growth_is_told_from_size_to_size() -> None:
    found = bench_report._judged((size(1_000, 20), size(10_000, 30), size(100_000, 60)), 0.0)
    assert [(step.answers, step.wall, step.peak) for step in found.growth] == [(10, 1.5, 1), (10, 2, 1)]
    assert "60.0 s x 2.0" in bench_report._text(found)


def test_a_grown_programme_keeps_the_coded_answers_and_adds_different_ones(repository: Path, tmp_path: Path) -> None:
    example = repository / "examples" / "fernshire"
    grow(example, tmp_path / "grown", 400)
    with (example / "survey/responses.csv").open(encoding="utf-8", newline="") as file:
        originals = list(csv.DictReader(file))
    with (tmp_path / "grown/survey/responses.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[: len(originals)] == originals and len(rows) == 400
    assert len({row["response"] for row in rows}) == 400
    written = [row["risk_factors"] for row in rows[len(originals) :] if row["risk_factors"]]
    assert len(set(written)) > 0.8 * len(written)
    with pytest.raises(ValueError, match="already"):
        grow(example, tmp_path / "smaller", 10)
