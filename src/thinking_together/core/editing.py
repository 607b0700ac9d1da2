"""Two people at one text: the second to send is told, sees both, and nothing is overwritten.

A form carries, in a hidden field, the version that its text was shown in. It is a hash of the fields themselves, so
that no record needs a column for it. On sending, the record is held and compared with what the form began from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from thinking_together.analysis.tables import day

FIELD = "version"  # the hidden field's name
Record = TypeVar("Record", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Differing:
    """A field that is not now what it was when the form was opened, or that this person changed: both texts."""

    name: str
    label: str
    theirs: str
    yours: str


class Conflict(Exception):
    """Somebody saved in between. ``version`` is of what stands now: a form that shows both carries it on."""

    def __init__(self, differing: tuple[Differing, ...], version: str) -> None:
        super().__init__("the record was changed since the form was opened")
        self.differing = differing
        self.version = version


class Gone(Exception):
    """Somebody deleted it in between."""


def version_of(record: models.Model, fields: Sequence[str]) -> str:
    """For the hidden field: what the named fields hold, as a short hash."""
    held = [[name, record.serializable_value(name)] for name in fields]
    spelled = json.dumps(held, cls=DjangoJSONEncoder, ensure_ascii=False)
    return hashlib.sha256(spelled.encode()).hexdigest()[:32]


@contextmanager
def edited(
    model: type[Record], pk: object, fields: Sequence[str], *, version: str, yours: Mapping[str, object]
) -> Iterator[Record]:
    """The record, held for writing, in a transaction; what the block does is kept with it or not at all.

    ``yours`` are the values sent. ``Conflict`` when the named fields are no longer of ``version``, unless they are
    already what is sent; ``Gone`` when the record is.
    """
    with transaction.atomic():
        record = model._default_manager.select_for_update().filter(pk=pk).first()
        if record is None:
            raise Gone
        stands = version_of(record, fields)
        if stands != version and (differing := _differing(record, fields, yours)):
            raise Conflict(differing, stands)
        yield record


def _differing(record: models.Model, fields: Sequence[str], yours: Mapping[str, object]) -> tuple[Differing, ...]:
    found = []
    for name in fields:
        theirs, mine = record.serializable_value(name), yours.get(name)
        if name in yours and theirs != mine:
            field = record._meta.get_field(name)
            label = str(getattr(field, "verbose_name", name)).capitalize()
            found.append(Differing(name, label, _words(field, theirs), _words(field, mine)))
    return tuple(found)


def _words(field: Any, value: object) -> str:
    """As people read it: a day in words, and the name of another record rather than its key."""
    if value is None:
        return ""
    if field.is_relation:
        return str(field.related_model._default_manager.filter(pk=value).first() or "")
    return day(value) if type(value) is date else str(value)
