"""Statistical disclosure control: which cells of a table may be shown.

Rules are policy objects; a policy says which cells are dangerous by themselves (primary suppression). What would
give such a cell back by addition or subtraction is suppressed too (secondary suppression), until no relation
among the cells has exactly one unknown. Method: complementary suppression as described in Hundepool et al.,
*Statistical Disclosure Control* (Wiley 2012), chapter 4; thresholds in the policies below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thinking_together.analysis.tables import RawCell, Relation, State


@dataclass(frozen=True, slots=True)
class Policy:
    """A disclosure rule.

    ``smallest_group``: a group of fewer people than this is not shown at all. ``small``: counts from 1 up to and
    including this are suppressed, and so is a cell whose remainder (denominator - numerator) is that small when
    ``complement`` is set. ``round_to``: shown counts are rounded to this multiple. ``withhold_unanimous``: 0% and
    100% of a group are withheld for sensitive items.
    """

    name: str
    label: str
    smallest_group: int = 0
    small: int = 0
    complement: bool = False
    round_to: int = 0
    withhold_unanimous: bool = False

    def primary(self, cell: RawCell) -> bool:
        """Whether the cell itself must not be shown."""
        group = cell.group if cell.group is not None else cell.denominator
        if group is not None and group < self.smallest_group:
            return True
        count = cell.numerator
        if count is None:
            return False
        if 0 < count <= self.small:
            return True
        if self.complement and cell.denominator is not None and 0 < cell.denominator - count <= self.small:
            return True
        unanimous = cell.denominator is not None and count in (0, cell.denominator)
        return self.withhold_unanimous and cell.sensitive and unanimous


SURVEY = Policy(
    "survey",
    "Survey: groups of fewer than 10 people and counts of 1 to 4 are not shown, nor what would give them away.",
    smallest_group=10,
    small=4,
    complement=True,
    withhold_unanimous=True,
)
HOSPITAL = Policy(
    "hospital",
    "Hospital counts below national level: 1 to 7 are not shown, others are rounded to the nearest 5.",
    small=7,
    round_to=5,
)
AS_PUBLISHED = Policy("as_published", "As published by the source, which has applied its own rule.")
OPEN = Policy("open", "Not about individual people; shown as counted.")

POLICIES = {policy.name: policy for policy in (SURVEY, HOSPITAL, AS_PUBLISHED, OPEN)}


def protect(cells: Sequence[RawCell], relations: Sequence[Relation], policy: Policy) -> tuple[State, ...]:
    """The state of every cell under a policy, in order.

    A cell that arrives with a state of its own (not asked, no data, already suppressed) keeps it. In a relation
    with exactly one suppressed cell the next is suppressed too: a derived cell if there is one, else the lowest
    part, else the total.
    """
    states = [cell.state or (State.SUPPRESSED if policy.primary(cell) else State.SHOWN) for cell in cells]
    changed = True
    while changed:
        changed = False
        for relation in relations:
            victim = _give_way(cells, states, relation)
            if victim is not None:
                states[victim] = State.SUPPRESSED
                changed = True
    return tuple(states)


def _give_way(cells: Sequence[RawCell], states: Sequence[State], relation: Relation) -> int | None:
    members = (relation.total, *relation.parts)
    hidden = [i for i in members if states[i] is State.SUPPRESSED]
    if len(hidden) != 1:
        return None
    shown = [i for i in members if states[i] is State.SHOWN]
    derived = [i for i in shown if cells[i].derived]
    if derived:
        return derived[0]
    parts = [i for i in shown if i != relation.total]
    if not parts:
        return relation.total if states[relation.total] is State.SHOWN else None
    # A zero says nothing about anyone and hides nothing: it gives way last.
    return min(parts, key=lambda i: (not cells[i].numerator, cells[i].numerator or 0, i))
