"""Why not more: which rule keeps people from a place, and what would give them one.

Each rule is relaxed by itself, one step, and the plan is made again. So what is told is what was tried, not a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from thinking_together.reflection.planner.exact import Solution, solve
from thinking_together.reflection.planner.instance import Instance, Person
from thinking_together.reflection.planner.rules import Rule


@dataclass(frozen=True, slots=True)
class Remedy:
    """With ``rule`` relaxed to ``to``, ``more`` people would have a place; ``proven``: no plan gives them more."""

    rule: Rule
    to: int
    more: int
    proven: bool


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Somebody without a place, and whether they offered any time at all that is being planned."""

    code: str
    offered: bool


def unplaced(instance: Instance, solution: Solution) -> tuple[Unplaced, ...]:
    """Everybody without a place, in the order of the instance."""
    return tuple(
        Unplaced(person.code, bool(instance.may(person)))
        for person in instance.people
        if person.code not in solution.plan.places
    )


def remedies(instance: Instance, solution: Solution, *, seconds: float = 5.0) -> tuple[Remedy, ...]:
    """What would give more people a place, the most helpful first; at most ``seconds`` for each rule tried.

    Empty when everybody has a place, or when no single step helps.
    """
    if solution.plan.placed == len(instance.people):
        return ()
    found = []
    for rule, to, relaxed in _relaxed(instance):
        again = solve(relaxed, seconds=seconds, start=solution.plan)
        more = again.plan.placed - solution.plan.placed
        if more > 0:
            found.append(Remedy(rule, to, more, again.optimal))
    return tuple(sorted(found, key=lambda remedy: (-remedy.more, remedy.rule)))


def _relaxed(instance: Instance) -> list[tuple[Rule, int, Instance]]:
    """The instance with one rule a step looser, each possible way."""
    rules = instance.rules
    ways = [
        (Rule.LARGEST, rules.largest + 1, replace(rules, largest=rules.largest + 1)),
        (Rule.ORGANISATION, rules.one_organisation + 1, replace(rules, one_organisation=rules.one_organisation + 1)),
    ]
    if rules.smallest > rules.sectors:
        ways.append((Rule.SMALLEST, rules.smallest - 1, replace(rules, smallest=rules.smallest - 1)))
    if rules.sectors > 1:
        ways.append((Rule.SECTORS, rules.sectors - 1, replace(rules, sectors=rules.sectors - 1)))
    relaxed = [(rule, to, replace(instance, rules=changed)) for rule, to, changed in ways]
    if instance.kept_apart:
        together = tuple(replace(person, apart=frozenset()) for person in instance.people)
        relaxed.append((Rule.APART, 0, replace(instance, people=together)))
    everywhere = tuple(_any_time(person, instance) for person in instance.people)
    relaxed.append((Rule.TIMES, len(instance.sessions), replace(instance, people=everywhere)))
    return relaxed


def _any_time(person: Person, instance: Instance) -> Person:
    return replace(person, sessions=frozenset(instance.sessions))
