"""What an adversary cannot rule out: all numbers of people that fit equations, and how far apart they are."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog

Ends = tuple[int, int]


@dataclass(frozen=True)
class Possible:
    """``equal @ x == counts``, ``more @ x <= 0`` and ``x >= 0``.

    Each bound is taken at a point that fits. The points are kept: where they lie far enough apart to leave a count
    open, its bounds, which can only lie further apart, need not be looked for.
    """

    equal: np.ndarray
    counts: np.ndarray
    more: np.ndarray | None = None
    points: list[np.ndarray] = field(default_factory=list)

    def ends(self, row: np.ndarray) -> Ends:
        """The least and the most whole number that ``row`` can be."""
        row = self._wide(row)
        at_most = None if self.more is None else np.zeros(len(self.more))
        found = []
        for sign in (1.0, -1.0):
            answer = linprog(sign * row, self.more, at_most, self.equal, self.counts, method="highs")
            assert answer.success, answer.message
            self.points.append(answer.x)
            found.append(sign * answer.fun)
        return _whole(found[0], found[1])

    def is_told(self, row: np.ndarray, told: Callable[[Ends], bool]) -> Ends | None:
        """The ends of ``row`` if these tell it, ``None`` if not; whatever tells less never ``told`` more."""
        if self.points:
            seen = np.array(self.points) @ self._wide(row)
            if not told(_whole(float(seen.min()), float(seen.max()))):
                return None
        ends = self.ends(row)
        return ends if told(ends) else None

    def _wide(self, row: np.ndarray) -> np.ndarray:
        return np.concatenate([row.ravel(), np.zeros(self.equal.shape[1] - row.size)])


def _whole(low: float, high: float) -> Ends:
    return math.ceil(low - 1e-6), math.floor(high + 1e-6)
