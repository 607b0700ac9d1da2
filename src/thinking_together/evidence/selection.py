"""Checks a reference against the figure it names."""

from __future__ import annotations

from thinking_together.evidence.figures import (
    Choice,
    FigureDimension,
    FigureInfo,
    Mode,
    Reason,
    Selection,
    Unresolved,
)
from thinking_together.evidence.reference import Op, Reference, Term


def select(info: FigureInfo, reference: Reference) -> Selection | Unresolved:
    """The checked question, or why it is none."""
    for term in reference.terms:
        if info.dimension(term.key) is None:
            names = ", ".join(d.name for d in info.dimensions) or "none"
            return _unknown(f"{info.phase}/{info.name} has no key '{term.key}' (it has: {names})")
    choices = []
    for dimension in info.dimensions:
        choice = _choice(dimension, reference.term(dimension.name))
        if isinstance(choice, Unresolved):
            return choice
        choices.append((dimension.name, choice))
    return Selection(info, reference.edition, tuple(choices))


def _choice(dimension: FigureDimension, term: Term | None) -> Choice | Unresolved:
    if term is None:
        if dimension.required:
            return _unknown(f"the key '{dimension.name}' is needed")
        return Choice(Mode.ONE, (dimension.default,)) if dimension.default is not None else Choice(Mode.ALL, ())
    codes = tuple(code for code, _ in dimension.values)
    for value in term.values:
        if value not in codes:
            some = ", ".join(codes[:12])
            return _unknown(
                f"'{dimension.name}' has no value '{value}' (it has: {some}{' …' if len(codes) > 12 else ''})"
            )
    if term.op is Op.ONE:
        return Choice(Mode.ONE, term.values)
    if term.op is Op.EACH:
        return Choice(Mode.EACH, term.values or codes)
    if not dimension.pools:
        return _unknown(f"values of '{dimension.name}' cannot be added together")
    printed = str(term).partition("=")[2]
    if term.op is Op.POOL:
        return Choice(Mode.POOL, term.values, printed)
    rest = tuple(code for code in codes if code not in term.values)
    return Choice(Mode.POOL, rest, printed) if rest else _unknown(f"'{term}' leaves nothing")


def _unknown(detail: str) -> Unresolved:
    return Unresolved(Reason.UNKNOWN, detail)
