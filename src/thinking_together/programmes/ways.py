"""Ways to take part in a programme: the register that rooms fill, for the programme's public page.

A room tells how people can take part in what it runs now, and how long that takes. Where it does not know how long, it
says so by ``minutes=None``; nobody guesses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from thinking_together.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Minutes:
    """How long it takes at least and at most, in whole minutes."""

    least: int
    most: int

    def __str__(self) -> str:
        if self.least == self.most:
            return "1 minute" if self.most == 1 else f"{self.most} minutes"
        return f"{self.least} to {self.most} minutes"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to take part. ``address`` leads to it where it is open now; ``when`` says when it is or was."""

    title: str
    what: str
    minutes: Minutes | None = None
    when: str = ""
    address: str = ""


WaysOf = Callable[[Programme], Sequence[Way]]
_ways: dict[str, tuple[int, WaysOf]] = {}


def register(room: str, order: int, ways_of: WaysOf) -> None:
    """``ways_of(programme)``: the room's ways. Orders are those of the phases, 1 to 6."""
    _ways[room] = (order, ways_of)


def ways(programme: Programme) -> tuple[Way, ...]:
    """All of them, in the order of the phases."""
    ordered = sorted(_ways.values(), key=lambda entry: entry[0])
    return tuple(way for _, ways_of in ordered for way in ways_of(programme))
