"""Changing fields of a record that somebody else may be changing at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.db import models

from thinking_together.core.editing import edited

Record = TypeVar("Record", bound=models.Model)


def changed(record: Record, *, version: str, yours: Mapping[str, object]) -> tuple[Record, tuple[str, ...]]:
    """The record as it is kept now, and which fields of ``yours`` changed it. Called inside a write.

    ``yours`` are values as columns hold them, a key for another record. ``Conflict`` and ``Gone`` as ``edited`` tells.
    """
    with edited(type(record), record.pk, tuple(yours), version=version, yours=yours) as held:
        names = tuple(name for name, value in yours.items() if held.serializable_value(name) != value)
        for name in names:
            setattr(held, held._meta.get_field(name).attname, yours[name])  # type: ignore[union-attr]
        if names:
            held.save(update_fields=names)
    return held, names


def told(names: tuple[str, ...]) -> dict[str, str]:
    """For the event: which fields, and never what they hold."""
    return {"fields": ", ".join(names)}
