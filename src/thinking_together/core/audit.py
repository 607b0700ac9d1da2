"""The audit log: who did what to which record, and when. It is only ever added to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NoReturn

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils import timezone

KIND = "core.event"  # of a purge
Detail = str | int | bool | None
Details = Mapping[str, Detail]


class AppendOnly(Exception):
    """An event was to be changed or deleted."""


class System:
    """Who acts when a command does, run on the machine: nobody who signs in."""

    def __str__(self) -> str:
        return "System"


SYSTEM: Final = System()
Actor = AbstractBaseUser | System


class Events(models.QuerySet["AuditEvent"]):
    """Events can be read and added."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("an audit event stays as it was written")

    update = delete = bulk_update = bulk_create = update_or_create = _refuse
    _refuse.alters_data = True  # type: ignore[attr-defined]


class AuditEvent(models.Model):
    """One write. ``who_name`` and ``label`` are what they were called then; they go when their text is purged."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    who_name = models.CharField(max_length=300, blank=True)
    action = models.CharField(max_length=80)
    record_model = models.CharField(max_length=80)
    record_pk = models.CharField(max_length=64, blank=True)
    label = models.CharField(max_length=200, blank=True)
    programme_slug = models.CharField(max_length=80, blank=True, db_index=True)
    details = models.JSONField(default=dict, blank=True)
    purged = models.BooleanField(default=False)

    objects = Events.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["record_model", "record_pk"], name="audit_record")]

    def __str__(self) -> str:
        return f"{self.action} {self.record_model} {self.record_pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly("an audit event stays as it was written")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("an audit event stays")


def add_event(*, by: Actor, action: str, record: models.Model, programme: str, details: Details) -> AuditEvent:
    """Called by the one mechanism, ``core.writes``, in the transaction of the write."""
    who = by.pk if isinstance(by, AbstractBaseUser) else None
    return AuditEvent.objects.create(
        who_id=who,
        who_name=str(by)[:300],
        action=action,
        record_model=record._meta.label_lower,
        record_pk="" if record.pk is None else str(record.pk),
        label=str(record)[:200],
        programme_slug=programme,
        details=dict(details),
    )


def export_events(person: AbstractBaseUser) -> list[dict[str, str]]:
    """What a person did, for the export of what is held about them."""
    did = AuditEvent.objects.filter(who_id=person.pk).values_list("at", "action", "record_model")
    return [{"at": at.isoformat(), "action": action, "record": record} for at, action, record in did]


def erase_nothing_more(person: AbstractBaseUser) -> None:
    """Events stay; the erasure itself purges the person's name from them, last of all."""


def events_about(record: models.Model) -> models.QuerySet[AuditEvent]:
    """Every event about one record."""
    return AuditEvent.objects.filter(record_model=record._meta.label_lower, record_pk=str(record.pk))


def purge_text(*records: models.Model) -> int:
    """Takes the text out of the events about these records, and the name of a purged person out of what they did.

    The events stay: when, what, which record. The number of events whose text went.
    """
    keys: list[int] = []
    for record in records:
        keys += events_about(record).values_list("pk", flat=True)
        if isinstance(record, AbstractBaseUser):
            _write_over(AuditEvent.objects.filter(who_id=record.pk).values_list("pk", flat=True), who_name="")
    return _write_over(keys, label="", details={})


def purge_event(key: str) -> int:
    """Takes the text out of one event; 0 where it has none any more."""
    events: models.QuerySet[AuditEvent] = models.QuerySet(AuditEvent).filter(pk=int(key)).exclude(label="", details={})
    return events.update(purged=True, label="", details={})


def purge_programme(slug: str) -> int:
    """Takes text and people out of every event of a programme that is deleted; what was done and when stays."""
    events: models.QuerySet[AuditEvent] = models.QuerySet(AuditEvent).filter(programme_slug=slug)
    return events.update(purged=True, who=None, who_name="", label="", details={})


def _write_over(keys: Iterable[int], **empty: Any) -> int:
    """Past the guard of the query set; the triggers let only this through."""
    return models.QuerySet(AuditEvent).filter(pk__in=list(keys)).update(purged=True, **empty)
