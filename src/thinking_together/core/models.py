"""What was purged, and which backups were restored here. Neither holds any content."""

from __future__ import annotations

import uuid

from django.db import models


class Purge(models.Model):
    """That a record's content was removed for good. ``key`` says which record in words that outlive a restore."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=300)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Restoration(models.Model):
    """That this database came out of a backup. Its presence is what decides that a restore happened."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    taken_at = models.DateTimeField()
    restored_at = models.DateTimeField()
    sha256 = models.CharField("of the backup file", max_length=64)

    class Meta:
        ordering = ["restored_at", "id"]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} of {self.taken_at:%Y-%m-%d}"
