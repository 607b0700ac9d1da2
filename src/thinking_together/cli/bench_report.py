"""``bench report``: the whole way from a bundle to its report, and the survey's tables beside pandas, by size."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from thinking_together.cli.bench_tables import Tables
from thinking_together.cli.checkout import checkout

SIZES = (1_000, 10_000, 100_000)
TARGET_ANSWERS = 100_000
TARGET_SECONDS = 60
TARGET_BYTES = 1_500_000_000
TARGET_RATIO = 10
TARGET_DIFFERENCE = 1e-9
NOT_MEASURED = 2

Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Answers = Annotated[list[int] | None, typer.Option("--answers", help="A number of survey answers; may be repeated.")]


@dataclass(frozen=True, slots=True)
class Process:
    """What one process took, with the programs it called; ``peak_bytes`` is the largest resident memory of any."""

    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int


@dataclass(frozen=True, slots=True)
class Size:
    """A programme of ``answers`` survey answers: ``report`` is ``./run report``, with every picture drawn anew."""

    answers: int
    report: Process
    tables: Tables


@dataclass(frozen=True, slots=True)
class Growth:
    """From one size to the next: how many times the answers, and how many times as much of everything else."""

    answers: float
    wall: float
    cpu: float
    peak: float

    @property
    def linear(self) -> bool:
        return max(self.wall, self.peak) <= self.answers


@dataclass(frozen=True, slots=True)
class Bench:
    """``linear``: each step to a larger size takes at most as many times the time and memory as it has answers.

    The targets are ``None`` where no size has the number of answers they speak of.
    """

    sizes: tuple[Size, ...]
    growth: tuple[Growth, ...]
    load_before: float  # programs that wanted a processor in the minute before, so that figures can be judged
    linear: bool
    seconds_met: bool | None
    memory_met: bool | None
    ratio_met: bool
    equal: bool


def bench_report(answers: Answers = None, json_out: Json = False) -> None:
    """Programmes of 1,000, 10,000 and 100,000 survey answers: time and memory of the report, tables beside pandas."""
    example = checkout() / "examples" / "fernshire"
    load = os.getloadavg()[0]
    sizes = []
    with tempfile.TemporaryDirectory(prefix="thinking-together-bench-") as name:
        _compile(Path(name))
        for many in sorted(answers or SIZES):
            sizes.append(_size(example, many, Path(name)))
            typer.echo("\n".join(_lines(sizes[-1])), err=True)  # a run that is cut off has told what it found
    found = _judged(tuple(sizes), load)
    typer.echo(json.dumps(asdict(found), indent=2) if json_out else _text(found))


_MODULES = """
from thinking_together.cli.django import django_ready
django_ready()
import altair, docx, openpyxl, pptx, thinking_together.bundle.written, weasyprint
"""


def _compile(everything: Path) -> None:
    """Where Python is told to keep no compiled modules, it keeps them for the bench: as in any installation."""
    if sys.dont_write_bytecode:
        with tempfile.TemporaryDirectory(dir=everything) as name:
            _run(["-c", _MODULES], Path(name))


def _size(example: Path, many: int, everything: Path) -> Size:
    typer.echo(f"{many:,} answers …", err=True)
    with tempfile.TemporaryDirectory(dir=everything) as name:
        folder = Path(name)
        bundle, told = folder / "bundle", folder / "tables.json"
        _run(["-m", "thinking_together.cli.bench_programme", str(example), str(bundle), str(many)], folder)
        report = _run(["-c", _COMMAND, "report", str(bundle), "--out", str(folder / "report")], folder)
        _run(["-m", "thinking_together.cli.bench_tables", str(bundle), str(told)], folder)
        return Size(many, report, Tables(**json.loads(told.read_text(encoding="utf-8"))))


_COMMAND = "from thinking_together.cli import main; main()"


def _run(arguments: list[str], folder: Path) -> Process:
    """One Python process of its own; stops with what it said where it fails."""
    errors = folder / "errors.txt"
    environment = os.environ | {"TT_VAR": str(folder / "var")}
    if environment.pop("PYTHONDONTWRITEBYTECODE", None):
        environment["PYTHONPYCACHEPREFIX"] = str(folder.parent / "compiled")
    start = time.perf_counter()
    with errors.open("wb") as file:
        process = subprocess.Popen(  # noqa: S603 - this Python
            [sys.executable, *arguments],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=file,
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        typer.echo(errors.read_text(encoding="utf-8", errors="replace")[-2_000:], err=True)
        raise typer.Exit(NOT_MEASURED)
    unit = 1 if sys.platform == "darwin" else 1024
    return Process(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss * unit)


def _judged(sizes: tuple[Size, ...], load: float) -> Bench:
    growth = tuple(_growth(small, more) for small, more in pairwise(sizes))
    large = [size for size in sizes if size.answers >= TARGET_ANSWERS]
    return Bench(
        sizes,
        growth,
        load,
        all(step.linear for step in growth),
        all(size.report.wall_seconds <= TARGET_SECONDS for size in large) if large else None,
        all(size.report.peak_bytes <= TARGET_BYTES for size in large) if large else None,
        all(min(size.tables.ratio, size.tables.ratio_cold) >= TARGET_RATIO for size in sizes),
        all(size.tables.largest_difference <= TARGET_DIFFERENCE for size in sizes),
    )


def _growth(small: Size, more: Size) -> Growth:
    return Growth(
        more.answers / small.answers,
        more.report.wall_seconds / small.report.wall_seconds,
        more.report.cpu_seconds / small.report.cpu_seconds,
        more.report.peak_bytes / small.report.peak_bytes,
    )


def _text(found: Bench) -> str:
    lines = [line for size in found.sizes for line in _lines(size)]
    words = {True: "met", False: "NOT met", None: "not measured"}
    lines += _table(found)
    lines += [
        f"load before: {found.load_before:.1f}",
        f"no worse than linear: {words[found.linear]}",
        f"{TARGET_ANSWERS:,} answers in {TARGET_SECONDS} s: {words[found.seconds_met]}; "
        f"in {TARGET_BYTES / 1e9:g} GB: {words[found.memory_met]}",
        f"tables {TARGET_RATIO} times as fast as pandas: {words[found.ratio_met]}; equal: {words[found.equal]}",
    ]
    return "\n".join(lines)


def _table(found: Bench) -> list[str]:
    """The report by size: each figure, and how many times that of the size before."""
    lines = ["   answers          elapsed        processor             peak"]
    for size, step in zip(found.sizes, (None, *found.growth), strict=True):
        report = size.report
        figures = (
            (f"{report.wall_seconds:.1f} s", step and step.wall),
            (f"{report.cpu_seconds:.1f} s", step and step.cpu),
            (f"{report.peak_bytes / 1e6:,.0f} MB", step and step.peak),
        )
        cells = (f"{told:>10} {f'x {times:.1f}' if times else '':<6}" for told, times in figures)
        lines.append(f"{size.answers:>10,} " + "".join(cells).rstrip())
    return lines


def _lines(size: Size) -> list[str]:
    report, tables = size.report, size.tables
    return [
        f"{size.answers:,} answers",
        f"  report                    {report.wall_seconds:8.1f} s  ({report.cpu_seconds:.1f} s of processor)"
        f"  peak {report.peak_bytes / 1e6:,.0f} MB",
        f"  tables from the snapshot  {tables.snapshot_seconds:8.4f} s  pandas {tables.pandas_seconds:.3f} s"
        f"  ratio {tables.ratio:,.1f}",
        f"  tables from cold          {tables.cold_seconds:8.4f} s  pandas {tables.pandas_cold_seconds:.3f} s"
        f"  ratio {tables.ratio_cold:,.1f}",
        f"  tables through the gate   {tables.gated_seconds:8.4f} s  ratio {tables.ratio_gated:,.1f}",
        f"  mentions in open answers  {tables.mentions_seconds:8.4f} s",
        f"  100 more answers          {tables.renewed_seconds:8.4f} s",
        f"  largest difference        {tables.largest_difference:.1e} over {tables.compared:,} figures",
    ]
