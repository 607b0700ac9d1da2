"""``bench rates``: how fast crude rates are computed here, beside the field's own Python package."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from thinking_together.analysis.rates import crude_rate

ROWS = 1_000_000
ROWS_THEIRS = 10_000
RUNS = 5
RUNS_THEIRS = 3
TARGET_SECONDS = 0.1
SEED = 2026

Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds for ``rows`` crude rates with limits: the best and the median of ``runs``."""

    rows: int
    runs: int
    best_seconds: float
    median_seconds: float
    rows_per_second: float  # by the best run


@dataclass(frozen=True, slots=True)
class Bench:
    """``ratio`` is rows per second here over rows per second of phstatsmethods."""

    thinking_together: Timing
    phstatsmethods: Timing
    ratio: float
    target_seconds: float
    target_met: bool
    largest_difference: float  # relative, over the rows that both computed


def bench_rates(json_out: Json = False) -> None:
    """A million crude rates with limits in memory, and phstatsmethods on 10,000 of them in the same run."""
    count, population = _counts()
    typer.echo(f"Timing {ROWS:,} rates {RUNS} times …", err=True)
    ours = _time(lambda: crude_rate(count, population), ROWS, RUNS)
    some = np.flatnonzero(count > 0)[:ROWS_THEIRS]  # phstatsmethods refuses a count of 0
    typer.echo(f"Timing phstatsmethods on {ROWS_THEIRS:,} rates {RUNS_THEIRS} times …", err=True)
    theirs, difference = _phstatsmethods(count[some], population[some])
    ratio = ours.rows_per_second / theirs.rows_per_second
    found = Bench(ours, theirs, ratio, TARGET_SECONDS, ours.best_seconds <= TARGET_SECONDS, difference)
    typer.echo(json.dumps(asdict(found), indent=2) if json_out else _text(found))


def _counts() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Small areas by age band: populations from 200 to 60,000, about 300 events per 100,000, zeros among them."""
    random = np.random.default_rng(SEED)
    population = random.integers(200, 60_000, ROWS)
    return random.poisson(population * 0.003), population


def _time(work: Callable[[], object], rows: int, runs: int) -> Timing:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    best = min(seconds)
    return Timing(rows, runs, best, statistics.median(seconds), rows / best)


def _phstatsmethods(count: NDArray[np.int64], population: NDArray[np.int64]) -> tuple[Timing, float]:
    try:
        import pandas as pd
        from PHStatsMethods import ph_rate
    except ModuleNotFoundError as error:
        typer.echo(f"{error.name} is not installed: run this from a checkout, as ./run bench rates.", err=True)
        raise typer.Exit(2) from None
    table = pd.DataFrame({"count": count, "population": population})
    answers: list[Any] = []
    timing = _time(lambda: answers.append(ph_rate(table, "count", "population")), len(count), RUNS_THEIRS)
    theirs = answers[0][["Value", "lower_95_ci", "upper_95_ci"]].to_numpy()
    ours = crude_rate(count, population)
    both = np.stack([ours.value, ours.lower, ours.upper], axis=1)
    return timing, float(np.max(np.abs(both - theirs) / np.abs(theirs)))


def _text(found: Bench) -> str:
    lines = [
        f"{name:<18} {timing.rows:>9,} rows  best {timing.best_seconds:.4f} s  median {timing.median_seconds:.4f} s"
        f"  {timing.rows_per_second:>13,.0f} rows/s"
        for name, timing in (("thinking_together", found.thinking_together), ("phstatsmethods", found.phstatsmethods))
    ]
    met = "met" if found.target_met else "NOT met"
    lines.append(f"ratio {found.ratio:,.0f}; target {found.target_seconds} s {met}")
    lines.append(f"largest relative difference {found.largest_difference:.1e}")
    return "\n".join(lines)
