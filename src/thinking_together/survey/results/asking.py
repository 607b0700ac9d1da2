"""What somebody asks of a figure on its page, and the reference that it spells.

A page parts people by one thing at a time and may narrow it to some groups, each apart or taken together. The
reference goes the way of every other: ``survey.grouping`` and the audit decide what of it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.http import QueryDict

from thinking_together.evidence.figures import FigureDimension, FigureInfo
from thinking_together.evidence.reference import Op, Reference, Term

TOGETHER = "with"  # the dimension of what was chosen together


class How(StrEnum):
    """How the groups that are ticked are looked at."""

    APART = "apart"
    POOLED = "pooled"
    BUT = "but"


HOW_WORDS = {
    How.APART: "Each by itself",
    How.POOLED: "The ticked ones taken together",
    How.BUT: "All but the ticked ones, taken together",
}


@dataclass(frozen=True, slots=True)
class Asking:
    """``by`` names the split or is empty; ``groups`` those ticked of it; ``fixed`` one value each of other dimensions.

    ``together``: what was chosen together.
    """

    by: str = ""
    groups: tuple[str, ...] = ()
    how: How = How.APART
    fixed: tuple[tuple[str, str], ...] = ()
    together: bool = False

    def fixed_value(self, name: str) -> str:
        return dict(self.fixed).get(name, "")


def splits(info: FigureInfo) -> tuple[FigureDimension, ...]:
    """What people can be parted by."""
    return tuple(d for d in info.dimensions if d.pools and d.name != info.rank)


def others(info: FigureInfo) -> tuple[FigureDimension, ...]:
    """What a page must be asked one value of: all but the splits and what varies anyway."""
    return tuple(d for d in info.dimensions if not d.pools and d.name not in (info.rank, TOGETHER))


def asking_of(info: FigureInfo, told: QueryDict) -> Asking:
    """What an address asks. Groups of another split stay ticked where somebody chose a new one: they are left out."""
    how = told.get("how", "")
    by = next((d for d in splits(info) if d.name == told.get("by")), None)
    return Asking(
        by.name if by else "",
        tuple(code for code, _ in by.values if code in told.getlist("group")) if by else (),
        How(how) if how in HOW_WORDS else How.APART,
        tuple((d.name, told.get(d.name, "") or first(d)) for d in others(info) if told.get(d.name) or d.required),
        told.get(TOGETHER) == "1" and info.dimension(TOGETHER) is not None,
    )


def reference_of(info: FigureInfo, asking: Asking) -> Reference:
    """The question in the grammar of evidence."""
    return Reference(info.phase, info.name, "", tuple(sorted(_terms(info, asking))))


def _terms(info: FigureInfo, asking: Asking) -> Iterator[Term]:
    if info.rank:
        yield Term(info.rank, Op.EACH, ())
    for name, value in asking.fixed:
        yield Term(name, Op.ONE, (value,))
    if asking.together:
        yield Term(TOGETHER, Op.EACH, ())
    if asking.by:
        yield _of_groups(asking)


def _of_groups(asking: Asking) -> Term:
    if not asking.groups:
        return Term(asking.by, Op.EACH, ())
    if asking.how is How.BUT:
        return Term(asking.by, Op.EXCEPT, asking.groups)
    if len(asking.groups) == 1:
        return Term(asking.by, Op.ONE, asking.groups)
    return Term(asking.by, Op.EACH if asking.how is How.APART else Op.POOL, asking.groups)


def first(dimension: FigureDimension) -> str:
    """What is asked where nothing was chosen: the last value, which of a scale is its upper end."""
    return dimension.default or dimension.values[-1][0]
