"""Making an export in the background."""

from __future__ import annotations

from uuid import UUID

from django.db import OperationalError, transaction
from django.urls import reverse
from django.utils import timezone

from thinking_together.accounts.models import Person
from thinking_together.bundle import passing
from thinking_together.bundle.domain.exports import note_asked, note_made
from thinking_together.bundle.domain.transfer import export_into
from thinking_together.bundle.models import FETCHED_WITHIN, Export
from thinking_together.bundle.tidying import ask_to_tidy
from thinking_together.core.tasks.asking import ask
from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.queries import JobView, latest_of
from thinking_together.core.tasks.running import Running
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme

KIND = "bundle.export"


@job(KIND, label="Export", repeatable=True, attempts=3, passing=(OperationalError,))
def make_export(running: Running, *, key: str) -> str:
    """Packs the programme as it is then. The address is that of the export's page."""
    export = Export.objects.select_related("programme", "by").get(pk=key)
    at = reverse("bundle_export_one", args=[export.programme.slug, export.key])
    if export.until is not None:
        return at
    passed = passing.write(export.key, lambda out: export_into(export.programme, out, progress=running.progress))
    with transaction.atomic():
        running.hold()
        note_made(export=export, passed=passed, by=export.by or SYSTEM)
        ask_to_tidy(export.key, timezone.now() + FETCHED_WITHIN)
    return at


@transaction.atomic
def ask_for_export(*, programme: Programme, key: UUID, reason: str, by: Person) -> Export:
    """Asks the worker; ``NotYours`` where the key is somebody else's."""
    export = note_asked(programme=programme, key=key, reason=reason, by=by)
    if export.until is None:
        ask(make_export, _subject(export.key), of_programme=programme.slug, key=str(export.key))
    return export


def exporting(export: Export) -> JobView | None:
    return latest_of(KIND, _subject(export.key))


def _subject(key: UUID) -> str:
    return f"export/{key}"
