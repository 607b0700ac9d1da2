"""Whether an entry of a list is used: by a key of another table, or by its code, which higher rooms tell.

Only what nothing rests on may be removed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from thinking_together.programmes.models import Participant, Sector

Uses = Callable[[Any], bool]
Needs = Callable[[Participant], bool]

_by_code: dict[type[Model], list[Uses]] = {}
_needing: list[Needs] = []


def register_sector(uses: Uses) -> None:
    """``uses(sector)``: whether a room keeps something under the sector's code."""
    register_entry(Sector, uses)


def register_entry(kind: type[Model], uses: Uses) -> None:
    """``uses(entry)``: whether a room keeps something under the code of an entry of this list."""
    listed = _by_code.setdefault(kind, [])
    if uses not in listed:
        listed.append(uses)


def register_address(needs: Needs) -> None:
    """``needs(participant)``: whether a room still writes to the person about something they signed up for."""
    if needs not in _needing:
        _needing.append(needs)


def address_needed(participant: Participant) -> bool:
    """Whether somebody who leaves one part of a programme is still written to by another."""
    return any(needs(participant) for needs in _needing)


def used(record: Model) -> bool:
    """Whether anything rests on it."""
    if any(uses(record) for uses in _by_code.get(type(record), ())):
        return True
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: record}).exists()
        for relation in record._meta.related_objects
    )
