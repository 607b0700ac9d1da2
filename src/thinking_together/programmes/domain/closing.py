"""Archiving a programme, bringing it back, and deleting it once there was time to think again."""

from __future__ import annotations

import copy
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from thinking_together.accounts.models import Invitation
from thinking_together.core import purges
from thinking_together.core.audit import purge_programme, purge_text
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.models import Programme

KIND = "programmes.programme"


class NotConfirmed(ValueError):
    """The short name that was typed is not the programme's."""


class NotDue(ValueError):
    """Nobody asked for its deletion, or the day has not come."""


@write("programme.archived", always=True)
def archive(*, programme: Programme, by: Actor) -> Programme | Unchanged[Programme]:
    """From now on everything in it can be read and nothing changed, whoever tries."""
    held = _held(programme)
    if held.archived is not None:
        return Unchanged(held)
    held.archived = timezone.now()
    held.save(update_fields=["archived"])
    return held


@write("programme.brought_back", always=True)
def bring_back(*, programme: Programme, by: Actor) -> Programme | Unchanged[Programme]:
    """It can be changed again, and nothing will be deleted."""
    held = _held(programme)
    if held.archived is None:
        return Unchanged(held)
    held.archived = held.deleted_on = None
    held.save(update_fields=["archived", "deleted_on"])
    return held


@write("programme.deletion_asked", always=True)
def ask_deletion(*, programme: Programme, typed: str, by: Actor) -> Written[date] | Unchanged[date]:
    """Archives it, and sets the day of its deletion; until then it can be kept. Asking again moves no day."""
    held = _held(programme)
    if typed.strip() != held.slug:
        raise NotConfirmed(f"type {held.slug} to confirm")
    if held.deleted_on is not None:
        return Unchanged(held.deleted_on)
    held.archived = held.archived or timezone.now()
    held.deleted_on = timezone.localdate() + timedelta(days=settings.TT_DELETION_DAYS)
    held.save(update_fields=["archived", "deleted_on"])
    return Written(held, held.deleted_on, {"deleted_on": held.deleted_on.isoformat()})


@write("programme.kept", always=True)
def keep(*, programme: Programme, by: Actor) -> Programme | Unchanged[Programme]:
    """Nothing will be deleted; it stays archived."""
    held = _held(programme)
    if held.deleted_on is None:
        return Unchanged(held)
    held.deleted_on = None
    held.save(update_fields=["deleted_on"])
    return held


@write("programme.deleted", always=True)
def delete_programme(*, programme: Programme, by: Actor) -> Written[int]:
    """Everything of it, for good and out of older backups too; ``NotDue`` before its day.

    Events stay: what was done and when, without a name or a word.
    """
    held = _held(programme)
    if held.deleted_on is None or held.deleted_on > timezone.localdate():
        raise NotDue(f"{held.slug} is not to be deleted now")
    record = copy.copy(held)
    record.title = ""
    changed = purges.purge(kind=KIND, key=held.slug, by=by)
    return Written(record, changed, {"records": changed}, programme=held.slug)


def remove(key: str) -> int:
    """Takes out the programme of this short name: a part of its deletion, and done again on an older backup."""
    programme = Programme.objects.filter(slug=key).first()
    if programme is None:
        return 0
    invitations = list(Invitation.objects.filter(invited_role__programme=programme))
    purge_text(*invitations)
    Invitation.objects.filter(pk__in=[invitation.pk for invitation in invitations]).delete()
    purge_programme(key)
    return programme.delete()[0]


def _held(programme: Programme) -> Programme:
    return Programme.objects.select_for_update().get(pk=programme.pk)
