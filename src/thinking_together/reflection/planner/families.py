"""Families of instances by which the planner is measured, each made from a seed alone.

*everyday*: 30 people and 5 sessions, one month of a small place. *balanced*: 300 people of six sectors alike in number
and 40 sessions. *skewed*: the same with eight of ten people from one sector, so that mixing is what is short. In all, a
person offers some times, comes from one of the sector's organisations, and few would not speak freely with another.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thinking_together.reflection.planner.instance import Instance, Person

SECTORS = ("education", "health", "social_care", "voluntary", "police", "youth")


@dataclass(frozen=True, slots=True)
class Family:
    """``shares``: of the six sectors. ``offers``: least and most sessions a person can come to."""

    name: str
    people: int
    sessions: int
    shares: tuple[float, ...]
    offers: tuple[int, int]
    organisations: int
    apart: float


_ALIKE = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        Family("everyday", 30, 5, _ALIKE, (1, 3), 3, 0.07),
        Family("balanced", 300, 40, _ALIKE, (2, 6), 8, 0.05),
        Family("skewed", 300, 40, (32.0, 3.0, 2.0, 1.5, 0.5, 1.0), (2, 6), 30, 0.05),
    )
}


def instance_of(family: Family, seed: int = 1) -> Instance:
    """The instance of a family with this seed; the same on every machine."""
    chance = random.Random(f"{family.name} {seed}")  # noqa: S311 - made data, not a secret
    sessions = tuple(f"s{at:02d}" for at in range(1, family.sessions + 1))
    codes = [f"p{at:03d}" for at in range(1, family.people + 1)]
    people = tuple(_person(code, family, sessions, codes, chance) for code in codes)
    return Instance(people, sessions)


def _person(
    code: str, family: Family, sessions: Sequence[str], everybody: Sequence[str], chance: random.Random
) -> Person:
    sector = chance.choices(SECTORS, family.shares)[0]
    organisation = f"{sector} {chance.randint(1, family.organisations)}"
    offered = chance.sample(sessions, chance.randint(*family.offers))
    apart = {chance.choice(everybody)} - {code} if chance.random() < family.apart else set()
    return Person(code, sector, organisation, frozenset(offered), frozenset(apart))
