"""Hidden groups that may be dangerous when they are taken together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thinking_together.analysis.tables import RawCell

MOST_LOOKED_AT = 4_096  # pools of one sum; of groups beyond that only the smaller pools, all, and all but one


@dataclass(frozen=True, slots=True)
class _Pool:
    """Groups by their places in the list; how many chose, how many did not, and how many people they are."""

    members: tuple[int, ...]
    count: float
    rest: float
    people: float

    def small(self, small: int, smallest_group: int) -> bool:
        """Whether it can be dangerous. Of a larger pool each number is as large or larger."""
        return self.count <= small or self.rest <= small or self.people < smallest_group


def small_pools(
    cells: Sequence[RawCell], hidden: Sequence[int], small: int, smallest_group: int
) -> Iterator[tuple[int, ...]]:
    """Pools of at least two hidden groups that can be small: the smaller first, each by the places of its cells.

    A pool is looked at only where the one without its last group can be small, so that none is missed, and few of the
    many pools of many groups are looked at.
    """
    single = [_alone(cells[at], place) for place, at in enumerate(hidden)]
    level = [pool for pool in single if pool.small(small, smallest_group)]
    looked_at = 0
    for _ in range(1, len(hidden)):
        if looked_at > MOST_LOOKED_AT:
            break
        larger = (_with(pool, other) for pool in level for other in single[pool.members[-1] + 1 :])
        level = [pool for pool in larger if pool.small(small, smallest_group)]
        looked_at += len(level)
        yield from (tuple(hidden[place] for place in pool.members) for pool in level)
    else:
        return
    for missing in (*range(len(hidden) - 1, -1, -1), None):
        yield tuple(at for place, at in enumerate(hidden) if place != missing)


def _alone(cell: RawCell, place: int) -> _Pool:
    """What is not known may be nothing, so that no pool is left out for it."""
    count, of = cell.numerator or 0.0, cell.denominator
    people = of if cell.group is None else cell.group
    return _Pool((place,), count, 0.0 if of is None else max(of - count, 0.0), people or 0.0)


def _with(pool: _Pool, other: _Pool) -> _Pool:
    return _Pool(
        (*pool.members, *other.members), pool.count + other.count, pool.rest + other.rest, pool.people + other.people
    )
