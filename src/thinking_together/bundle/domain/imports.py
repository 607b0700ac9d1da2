"""Bringing a programme in: whole or not at all, over another only when its lead confirmed it."""

from __future__ import annotations

from typing import NoReturn
from uuid import UUID

from thinking_together.accounts.models import Person
from thinking_together.bundle.domain.exports import NotYours
from thinking_together.bundle.domain.transfer import save_bundle
from thinking_together.bundle.models import Import, ImportState
from thinking_together.bundle.opening import BundleRefused
from thinking_together.bundle.reading import ReadBundle
from thinking_together.core.permissions import Role, may_bring_in
from thinking_together.core.tabular import Problems
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes import files
from thinking_together.programmes.domain.people import grant_membership
from thinking_together.programmes.models import Membership, Programme


@write("bundle.uploaded")
def note_upload(*, key: UUID, name: str, sha256: str, by: Person) -> Written[Import] | Unchanged[Import]:
    """The import of this key; sent twice it is one."""
    upload, made = Import.objects.get_or_create(key=key, defaults={"name": name, "sha256": sha256, "by": by})
    if not made:
        if upload.by_id != by.pk:
            raise NotYours
        return Unchanged(upload)
    return Written(upload, upload, {"sha256": sha256})


@write("bundle.replacement_confirmed")
def confirm_replacement(*, upload: Import, by: Person) -> Written[Import] | Unchanged[Import]:
    """It may take the place of the programme that its lead was shown."""
    held = _held(upload)
    if held.by_id != by.pk:
        raise NotYours
    if held.state != ImportState.CONFIRM:
        return Unchanged(held)
    held.replace, held.state = True, ImportState.CHECKING
    held.save(update_fields=["replace", "state"])
    return Written(held, held, programme=held.programme_slug)


def bring_in(*, upload: Import, bundle: ReadBundle, by: Person) -> Import:
    """Imports what was read, in the caller's transaction; where its place is taken, the importer is asked first.

    ``BundleRefused`` where it is not theirs to replace. Who imports a programme leads it.
    """
    held = _held(upload)
    if not held.open:
        return held
    if not may_bring_in(by):
        _refuse("you may not import any more", "Ask the people who run this service.", held.name)
    slug = next(parsed.programme.slug for part, parsed in bundle.parsed if part.name == files.PART.name)
    here = Programme.objects.filter(slug=slug).first()
    if here is not None and not Membership.objects.filter(programme__slug=slug, person=by, role=Role.LEAD).exists():
        remedy = "Give the programme another slug, or ask its lead to import it."
        _refuse(f"the programme '{slug}' is here already", remedy, files.PROGRAMME.name, "slug")
    if here is not None and here.archived is not None:
        _refuse(f"the programme '{slug}' is archived", "Bring it back first.", files.PROGRAMME.name, "slug")
    if here is not None and not held.replace:
        return _wait(upload=held, slug=slug, by=by)
    programme = save_bundle(bundle=bundle, replace=here is not None, by=by)
    if not Membership.objects.filter(programme=programme, person=by).exists():
        grant_membership(programme=programme, person=by, role=Role.LEAD, by=by)
    held.state, held.programme_slug = ImportState.DONE, programme.slug
    held.save(update_fields=["state", "programme_slug"])
    return held


@write("bundle.import_refused")
def refuse_import(*, upload: Import, problems: Problems, by: Actor) -> Written[Import] | Unchanged[Import]:
    """Keeps the list of what is wrong, for who handed it in."""
    held = _held(upload)
    if not held.open:
        return Unchanged(held)
    held.state, held.problem_count = ImportState.REFUSED, problems.count
    held.problems = [[p.file, p.row, p.column, p.what, p.remedy] for p in problems.found]
    held.save(update_fields=["state", "problems", "problem_count"])
    return Written(held, held, {"problems": problems.count})


@write("bundle.import_forgotten")
def forget_import(*, upload: Import, by: Actor) -> Written[None]:
    """Its list of problems may hold words of the bundle: it is kept for two weeks."""
    Import.objects.filter(pk=upload.pk).delete()
    return Written(upload, None)


@write("bundle.import_waits")
def _wait(*, upload: Import, slug: str, by: Actor) -> Written[Import]:
    upload.state, upload.programme_slug = ImportState.CONFIRM, slug
    upload.save(update_fields=["state", "programme_slug"])
    return Written(upload, upload, programme=slug)


def _refuse(what: str, remedy: str, file: str, column: str | None = None) -> NoReturn:
    problems = Problems()
    problems.add(file, what, remedy, column=column)
    raise BundleRefused(problems)


def _held(upload: Import) -> Import:
    """As it stands now, held until the end of the transaction."""
    return Import.objects.select_for_update().get(pk=upload.pk)
