"""Taking away what passed through: files that were fetched or are late, and lists of problems that are old."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from thinking_together.bundle import passing
from thinking_together.bundle.domain.imports import forget_import, refuse_import
from thinking_together.bundle.models import CONFIRMED_WITHIN, REMEMBERED, Export, Import, ImportState
from thinking_together.core.tabular import Problems
from thinking_together.core.tasks.asking import ask
from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.running import Running
from thinking_together.core.writes import SYSTEM


@job("bundle.tidy", label="Taking away bundles whose time is over", repeatable=True)
def tidy(running: Running) -> str:
    """Done at the moment when the time of something is over; it looks at everything."""
    now = timezone.now()
    for late in Import.objects.filter(state=ImportState.CONFIRM, asked_at__lte=now - CONFIRMED_WITHIN):
        problems = Problems()
        problems.add(late.name, "it was not confirmed within a day", "Upload it again.")
        refuse_import(upload=late, problems=problems, by=SYSTEM)
    for old in Import.objects.filter(asked_at__lte=now - REMEMBERED):
        forget_import(upload=old, by=SYSTEM)
    made = Export.objects.filter(fetched_at=None, until__gt=now)
    being_made = Export.objects.filter(until=None, asked_at__gt=now - CONFIRMED_WITHIN)
    uploads = Import.objects.filter(state__in=[ImportState.CHECKING, ImportState.CONFIRM])
    needed = (found.values_list("key", flat=True) for found in (made, being_made, uploads))
    passing.sweep({str(key) for keys in needed for key in keys})
    return ""


def ask_to_tidy(key: UUID, when: datetime) -> None:
    """At the moment when something of this key is over."""
    ask(tidy, f"bundle/{key}/{when:%Y%m%d%H%M}", not_before=when)
