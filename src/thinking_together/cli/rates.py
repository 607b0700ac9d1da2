"""``rates``: proportions, crude rates and directly standardised rates of a file of counts."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from thinking_together.analysis.intervals import normal_quantile
from thinking_together.analysis.rates import Estimate, Method, crude_rate, directly_standardised_rate, proportion
from thinking_together.cli.rates_answer import Asked, Line, RateKind, in_csv, in_json
from thinking_together.cli.rates_file import CountRow, CountsFile
from thinking_together.core.tabular.problems import Problems

MOST_SHOWN = 20
AT_ONCE = 16_384  # rows that are computed together

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A CSV file in UTF-8.")]
Kind = Annotated[RateKind, typer.Option(help="What to compute.")]
Confidence = Annotated[float, typer.Option(help="Confidence level of the limits, between 0 and 1.")]
Multiplier = Annotated[float, typer.Option(help="A rate is per this many people; not for proportions.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of CSV.")]


def rates(
    file: File, kind: Kind, confidence: Confidence = 0.95, multiplier: Multiplier = 100_000, json_out: Json = False
) -> None:
    """Values with confidence limits, row by row.

    FILE has the columns numerator,denominator; for dsr group,numerator,denominator,standard with a row for each age
    band, and the answer has one row a group. Where people can be counted more than once, as with admissions, give dsr
    a column frequencies: how many people had one event, two events and so on, such as "12 3 1".
    """
    _check_options(confidence, multiplier)
    counts = CountsFile(file, grouped=kind is RateKind.DSR, share=kind is RateKind.PROPORTION)
    asked = Asked(kind, confidence, multiplier)
    problems = Problems()
    for piece in (in_json if json_out else in_csv)(asked, computed(counts, asked, problems)):
        typer.echo(piece, nl=False)
    _stop_for(problems)


def computed(counts: CountsFile, asked: Asked, problems: Problems) -> Iterator[Line]:
    """The lines of the answer once the whole file was found good; ends the command where it is not.

    A file without groups is read twice, so that it is never held and nothing of a bad one is answered.
    """
    kept = deque(counts.rows(problems), None if counts.grouped else 0)
    _standards_exist(kept, counts, problems)
    _stop_for(problems)
    if counts.grouped:
        for group, members in _groups(kept).items():
            yield _standardised(group, members, asked)
        return
    rows = counts.rows(problems)
    while some := list(islice(rows, AT_ONCE)):
        yield from _one_by_one(some, asked)


def _check_options(confidence: float, multiplier: float) -> None:
    try:
        normal_quantile(confidence)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--confidence") from None
    if not (0 < multiplier <= 1e15):
        raise typer.BadParameter("give a number above 0, such as 100000", param_hint="--multiplier")


def _standards_exist(rows: Iterable[CountRow], counts: CountsFile, problems: Problems) -> None:
    for group, members in _groups(rows).items():
        if not sum(row.standard for row in members):
            what = f"the standard population of '{group[:60]}' is 0 in every row"
            remedy = "Give the standard population of each age band."
            problems.add(counts.path.name, what, remedy, row=members[0].line)


def _stop_for(problems: Problems) -> None:
    for problem in problems.found[:MOST_SHOWN]:
        typer.echo(str(problem), err=True)
    hidden = len(problems.found) - MOST_SHOWN
    if hidden > 0:
        typer.echo(f"… and {hidden} more.", err=True)
    if problems:
        raise typer.Exit(2)


def _groups(rows: Iterable[CountRow]) -> dict[str, list[CountRow]]:
    groups: dict[str, list[CountRow]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return groups


def _standardised(group: str, rows: Sequence[CountRow], asked: Asked) -> Line:
    counts, populations = [row.numerator for row in rows], [row.denominator for row in rows]
    standard = [row.standard for row in rows]
    squared = [row.squared for row in rows if row.squared is not None] or None
    estimate = directly_standardised_rate(counts, populations, standard, asked.multiplier, asked.confidence, squared)
    return Line(group, math.fsum(counts), math.fsum(populations), estimate, repeated=bool(squared))


def _one_by_one(rows: Sequence[CountRow], asked: Asked) -> Iterator[Line]:
    numerators, denominators = [row.numerator for row in rows], [row.denominator for row in rows]
    if asked.kind is RateKind.PROPORTION:
        found = proportion(numerators, denominators, asked.confidence)
    else:
        found = crude_rate(numerators, denominators, asked.multiplier, asked.confidence)
    columns = (found.value.tolist(), found.lower.tolist(), found.upper.tolist(), found.method.tolist())
    for row, value, lower, upper, method in zip(rows, *columns, strict=True):
        how = Method(method)
        estimate = Estimate(None, None, None, how) if math.isnan(value) else Estimate(value, lower, upper, how)
        yield Line(None, row.numerator, row.denominator, estimate)
