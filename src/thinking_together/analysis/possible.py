"""Possible counts found so far, and how far apart they let each dangerous count lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from thinking_together.analysis.feasibility import TOLERANCE, Floats


@dataclass(frozen=True, slots=True)
class Target:
    """A dangerous count: one hidden cell, or the sum of the hidden cells of a pool with so many people (``size``)."""

    cells: tuple[int, ...]
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """When what can be told of a dangerous count is too close.

    A cell needs an interval as wide as ``small``. Groups that stand together by chance only need one that leaves open
    whether their count is small: it holds more than one number, and not numbers from 1 to ``small`` alone, nor those
    alone for the others of the pool (with ``complement``).
    """

    small: int
    complement: bool = False

    def safe(self, lower: Floats, upper: Floats, size: Floats) -> NDArray[np.bool_]:
        """By the ends of each interval, of which only whole numbers count; ``size`` is ``nan`` for a single cell."""
        lower, upper = np.ceil(lower - TOLERANCE), np.floor(upper + TOLERANCE)
        width = upper - lower
        open_count = (lower < 1) | (upper > self.small)
        open_others = (size - upper < 1) | (size - lower > self.small)
        pool = (width >= 1) & open_count & (open_others | (not self.complement))
        return np.where(np.isnan(size), width >= max(self.small, 1), pool)


class Possible:
    """Sets of counts that fit all sums, beside the true one; ``true`` is ``nan`` where nobody here knows a count."""

    def __init__(self, true: Floats) -> None:
        self._true = true
        self._seen: list[Floats] = [true]
        self._at: dict[Target, int] = {}
        self._members: csr_array = csr_array((0, len(true)))
        self._lower = np.zeros(0)
        self._upper = np.zeros(0)
        self._size = np.zeros(0)

    def watch(self, targets: Sequence[Target]) -> None:
        """Follows these counts from now on, and looks back at what was found before."""
        new = [target for target in targets if target not in self._at]
        if not new:
            return
        self._at |= {target: place for place, target in enumerate(new, len(self._at))}
        targets = list(self._at)
        lengths = np.array([len(target.cells) for target in targets])
        rows = np.concatenate([[0], np.cumsum(lengths)])
        cells = np.array([cell for target in targets for cell in target.cells], dtype=np.int64)
        self._members = csr_array((np.ones(len(cells)), cells, rows), shape=(len(targets), len(self._true)))
        self._size = np.array([np.nan if target.size is None else target.size for target in targets])
        found = self._members @ np.array(self._seen).T
        self._lower = np.fmin.reduce(found, axis=1)
        self._upper = np.fmax.reduce(found, axis=1)

    def keep(self, cells: NDArray[np.int64], counts: Floats) -> None:
        """Another set of counts: these for these cells, the true ones elsewhere."""
        seen = self._true.copy()
        seen[cells] = counts
        self._seen.append(seen)
        found = self._members @ seen
        self._lower = np.fmin(self._lower, found)
        self._upper = np.fmax(self._upper, found)

    def near(self, targets: Sequence[Target], rule: Rule) -> list[Target]:
        """Those that are told too closely by all that was found so far."""
        at = [self._at[target] for target in targets]
        safe = rule.safe(self._lower[at], self._upper[at], self._size[at])
        return [target for target, far in zip(targets, safe, strict=True) if not far]
