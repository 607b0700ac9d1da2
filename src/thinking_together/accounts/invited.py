"""The register of what an invitation promises, which rooms above know: told on its page, given when it is accepted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from thinking_together.accounts.models import Invitation, Person
from thinking_together.core.audit import Actor


@dataclass(frozen=True, slots=True)
class Promise:
    """``words(invitation)`` says what is promised, for the page; ``give`` does it, inside the acceptance."""

    words: Callable[[Invitation], list[str]]
    give: Callable[[Invitation, Person, Actor], None]


_promises: dict[str, Promise] = {}


def register(name: str, promise: Promise) -> None:
    _promises[name] = promise


def promised(invitation: Invitation) -> list[str]:
    """What the invitation is to, in words."""
    return [words for promise in _promises.values() for words in promise.words(invitation)]


def give(invitation: Invitation, person: Person, by: Actor) -> None:
    for promise in _promises.values():
        promise.give(invitation, person, by)
