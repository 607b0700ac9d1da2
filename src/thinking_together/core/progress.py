"""How far a long piece of work has come, told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """``done`` of ``of`` steps are done; ``doing`` says in a few words what begins now."""

    done: int
    of: int
    doing: str


Progress = Callable[[Step], None]


def silent(step: Step) -> None:
    """For work that nobody watches."""
