"""Checking and importing an upload in the background: every problem named, nothing half imported, nothing twice."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, OperationalError, transaction
from django.urls import reverse
from django.utils import timezone

from thinking_together.accounts.models import Person
from thinking_together.bundle import passing
from thinking_together.bundle.domain.imports import bring_in, confirm_replacement, note_upload, refuse_import
from thinking_together.bundle.models import CONFIRMED_WITHIN, REMEMBERED, Import, ImportState
from thinking_together.bundle.opening import BundleRefused, opened
from thinking_together.bundle.reading import read_bundle
from thinking_together.bundle.tidying import ask_to_tidy
from thinking_together.core.tabular import Problems
from thinking_together.core.tasks.asking import ask
from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.queries import JobView, latest_of
from thinking_together.core.tasks.running import Running

KIND = "bundle.import"
PASSING = (IntegrityError, OperationalError)  # another import of the name ended first; the database was away


@job(KIND, label="Import", repeatable=True, attempts=3, passing=PASSING)
def check_and_import(running: Running, *, key: str) -> str:
    """The address of the import's page."""
    upload = Import.objects.select_related("by").get(pk=key)
    at = reverse("bundle_import_one", args=[upload.key])
    if not upload.open:
        return at
    try:
        held = _imported(running, upload)
    except BundleRefused as refused:
        with transaction.atomic():
            running.hold()
            held = refuse_import(upload=upload, problems=_named(refused.problems, upload), by=upload.by)
    if not held.open:
        passing.remove(upload.key)
    return at


def _imported(running: Running, upload: Import) -> Import:
    place = passing.place_of(upload.key)
    if not place.is_file():
        problems = Problems()
        problems.add(place.name, "the file is not here any more", "Upload it again.")
        raise BundleRefused(problems)
    with opened(place) as root:
        bundle = read_bundle(root, running.progress)
        if bundle.problems:
            raise BundleRefused(bundle.problems)
        running.step("Storing")
        with transaction.atomic():
            running.hold()
            return bring_in(upload=upload, bundle=bundle, by=upload.by)


def take_upload(*, key: UUID, file: UploadedFile, by: Person) -> Import:
    """Keeps what was sent and asks the worker; the same key again is the same import. ``NotYours`` as for exports."""
    known = Import.objects.filter(pk=key).first()
    if known is not None:
        return note_upload(key=key, name=known.name, sha256=known.sha256, by=by)
    passed = passing.write(key, lambda out: [out.write(piece) for piece in file.chunks()])
    with transaction.atomic():
        upload = note_upload(key=key, name=str(file.name or "bundle.zip")[-120:], sha256=passed.sha256, by=by)
        _ask(upload)
        for after in (CONFIRMED_WITHIN, REMEMBERED):
            ask_to_tidy(key, timezone.now() + after)
    return upload


@transaction.atomic
def confirm(*, upload: Import, by: Person) -> None:
    """The lead's word that it takes the place of what is here; the worker checks and imports it anew."""
    held = confirm_replacement(upload=upload, by=by)
    if held.state == ImportState.CHECKING:
        _ask(held)


def importing(upload: Import) -> JobView | None:
    return latest_of(KIND, _subject(upload))


def _ask(upload: Import) -> None:
    ask(check_and_import, _subject(upload), key=str(upload.key))


def _named(problems: Problems, upload: Import) -> Problems:
    """A problem of the archive itself is told under the name that it was uploaded by."""
    archive = passing.place_of(upload.key).name
    problems.found = [replace(p, file=upload.name) if p.file == archive else p for p in problems.found]
    return problems


def _subject(upload: Import) -> str:
    return f"import/{upload.key}"
