"""Finding what a row refers to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Thing = TypeVar("Thing")


class UnknownName(ValueError):
    """A row refers to something the programme does not have."""


def named(kind: str, things: Mapping[str, Thing], name: str) -> Thing:
    """The thing of this name; ``UnknownName`` telling which kind is missing."""
    if name not in things:
        raise UnknownName(f"the programme has no {kind} '{name}'")
    return things[name]
