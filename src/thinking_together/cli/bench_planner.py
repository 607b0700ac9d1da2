"""``bench planner``: how many people the planner places, how fast, beside a careful greedy plan and a proven limit."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from thinking_together.reflection.planner.exact import solve
from thinking_together.reflection.planner.families import FAMILIES, instance_of
from thinking_together.reflection.planner.greedy import greedy
from thinking_together.reflection.planner.rules import broken_rules

Seconds = Annotated[float, typer.Option(min=0.1, max=600, help="The longest the planner may take for an instance.")]
Seed = Annotated[int, typer.Option(help="The seed that the instances are made from.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


@dataclass(frozen=True, slots=True)
class Row:
    """One instance. ``bound``: nobody can place more. ``broken``: rules that the two plans break, together."""

    family: str
    people: int
    sessions: int
    seconds: float
    placed: int
    placed_greedy: int
    seconds_greedy: float
    bound: int
    optimal: bool
    broken: int


def bench_planner(seconds: Seconds = 30.0, seed: Seed = 1, json_out: Json = False) -> None:
    """Plans the three families of instances; a row each."""
    rows = [_row(name, seconds, seed) for name in FAMILIES]
    typer.echo(json.dumps([asdict(row) for row in rows], indent=2) if json_out else "\n".join(map(_text, rows)))


def _row(name: str, seconds: float, seed: int) -> Row:
    family = FAMILIES[name]
    instance = instance_of(family, seed)
    typer.echo(f"Planning {name}: {family.people} people, {family.sessions} sessions …", err=True)
    began = time.perf_counter()
    first = greedy(instance)
    quick = time.perf_counter() - began
    solution = solve(instance, seconds=seconds, start=first)
    broken = len(broken_rules(instance, first)) + len(broken_rules(instance, solution.plan))
    return Row(
        name,
        family.people,
        family.sessions,
        round(solution.seconds, 3),
        solution.plan.placed,
        first.placed,
        round(quick, 3),
        solution.bound,
        solution.optimal,
        broken,
    )


def _text(row: Row) -> str:
    proven = "a best plan, proven" if row.optimal else f"at most {row.bound} possible"
    return (
        f"{row.family:<10}{row.people:>4} x {row.sessions:<3} placed {row.placed:>3} in {row.seconds:>6.2f} s "
        f"({proven}); "
        f"greedy {row.placed_greedy:>3} in {row.seconds_greedy:.2f} s"
    )
