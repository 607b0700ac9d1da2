"""The lists that a lead puts together: sectors of the workforce, organisations that take part, lists of higher rooms.

An entry is a record with programme, code, name and position.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.text import slugify

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.domain.changing import changed, told
from thinking_together.programmes.models import Programme
from thinking_together.programmes.uses import used

Entry = Any
Kind = type[models.Model]
LONGEST_CODE = 60


class NameTaken(ValueError):
    """The list has one of this name that is not the same."""


class InUse(ValueError):
    """Something rests on it, so it cannot be removed."""


@write("entry.added")
def add_entry(
    *, kind: Kind, programme: Programme, yours: Mapping[str, object], by: Actor
) -> Written[Entry] | Unchanged[Entry]:
    """Adds one at the end of its list. The same sent twice is there once."""
    _hold(programme.pk)
    listed = _listed(kind, programme.pk)
    same = listed.filter(name__iexact=yours["name"]).first()
    if same is not None:
        if all(same.serializable_value(name) == value for name, value in yours.items()):
            return Unchanged(same)
        raise NameTaken(f"'{same.name}' is in the list already")
    known = set(listed.values_list("code", flat=True))
    made: Entry = kind(programme=programme, code=new_code(str(yours["name"]), known), position=len(known))
    for name, value in yours.items():
        setattr(made, _column(made, name), value)
    made.save(force_insert=True)
    return Written(made, made, {"code": made.code})


@write("entry.changed")
def change_entry(
    *, entry: Entry, version: str, yours: Mapping[str, object], by: Actor
) -> Written[Entry] | Unchanged[Entry]:
    """Changes its fields; its code, by which everything else knows it, stays."""
    _hold(entry.programme_id)
    others = _listed(type(entry), entry.programme_id).exclude(pk=entry.pk)
    if others.filter(name__iexact=yours["name"]).exists():
        raise NameTaken(f"'{yours['name']}' is in the list already")
    held, names = changed(entry, version=version, yours=yours)
    return Written(held, held, told(names)) if names else Unchanged(held)


@write("entry.moved")
def move_entry(*, entry: Entry, up: bool, by: Actor) -> Written[None] | Unchanged[None]:
    """One place up or down; at the end of the list nothing happens."""
    _hold(entry.programme_id)
    kind = type(entry)
    listed = list(_listed(kind, entry.programme_id))
    at = next(index for index, one in enumerate(listed) if one.pk == entry.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(listed):
        return Unchanged(None)
    listed[at], listed[to] = listed[to], listed[at]
    for position, one in enumerate(listed):
        one.position = position
    kind._default_manager.bulk_update(listed, ["position"])
    return Written(entry, None, {"up": up})


@write("entry.removed")
def remove_entry(*, entry: Entry, by: Actor) -> Written[None]:
    """Takes one out that nothing rests on; ``InUse`` otherwise."""
    _hold(entry.programme_id)
    if used(entry):
        raise InUse(f"people, answers or organisations belong to '{entry.name}'")
    type(entry)._default_manager.filter(pk=entry.pk).delete()
    return Written(entry, None, {"code": entry.code})


def new_code(name: str, taken: set[str]) -> str:
    """A short name that is not taken, out of the name; a name without letters that a code can have is numbered."""
    stem = slugify(name).replace("-", "_")[:LONGEST_CODE].strip("_") or "entry"
    tries = (stem if number == 1 else f"{stem}_{number}" for number in range(1, len(taken) + 2))
    return next(code for code in tries if code not in taken)


def _listed(kind: Kind, programme: int) -> QuerySet[Any]:
    return kind._default_manager.filter(programme=programme)


def _hold(programme: int) -> None:
    """One change of a list at a time."""
    Programme.objects.select_for_update().get(pk=programme)


def _column(record: models.Model, name: str) -> str:
    return str(record._meta.get_field(name).attname)  # type: ignore[union-attr]
