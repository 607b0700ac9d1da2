"""``rates``: proportions, crude rates and directly standardised rates of a file of counts."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from thinking_together.analysis.intervals import normal_quantile
from thinking_together.analysis.rates import (
    Estimate,
    Estimates,
    Method,
    crude_rate,
    directly_standardised_rate,
    proportion,
)
from thinking_together.cli.rates_file import CountRow, read_counts
from thinking_together.core.tabular.formula import guard
from thinking_together.core.tabular.problems import Problems

MOST_SHOWN = 20
REPEATED = "variance of events that are not independent"


class RateKind(StrEnum):
    RATE = "rate"
    PROPORTION = "proportion"
    DSR = "dsr"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the answer: what identifies it, and its estimate."""

    group: str | None
    numerator: float
    denominator: float
    estimate: Estimate
    repeated: bool = False

    @property
    def method(self) -> str:
        """The method's name; with what is added for people who are counted more than once."""
        label = self.estimate.method.label
        return f"{label}, {REPEATED}" if self.repeated and self.estimate.value is not None else label


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
    problems = Problems()
    rows = read_counts(file, problems, grouped=kind is RateKind.DSR, share=kind is RateKind.PROPORTION)
    _standards_exist(rows, file, problems, kind)
    _stop_for(problems)
    lines = _compute(rows, kind, confidence, multiplier)
    typer.echo(_json(lines, kind, confidence, multiplier) if json_out else _csv(lines, kind), nl=json_out)


def _check_options(confidence: float, multiplier: float) -> None:
    try:
        normal_quantile(confidence)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--confidence") from None
    if not (0 < multiplier <= 1e15):
        raise typer.BadParameter("give a number above 0, such as 100000", param_hint="--multiplier")


def _standards_exist(rows: Sequence[CountRow], file: Path, problems: Problems, kind: RateKind) -> None:
    if kind is RateKind.DSR:
        for group, members in _groups(rows).items():
            if not sum(row.standard for row in members):
                what = f"the standard population of '{group[:60]}' is 0 in every row"
                problems.add(file.name, what, "Give the standard population of each age band.", row=members[0].line)


def _stop_for(problems: Problems) -> None:
    for problem in problems.found[:MOST_SHOWN]:
        typer.echo(str(problem), err=True)
    hidden = len(problems.found) - MOST_SHOWN
    if hidden > 0:
        typer.echo(f"… and {hidden} more.", err=True)
    if problems:
        raise typer.Exit(2)


def _compute(rows: Sequence[CountRow], kind: RateKind, confidence: float, multiplier: float) -> list[Line]:
    if kind is RateKind.DSR:
        return [_standardised(g, members, confidence, multiplier) for g, members in _groups(rows).items()]
    numerators, denominators = [row.numerator for row in rows], [row.denominator for row in rows]
    if kind is RateKind.PROPORTION:
        found = proportion(numerators, denominators, confidence)
    else:
        found = crude_rate(numerators, denominators, multiplier, confidence)
    return [
        Line(None, row.numerator, row.denominator, estimate)
        for row, estimate in zip(rows, _one_by_one(found), strict=True)
    ]


def _groups(rows: Sequence[CountRow]) -> dict[str, list[CountRow]]:
    groups: dict[str, list[CountRow]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return groups


def _standardised(group: str, rows: Sequence[CountRow], confidence: float, multiplier: float) -> Line:
    counts, populations = [row.numerator for row in rows], [row.denominator for row in rows]
    standard = [row.standard for row in rows]
    squared = [row.squared for row in rows if row.squared is not None]
    estimate = directly_standardised_rate(counts, populations, standard, multiplier, confidence, squared or None)
    return Line(group, math.fsum(counts), math.fsum(populations), estimate, repeated=bool(squared))


def _one_by_one(found: Estimates) -> list[Estimate]:
    columns = (found.value.tolist(), found.lower.tolist(), found.upper.tolist(), found.method.tolist())
    return [
        Estimate(None, None, None, Method(method))
        if math.isnan(value)
        else Estimate(value, lower, upper, Method(method))
        for value, lower, upper, method in zip(*columns, strict=True)
    ]


def _json(lines: Sequence[Line], kind: RateKind, confidence: float, multiplier: float) -> str:
    rows = [
        ({} if line.group is None else {"group": line.group})
        | {"numerator": _plain(line.numerator), "denominator": _plain(line.denominator)}
        | {"value": line.estimate.value, "lower": line.estimate.lower, "upper": line.estimate.upper}
        | {"method": line.method}
        for line in lines
    ]
    about: dict[str, object] = {"kind": kind.value, "confidence": confidence}
    if kind is not RateKind.PROPORTION:
        about["multiplier"] = _plain(multiplier)
    return json.dumps(about | {"rows": rows}, ensure_ascii=False, indent=2)


def _csv(lines: Sequence[Line], kind: RateKind) -> str:
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    first = ["group"] if kind is RateKind.DSR else []
    sheet.writerow([*first, "numerator", "denominator", "value", "lower", "upper", "method"])
    for line in lines:
        group = [] if line.group is None else [guard(line.group)]
        e = line.estimate
        limits = ["" if number is None else repr(number) for number in (e.value, e.lower, e.upper)]
        sheet.writerow([*group, _plain(line.numerator), _plain(line.denominator), *limits, line.method])
    return out.getvalue()


def _plain(number: float) -> int | float:
    """A whole number without its ``.0``, as people write counts."""
    return int(number) if number == int(number) else number
