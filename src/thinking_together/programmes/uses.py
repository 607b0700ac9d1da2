"""Whether a sector or a partner is used: by a key of another table, or by its code, which higher rooms tell.

Only what nothing rests on may be removed.
"""

from __future__ import annotations

from collections.abc import Callable

from thinking_together.programmes.models import Partner, Sector

Uses = Callable[[Sector], bool]

_by_code: list[Uses] = []


def register_sector(uses: Uses) -> None:
    """``uses(sector)``: whether a room keeps something under the sector's code."""
    if uses not in _by_code:
        _by_code.append(uses)


def used(record: Sector | Partner) -> bool:
    """Whether anything rests on it."""
    if isinstance(record, Sector) and any(uses(record) for uses in _by_code):
        return True
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: record}).exists()
        for relation in record._meta.related_objects
    )
