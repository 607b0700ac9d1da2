"""What may only be read: a room says which programmes are closed, and no write of theirs is kept."""

from __future__ import annotations

from collections.abc import Callable

_why: list[Callable[[str], str | None]] = []


class ReadOnly(Exception):
    """A write in a programme that is closed; nothing of it was kept. The words are for people."""


def register(why: Callable[[str], str | None]) -> None:
    """``why(slug)`` gives, in a sentence, why the programme may only be read, or nothing."""
    _why[:] = [why]


def refuse(programme: str) -> None:
    """``ReadOnly`` where the programme of this short name is closed."""
    for why in _why:
        if words := why(programme):
            raise ReadOnly(words)
