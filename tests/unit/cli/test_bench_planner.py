"""``bench planner`` tells what the issue of a plan is measured by."""

from __future__ import annotations

import json

import pytest

from thinking_together.cli import bench_planner
from thinking_together.reflection.planner.families import FAMILIES


def test_a_row_a_family(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bench_planner, "FAMILIES", {"everyday": FAMILIES["everyday"]})
    bench_planner.bench_planner(seconds=20, seed=2, json_out=True)
    (row,) = json.loads(capsys.readouterr().out)
    assert row["family"] == "everyday" and row["broken"] == 0
    assert 0 < row["placed_greedy"] <= row["placed"] <= row["bound"] <= row["people"]
