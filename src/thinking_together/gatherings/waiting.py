"""Who of a waiting list is next: the first, unless a room that plans groups of a kind chooses otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from thinking_together.core.writes import Actor
from thinking_together.gatherings.models import Attendance, Gathering, GatheringKind


class Choose(Protocol):
    """Called inside the write that frees a place, once for each; nothing where nobody of them fits."""

    def __call__(self, gathering: Gathering, waiting: Sequence[Attendance], *, by: Actor) -> Attendance | None: ...


_by_kind: dict[str, Choose] = {}


def register(kind: GatheringKind, choose: Choose) -> None:
    _by_kind[kind.value] = choose


def next_of(gathering: Gathering, waiting: Sequence[Attendance], *, by: Actor) -> Attendance | None:
    """``waiting`` in their order."""
    choose = _by_kind.get(gathering.kind)
    if choose is not None:
        return choose(gathering, waiting, by=by)
    return waiting[0] if waiting else None
