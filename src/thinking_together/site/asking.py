"""Asking a figure in another way: a form with a choice for each of its dimensions, and the reference it spells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thinking_together.evidence.figures import FigureDimension, FigureInfo
from thinking_together.evidence.reference import Op, Reference, Term

TOGETHER, EACH = "", "*"
ASKED = "ask"  # the button's name: what it sends is a form, not a reference


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a choice."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choose:
    """A dimension to choose of: everything together, each value, or one."""

    name: str
    label: str
    options: tuple[Option, ...]


def choices(info: FigureInfo, reference: Reference) -> tuple[Choose, ...]:
    """What can be asked of a figure, as it is asked now."""
    return tuple(_choose(dimension, reference.term(dimension.name)) for dimension in info.dimensions)


def spelled(info: FigureInfo, told: Mapping[str, str]) -> Reference:
    """The reference of a form that was sent. A value that is not there is answered as an unknown one."""
    terms = []
    for dimension in info.dimensions:
        value = told.get(dimension.name, "")
        if value == EACH:
            terms.append(Term(dimension.name, Op.EACH, ()))
        elif value != TOGETHER:
            terms.append(Term(dimension.name, Op.ONE, (value,)))
    return Reference(info.phase, info.name, "", tuple(sorted(terms)))


def _choose(dimension: FigureDimension, term: Term | None) -> Choose:
    now = _now(dimension, term)
    whole = (
        () if dimension.required or dimension.default is not None else (Option(TOGETHER, "All together", now == ""),)
    )
    each = Option(EACH, "Each by itself", now == EACH)
    values = (Option(code, label, now == code) for code, label in dimension.values)
    return Choose(dimension.name, dimension.label, (*whole, each, *values))


def _now(dimension: FigureDimension, term: Term | None) -> str:
    if term is None:
        return dimension.default or TOGETHER
    if term.op is Op.ONE:
        return term.values[0]
    return EACH if term.op is Op.EACH else TOGETHER
