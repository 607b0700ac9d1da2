"""Statistical disclosure control: which cells of a table may be shown.

Rules are policy objects; a policy says which cells are dangerous by themselves (primary suppression). What would
give such a cell back by addition or subtraction is suppressed too (secondary suppression), until no relation
among the cells has exactly one unknown and no dangerous count can be narrowed down to a few whole numbers (the audit).
Method: complementary suppression as described in Hundepool et al., *Statistical Disclosure Control* (Wiley 2012),
chapter 4; thresholds in the policies below; ADR 0008.

A pool of groups is shown only where the cells that are shown add up to it already. So it tells nothing new, and any
number of pools, asked together or one after the other, tells nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any

import numpy as np

from thinking_together.analysis.audit import hidden_cells
from thinking_together.analysis.decisions import recalled
from thinking_together.analysis.feasibility import true_sums
from thinking_together.analysis.giving_way import GivingWay
from thinking_together.analysis.pools import small_pools
from thinking_together.analysis.possible import Rule, Target
from thinking_together.analysis.tables import RawCell, Relation, State

RULES = "1"  # raise it when other cells of the same counts would be shown; releases keep it
_KEPT_TABLES = 512  # a report asks the same table for one figure after the other


@dataclass(frozen=True, slots=True)
class Policy:
    """A disclosure rule.

    ``smallest_group``: a group of fewer people than this is not shown at all. ``small``: counts from 1 up to and
    including this are suppressed, and so is a cell whose remainder (denominator - numerator) is that small when
    ``complement`` is set. ``round_to``: shown counts are rounded to this multiple. ``withhold_unanimous``: 0% and
    100% of a group are withheld for sensitive items. ``fewest_new``: what is shown of a group changes only when this
    many have joined it.
    """

    name: str
    label: str
    smallest_group: int = 0
    small: int = 0
    complement: bool = False
    round_to: int = 0
    withhold_unanimous: bool = False
    fewest_new: int = 1

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

    @property
    def rule(self) -> Rule:
        """How closely a hidden count may be worked out."""
        return Rule(self.small, self.complement)

    def telling(self, cell: RawCell) -> bool:
        """Whether a hidden cell may not be worked out either. That nobody chose an answer tells nothing about
        anybody, and may be, unless the item is sensitive."""
        return cell.numerator != 0 or (self.withhold_unanimous and cell.sensitive)


SURVEY = Policy(
    "survey",
    "Survey: groups of fewer than 10 people and counts of 1 to 4 are not shown, nor what would give them away. "
    "Answers are counted when at least 10 more of a group have come: the last of them may not be counted.",
    smallest_group=10,
    small=4,
    complement=True,
    withhold_unanimous=True,
    fewest_new=10,
)
ANSWERING = Policy(
    "answering",
    "How many answered: groups of fewer than 10 people are not shown.",
    smallest_group=10,
)
HOSPITAL = Policy(
    "hospital",
    "Hospital counts below national level: 1 to 7 are not shown, others are rounded to the nearest 5.",
    small=7,
    round_to=5,
)
AS_PUBLISHED = Policy("as_published", "As published by the source, which has applied its own rule.")
OPEN = Policy("open", "Not about individual people; shown as counted.")

POLICIES = {policy.name: policy for policy in (SURVEY, ANSWERING, HOSPITAL, AS_PUBLISHED, OPEN)}


def protect(cells: Sequence[RawCell], relations: Sequence[Relation], policy: Policy) -> tuple[State, ...]:
    """The state of every cell under a policy, in order.

    A cell that arrives with a state of its own (not asked, no data, already suppressed, known to everybody) keeps it.
    In a relation with exactly one suppressed cell the next is suppressed too: the lowest part, else the total. Then,
    while a dangerous count can be told from what is left, the next cell near it gives way. Pools come last: they are
    shown where they follow from what is shown, and never change what is decided on the other cells.
    """
    plain = [at for at, cell in enumerate(cells) if not cell.derived]
    decided = _decided(tuple(_decide(cells[at]) for at in plain), _among(plain, relations), policy)
    states: list[State | None] = [cell.state for cell in cells]
    for at, state in zip(plain, decided, strict=True):
        states[at] = state
    return _with_pools(cells, states, relations, policy)


def _among(plain: Sequence[int], relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """The relations between these cells only, each told by its place among them."""
    place = {at: number for number, at in enumerate(plain)}
    kept = (r for r in relations if r.total in place and all(part in place for part in r.parts))
    if not plain or plain[-1] == len(plain) - 1:
        return tuple(kept)
    return tuple(r._replace(total=place[r.total], parts=tuple(place[part] for part in r.parts)) for r in kept)


_BESIDE = {"keys", "wanted", "published", "method", "note"}
_DECIDE = tuple(name for name in RawCell._fields if name not in _BESIDE)
_decide = attrgetter(*_DECIDE)  # what decides about a cell, without what is asked or written beside it
Deciding = tuple[Any, ...]


@lru_cache(maxsize=_KEPT_TABLES)
def _decided(told: tuple[Deciding, ...], relations: tuple[Relation, ...], policy: Policy) -> tuple[State, ...]:
    """What was decided on the same cells before, wherever that is kept."""
    cells = [RawCell(keys=(), **dict(zip(_DECIDE, one, strict=True))) for one in told]
    if not _single(cells, _primary(cells, policy), policy):
        return _worked_out(cells, relations, policy)
    return recalled((told, relations, policy), lambda: _worked_out(cells, relations, policy))


def _worked_out(cells: Sequence[RawCell], relations: Sequence[Relation], policy: Policy) -> tuple[State, ...]:
    """Primary suppression, then secondary suppression and the audit until neither hides any more."""
    states = _primary(cells, policy)
    extremes = _extremes(cells, relations, policy)
    given = [cell.state is not None for cell in cells]
    fixed = [known or at in extremes for at, known in enumerate(given)]
    single = _single(cells, states, policy)
    search = GivingWay(cells, relations, fixed, policy.rule)
    _complement(cells, states, given, relations, policy)
    victims: tuple[int, ...] = (0,) if single else ()
    while victims:
        targets = [*single, *_pooled(cells, states, search.sums, policy)]
        victims = search.needed(hidden_cells(cells, states), targets)
        for victim in victims:
            states[victim] = State.SUPPRESSED
        _complement(cells, states, given, relations, policy)
    return tuple(states)


def _primary(cells: Sequence[RawCell], policy: Policy) -> list[State]:
    """The states that cells bring, and of the others those that the policy hides by themselves."""
    return [cell.state or (State.SUPPRESSED if policy.primary(cell) else State.SHOWN) for cell in cells]


def forget() -> None:
    """Nothing that was decided is known to this process any more."""
    _decided.cache_clear()


def dangerous(
    cells: Sequence[RawCell], states: Sequence[State], relations: Sequence[Relation], policy: Policy
) -> list[Target]:
    """What nobody may work out: cells that the policy or somebody before it hides, and pools that it would hide."""
    primary = _primary(cells, policy)
    return [*_single(cells, primary, policy), *_pooled(cells, states, true_sums(cells, relations), policy)]


def _single(cells: Sequence[RawCell], primary: Sequence[State], policy: Policy) -> list[Target]:
    hidden = (at for at, state in enumerate(primary) if state is State.SUPPRESSED)
    return [Target((at,)) for at in hidden if policy.telling(cells[at])]


def _pooled(
    cells: Sequence[RawCell], states: Sequence[State], sums: Sequence[Relation], policy: Policy
) -> Iterator[Target]:
    """Hidden groups that may not be told when they are taken together.

    A pool with a shown group in it is small only where its hidden groups together are, so those say it all.
    """
    for relation in sums:
        hidden = [at for at in relation.parts if relation.pools and states[at] is State.SUPPRESSED]
        for pool in small_pools(cells, hidden, policy.small, policy.smallest_group):
            together = _sum(cells, relation, pool)
            if policy.primary(together) and policy.telling(together):
                yield Target(pool, np.inf if together.denominator is None else together.denominator)


def _complement(
    cells: Sequence[RawCell],
    states: list[State],
    given: Sequence[bool],
    relations: Sequence[Relation],
    policy: Policy,
) -> None:
    """Hides a further cell wherever what a relation leaves hidden is told by the rest, until there is none such."""
    changed = True
    while changed:
        changed = False
        for relation in relations:
            if not _told(cells, states, relation, policy):
                continue
            members = (relation.total, *relation.parts)
            shown = [at for at in members if states[at] is State.SHOWN and not given[at]]
            if shown:
                # A zero says nothing about anyone and hides nothing: it gives way after the other parts.
                victim = min(shown, key=lambda at: (_last(cells, relation, at), *_weight(cells[at]), at))
                states[victim] = State.SUPPRESSED
                changed = True


def _told(cells: Sequence[RawCell], states: Sequence[State], relation: Relation, policy: Policy) -> bool:
    """Whether the relation gives back its only hidden cell, or several whose sum must not be shown itself.

    Of groups that may be asked for together the audit decides, which sees all that they are tied to.
    """
    parts = [at for at in relation.parts if states[at] is State.SUPPRESSED]
    if states[relation.total] is State.SUPPRESSED:
        return not parts
    if len(parts) < 2 or relation.pools:
        return len(parts) == 1
    left = _sum(cells, relation, parts)
    return policy.primary(left) and policy.telling(left)


def _sum(cells: Sequence[RawCell], relation: Relation, hidden: Sequence[int]) -> RawCell:
    """The hidden parts of a relation as one cell: of all their people, or of the same people where all count those."""
    counts = [cells[at].numerator for at in hidden]
    of = [cells[at].denominator for at in relation.parts]
    total = cells[relation.total]
    everybody = total.numerator if total.denominator is None else total.denominator
    same = all(people == everybody for people in of)
    groups = [cells[at].group for at in hidden]
    return RawCell(
        (),
        _added(counts),
        everybody if same else _added([cells[at].denominator for at in hidden]),
        _added(groups),
        sensitive=any(cells[at].sensitive for at in hidden),
    )


def _added(numbers: Sequence[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _last(cells: Sequence[RawCell], relation: Relation, at: int) -> bool:
    """Whether the cell is a total that people ask for as much as for its parts."""
    return at == relation.total and not cells[at].seldom


def _weight(cell: RawCell) -> tuple[bool, bool, bool, float]:
    """What gives way first: what nobody can ask for, what people seldom do, then the lowest, a zero last."""
    return not cell.unasked, not cell.numerator, not cell.seldom, cell.numerator or 0.0


def _extremes(cells: Sequence[RawCell], relations: Sequence[Relation], policy: Policy) -> set[int]:
    """Totals of nobody or of everybody that the policy shows, and with them what they say about each part."""
    totals = {relation.total for relation in relations if not relation.later}
    return {
        at for at in totals if cells[at].numerator in (0.0, cells[at].denominator) and not policy.primary(cells[at])
    }


def _with_pools(
    cells: Sequence[RawCell], states: list[State | None], relations: Sequence[Relation], policy: Policy
) -> tuple[State, ...]:
    """Adds the states of the pools: shown where they are all that is unknown in a relation, over and over."""
    found = None in states
    while found:
        found = False
        for relation in relations:
            members = (relation.total, *relation.parts)
            unknown = [at for at in members if states[at] in (None, State.SUPPRESSED) or cells[at].numerator is None]
            if len(unknown) == 1 and states[unknown[0]] is None:
                states[unknown[0]] = State.SUPPRESSED if policy.primary(cells[unknown[0]]) else State.SHOWN
                found = True
    return tuple(state or State.SUPPRESSED for state in states)
