"""What was decided on the cells of a table, kept under a digest of all that decides about them.

Deciding can take hundreds of linear programmes, and the same cells are asked about by one process after the other.
Where a memory is set, it is asked first. A digest stands for nothing else than these cells, sums and policy, so what is
kept can be lost, but never be outdated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Protocol

from thinking_together.analysis.tables import State

_LETTERS = {State.SHOWN: "s", State.SUPPRESSED: "h", State.NOT_ASKED: "n", State.NO_DATA: "d"}
_STATES = {letter: state for state, letter in _LETTERS.items()}


class Memory(Protocol):
    """Keeps short texts by name, for as long as it likes; either way it never fails."""

    def recall(self, name: str) -> str | None: ...
    def keep(self, name: str, decided: str) -> None: ...


_memory: Memory | None = None


def remember(memory: Memory | None) -> None:
    """Where decisions are kept from now on."""
    global _memory
    _memory = memory


@cache
def rules_of(file: str) -> str:
    """Another word for every other text of the modules beside this file: what other rules decided is not recalled."""
    beside = sorted(Path(file).parent.glob("*.py"))
    return hashlib.sha256(b"".join(module.read_bytes() for module in beside)).hexdigest()[:16]


def recalled(told: object, decide: Callable[[], tuple[State, ...]]) -> tuple[State, ...]:
    """The states that were decided on ``told``, whose ``repr`` says all of it; else decides, and keeps that."""
    if _memory is None:
        return decide()
    name = hashlib.sha256(repr(told).encode()).hexdigest()
    kept = _memory.recall(name)
    if kept is not None:
        return tuple(_STATES[letter] for letter in kept)
    states = decide()
    _memory.keep(name, "".join(_LETTERS[state] for state in states))
    return states
