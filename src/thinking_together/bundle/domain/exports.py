"""Taking a programme out, an archived one too: asked for with a reason, made once, fetched by who asked."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from thinking_together.accounts.models import Person
from thinking_together.bundle.models import FETCHED_WITHIN, Export
from thinking_together.bundle.passing import Passed
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.models import Programme


class NotYours(Exception):
    """The key belongs to what somebody else asked for."""


@write("bundle.export_asked", always=True)
def note_asked(*, programme: Programme, key: UUID, reason: str, by: Person) -> Written[Export] | Unchanged[Export]:
    """The export of this key; sent twice it is one."""
    export, made = Export.objects.get_or_create(key=key, defaults={"programme": programme, "by": by, "reason": reason})
    if not made:
        if (export.programme_id, export.by_id) != (programme.pk, by.pk):
            raise NotYours
        return Unchanged(export)
    return Written(export, export)


@write("bundle.exported", always=True)
def note_made(*, export: Export, passed: Passed, by: Actor) -> Written[Export]:
    """Its file is there, for an hour."""
    export.size, export.sha256 = passed.size, passed.sha256
    export.until = timezone.now() + FETCHED_WITHIN
    export.save(update_fields=["size", "sha256", "until"])
    return Written(export, export, {"bytes": passed.size, "sha256": passed.sha256})


@write("bundle.fetched", always=True)
def note_fetched(*, export: Export, by: Actor) -> Export:
    """Somebody has it on another machine now; its address opens nothing any more."""
    export.fetched_at = timezone.now()
    export.save(update_fields=["fetched_at"])
    return export


def exports_stay(old: Programme, new: Programme) -> None:
    """Who took a programme out is known when it was replaced too."""
    Export.objects.filter(programme=old).update(programme=new)
