"""What people ask of a figure, and the reference that it spells.

Somebody parts people by one thing at a time and may narrow it to some groups, each apart or taken together. The
reference goes the way of every other: ``survey.grouping`` and the audit decide what of it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from thinking_together.evidence.figures import FigureDimension, FigureInfo
from thinking_together.evidence.reference import Op, Reference, Term

TOGETHER = "with"  # the dimension of what was chosen together


class How(StrEnum):
    """How the groups that are ticked are looked at."""

    APART = "apart"
    POOLED = "pooled"
    BUT = "but"


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
    """What a figure must be asked one value of: all but the splits and what varies anyway."""
    return tuple(d for d in info.dimensions if not d.pools and d.name not in (info.rank, TOGETHER))


def usual(info: FigureInfo) -> Iterator[Asking]:
    """What is looked at before anybody narrows it: everybody, then the groups of each split."""
    fixed = tuple((d.name, first(d)) for d in others(info) if d.required)
    yield Asking(fixed=fixed)
    for split in splits(info):
        yield Asking(split.name, fixed=fixed)


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
