"""The finest groups in which people are shown: the sectors, and what other items part whole sectors into.

Every group that nests is a sum of leaves. So where only leaves take in new answers, many at a time, sectors and
everybody do too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from thinking_together.survey.figures.asking import SECTOR
from thinking_together.survey.figures.counting import Split, Whole
from thinking_together.survey.figures.grouping import put_to
from thinking_together.survey.held.snapshot import Codes

EVERYBODY = "Everybody"
NOT_SAID = "not said"


@dataclass(frozen=True)
class Leaves:
    """``of[r]`` is the place of response ``r``'s leaf in ``names``; a leaf may hold nobody."""

    names: tuple[str, ...]
    of: Codes

    def people(self, some: NDArray[np.bool_]) -> Whole:
        """How many of some responses each leaf holds."""
        return np.bincount(self.of[some], minlength=len(self.names)).astype(np.int64)


def leaves_of(splits: Mapping[str, Split], responses: int) -> Leaves:
    """The leaves of as many responses; one for all where nobody was asked for a sector."""
    sector = splits.get(SECTOR)
    if sector is None:
        return Leaves((EVERYBODY,), np.zeros(responses, dtype=np.int64))
    nested = {split.name: put_to(sector, split) for split in splits.values() if split is not sector}
    finer = [splits[name] for name, around in nested.items() if around]
    codes = sector.group
    for split in finer:
        codes = codes * split.size + np.where(np.isin(sector.group, nested[split.name]), split.group, 0)
    names: dict[int, str] = {}
    for group, label in enumerate(_labels(sector)):
        parts = [list(enumerate(_labels(split))) if group in nested[split.name] else [(0, "")] for split in finer]
        for chosen in product(*parts):
            code = group
            for split, (place, _) in zip(finer, chosen, strict=True):
                code = code * split.size + place
            names[code] = ", ".join((label, *(name for _, name in chosen if name)))
    known = np.array(sorted(names))
    return Leaves(tuple(names[code] for code in sorted(names)), np.searchsorted(known, codes))


def _labels(split: Split) -> tuple[str, ...]:
    return (*(label for _, label in split.values), f"{split.label}: {NOT_SAID}")


def joining(leaves: Leaves, counted: NDArray[np.bool_], fewest: int, closing: bool) -> NDArray[np.bool_]:
    """Which of the responses that are not counted yet join: those of leaves with at least ``fewest`` of them.

    At the closing of a survey of which nothing was counted before, all. Else a few would join a group that was shown,
    and what they answered be told by subtraction, or hide more of the group than they add to it.
    """
    waiting = leaves.people(~counted)
    ready = waiting >= (1 if closing and not counted.any() else fewest)
    return ~counted & ready[leaves.of]
