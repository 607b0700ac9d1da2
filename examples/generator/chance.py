"""Seeded chance: each stream is named, so that changing one draw leaves the others as they were."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Plan:
    """What to make: the seed, and the claims that are switched off."""

    seed: int
    without: frozenset[int] = field(default_factory=frozenset)

    def on(self, claim: int) -> bool:
        return claim not in self.without

    def chance(self, *name: object) -> Chance:
        """A stream of its own for this seed and name."""
        return Chance(random.Random("/".join(map(str, (self.seed, *name)))))


class Chance:
    """Draws with little more scatter than the shares ask for.

    Samples are systematic: of 50 people with a chance of 0.3 there are 15 or so, not anything from 8 to 22. What
    varies with the seed is who they are. A local survey is one draw; the example must show its pattern at any seed.
    """

    def __init__(self, source: random.Random) -> None:
        self.source = source

    def some(self, people: Sequence[T], share: float) -> set[T]:
        """About ``share`` of ``people``."""
        wanted = int(len(people) * share + 0.3 + 0.4 * self.source.random())
        return set(self.source.sample(list(people), max(0, min(len(people), wanted))))

    def deal(self, people: Sequence[T], shares: Mapping[str, float]) -> dict[T, str]:
        """Each person one of the options, in about these shares (they need not sum to 1)."""
        order = self.shuffled(people)
        total = sum(shares.values())
        dealt: dict[T, str] = {}
        edge = self.source.uniform(-0.2, 0.2)
        done = 0
        for option, share in shares.items():
            edge += share / total * len(order)
            until = min(len(order), max(done, round(edge)))
            dealt.update(dict.fromkeys(order[done:until], option))
            done = until
        dealt.update(dict.fromkeys(order[done:], list(shares)[-1]))
        return dealt

    def shuffled(self, items: Iterable[T]) -> list[T]:
        copy = list(items)
        self.source.shuffle(copy)
        return copy

    def pick(self, items: Sequence[T]) -> T:
        return items[self.source.randrange(len(items))]

    def below(self, share: float) -> bool:
        return self.source.random() < share

    def whole(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, ends included."""
        return self.source.randint(low, high)


class Hand:
    """Texts dealt out without repeating one until all have been used."""

    def __init__(self, chance: Chance, texts: Sequence[T]) -> None:
        self.chance = chance
        self.texts = list(texts)
        self.left: list[T] = []

    def next(self) -> T:
        if not self.left:
            self.left = self.chance.shuffled(self.texts)
        return self.left.pop()
