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
MOST = 400  # answers of all programmes together; the one that was asked for longest ago goes first
_kept: OrderedDict[tuple[int, str, str], Any] = OrderedDict()
_lock = Lock()


def as_it_stands(programme: Programme, name: str, compute: Callable[[Resolver], Answer]) -> Answer:
    """What ``compute`` gives, computed once for a state of the programme's data.

    ``name`` tells what it is. The state is read before the data: a change in between makes the answer newer than its
    state, never older.
    """
    key = (programme.pk, data_state(programme), name)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: Answer = _kept[key]
            return found
    answer = compute(Resolver(programme))
    with _lock:
        for old in [k for k in _kept if k[0] == key[0] and k[1] != key[1]]:
            del _kept[old]
        _kept[key] = answer
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return answer


def forget() -> None:
    """Nothing is kept any more: for a database that was put in another's place."""
    with _lock:
        _kept.clear()
