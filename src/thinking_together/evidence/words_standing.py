"""The register of places where words stand that are not removed with others: whoever looks is told what to do there.

A published report is with people already, so it is withdrawn; findings and sections are argued prose in which a gap
would say something else, so they are rewritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from thinking_together.core.wordings import Wording
from thinking_together.programmes.models import Programme

REWRITE = "rewrite it in the bundle, under Export and import"
MOST = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """What it is called, where one can read it, if anywhere, and what to do."""

    called: str
    remedy: str
    address: str = ""


Finder = Callable[[Programme, str], Iterable[Standing]]
_finders: dict[str, Finder] = {}


def register(name: str, find: Finder) -> None:
    """``find(programme, words)`` gives where the words stand in what a room shows."""
    _finders[name] = find


def register_rewritten(*wordings: Wording) -> None:
    """Records that come with a bundle and are changed in it; a wording is used to find them, and removes nothing."""
    for each in wordings:
        register(each.kind, partial(_rewritten, each))


def standing(programme: Programme, words: str) -> tuple[Standing, ...]:
    return tuple(place for find in _finders.values() for place in find(programme, words))


def _rewritten(wording: Wording, programme: Programme, words: str) -> Iterator[Standing]:
    for record in wording.holding(programme.slug, words)[:MOST]:
        yield Standing(f"{wording.called}: {str(record)[:120]}", REWRITE)
