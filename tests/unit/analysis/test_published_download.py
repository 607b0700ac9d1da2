"""Rates and comparisons as Fingertips published them, computed again from the counts of a real download."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from thinking_together.analysis.comparison import Polarity, compare
from thinking_together.analysis.rates import crude_rate

VALUE, LOWER, UPPER = "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit"
COUNT, POPULATION = "Count", "Denominator"
PUBLISHED = "Compared to England value or percentiles"
Row = dict[str, str]


@pytest.fixture(scope="module")
def rows(shared_data: Path) -> list[Row]:
    """Rows of indicator 93356 with all their numbers; some of its rows are a field short at the end."""
    path = shared_data / "fingertips_raw_download_indicator_93356.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = [row for row in csv.DictReader(file) if all(row[c] for c in (VALUE, LOWER, UPPER, COUNT, POPULATION))]
    assert len(found) == 755
    return found


def column(rows: list[Row], name: str) -> np.ndarray:
    return np.array([float(row[name]) for row in rows])


def test_rates_are_those_published(rows: list[Row]) -> None:
    found = crude_rate(column(rows, COUNT), column(rows, POPULATION))
    np.testing.assert_allclose(found.value, column(rows, VALUE), rtol=1e-8)


def test_limits_are_those_published(rows: list[Row]) -> None:
    """From a count of 10. Below, this download of 2018 has Byar's limits where exact ones are the rule now."""
    large = [row for row in rows if float(row[COUNT]) >= 10]
    found = crude_rate(column(large, COUNT), column(large, POPULATION))
    np.testing.assert_allclose(found.lower, column(large, LOWER), rtol=2e-4)
    np.testing.assert_allclose(found.upper, column(large, UPPER), rtol=2e-4)


def test_comparisons_with_england_are_those_published(rows: list[Row]) -> None:
    found = crude_rate(column(rows, COUNT), column(rows, POPULATION))
    england = {place(row): float(row[VALUE]) for row in rows if row["Area Code"] == "E92000001"}
    compared = 0
    for row, lower, upper in zip(rows, found.lower, found.upper, strict=True):
        if row[PUBLISHED] != "Not compared":
            outcome = compare(lower, upper, england[place(row)], Polarity.LOW_IS_GOOD).outcome
            assert outcome.value == row[PUBLISHED].lower(), row
            compared += 1
    assert compared == 750


def place(row: Row) -> tuple[str, str, str]:
    return row["Time period"], row["Sex"], row["Age"]
