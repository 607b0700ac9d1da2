"""Finding texts by their names: some hundred thousand of them are not read to find a few."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme

AT_ONCE = 5_000  # names in one statement; databases take no more than 32,766


def newest(programme: Programme, refs: Iterable[str], *fields: Any) -> dict[str, tuple[Any, ...]]:
    """These fields of the newest version of each text, by its name; a name that is none is left out."""
    found: dict[str, tuple[Any, ...]] = {}
    waiting = iter(set(refs))
    while some := list(islice(waiting, AT_ONCE)):
        texts = Text.objects.filter(programme=programme, ref__in=some).order_by("version")
        found |= {row[0]: tuple(row[1:]) for row in texts.values_list("ref", *fields)}
    return found
