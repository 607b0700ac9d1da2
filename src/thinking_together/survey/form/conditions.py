"""The condition under which an item is asked, as data that can be checked and as a predicate that runs fast.

Answers are given as ``{variable: (code, ...)}``; a variable without an answer is absent. An absent answer makes
``==``, ``in``, ``any-in`` and ``all-in`` false and counts as 0 answers, so ``not`` of them is true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Answers = Mapping[str, tuple[str, ...]]
Predicate = Callable[[Answers], bool]


@dataclass(frozen=True, slots=True)
class AnyIn:
    """At least one of the answers is one of ``codes`` (``==``, ``in`` and ``any-in`` are all this)."""

    item: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllIn:
    """Every one of ``codes`` is among the answers."""

    item: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """The number of answers lies between two bounds, both included."""

    item: str
    at_least: int = 0
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


Condition = AnyIn | AllIn | Count | And | Or | Not
_COMPARISONS = ("==", "in", "any-in", "all-in", "count")


class ConditionError(ValueError):
    """A condition does not say one clear thing."""


def parse_condition(given: Mapping[str, Any]) -> Condition:
    """The condition that a checked document describes; ``ConditionError`` where it is ambiguous."""
    joins = [name for name in ("and", "or", "not") if name in given]
    compares = [name for name in _COMPARISONS if name in given]
    if len(joins) + len(compares) != 1 or bool(compares) != ("item" in given):
        raise ConditionError("a condition is one of and, or, not, or an item with one comparison")
    if joins:
        return _join(joins[0], given)
    return _compare(compares[0], str(given["item"]), given)


def _join(name: str, given: Mapping[str, Any]) -> Condition:
    if name == "not":
        return Not(parse_condition(given["not"]))
    parts = tuple(parse_condition(part) for part in given[name])
    return And(parts) if name == "and" else Or(parts)


def _compare(name: str, item: str, given: Mapping[str, Any]) -> Condition:
    value = given[name]
    if name == "count":
        return Count(item, value.get("at_least", 0), value.get("at_most"))
    codes = (value,) if name == "==" else tuple(value)
    return AllIn(item, codes) if name == "all-in" else AnyIn(item, codes)


def compile_condition(condition: Condition | None) -> Predicate:
    """One closure for the whole condition, so that routing a response walks no tree."""
    if condition is None:
        return lambda answers: True
    if isinstance(condition, And):
        every = [compile_condition(part) for part in condition.parts]
        return lambda answers: all(holds(answers) for holds in every)
    if isinstance(condition, Or):
        some = [compile_condition(part) for part in condition.parts]
        return lambda answers: any(holds(answers) for holds in some)
    if isinstance(condition, Not):
        inner = compile_condition(condition.part)
        return lambda answers: not inner(answers)
    return _leaf(condition)


def _leaf(condition: AnyIn | AllIn | Count) -> Predicate:
    item = condition.item
    if isinstance(condition, Count):
        low, high = condition.at_least, condition.at_most
        return lambda answers: low <= len(answers.get(item, ())) <= (high if high is not None else 10**9)
    codes = frozenset(condition.codes)
    if isinstance(condition, AllIn):
        return lambda answers: codes <= set(answers.get(item, ()))
    return lambda answers: not codes.isdisjoint(answers.get(item, ()))


def leaves(condition: Condition | None) -> Iterator[AnyIn | AllIn | Count]:
    """Every comparison in a condition, in the order written."""
    if isinstance(condition, And | Or):
        for part in condition.parts:
            yield from leaves(part)
    elif isinstance(condition, Not):
        yield from leaves(condition.part)
    elif condition is not None:
        yield condition


def refers_to(condition: Condition | None) -> frozenset[str]:
    """The variables whose answers the condition looks at."""
    return frozenset(leaf.item for leaf in leaves(condition))
