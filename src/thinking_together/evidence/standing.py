"""Answers that have passed the gate, kept in memory while the data they were computed from stand.

A page about evidence then reads no phase's data. What is kept is bounded, and never raw: ``compute`` gets a resolver,
which answers through the gate alone.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from thinking_together.evidence.resolve import Resolver
from thinking_together.evidence.state import data_state
from thinking_together.programmes.models import Programme

Answer = TypeVar("Answer")
Opened = TypeVar("Opened")
MOST_OPEN = 3
MOST = 400  # answers of all programmes together; the one that was asked for longest ago goes first
_kept: OrderedDict[tuple[int, bool, str, str], Any] = OrderedDict()
_open: OrderedDict[tuple[int, str], tuple[str, Any]] = OrderedDict()
_lock = Lock()


def as_it_stands(
    programme: Programme, name: str, compute: Callable[[Resolver], Answer], *, state: str | None = None
) -> Answer:
    """What ``compute`` gives, computed once for a state of the programme's data.

    ``name`` tells what it is. Where less than all data matter to it, ``state`` tells of those. The state is read before
    the data: a change in between makes the answer newer than its state, never older.
    """
    key = (programme.pk, state is None, data_state(programme) if state is None else state, name)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: Answer = _kept[key]
            return found
    answer = compute(Resolver(programme))
    with _lock:
        for old in [k for k in _kept if k[:2] == key[:2] and k[2] != key[2]]:
            del _kept[old]
        _kept[key] = answer
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return answer


def held_open(programme: Programme, name: str, state: str, opened: Callable[[], Opened]) -> Opened:
    """A phase's data that are read slowly and asked often: open while their state stands, the last few of each process.

    What is asked of them goes through the gate like everything.
    """
    key = (programme.pk, name)
    with _lock:
        if key in _open and _open[key][0] == state:
            _open.move_to_end(key)
            found: Opened = _open[key][1]
            return found
    made = opened()
    with _lock:
        _open[key] = (state, made)
        _open.move_to_end(key)
        while len(_open) > MOST_OPEN:
            _open.popitem(last=False)
    return made


def forget() -> None:
    """Nothing is kept any more: for a database that was put in another's place."""
    with _lock:
        _kept.clear()
        _open.clear()
