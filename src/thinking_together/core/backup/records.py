"""Which backups were taken here, and which were restored."""

from __future__ import annotations

import uuid

from django.db import models


class BackupTaken(models.Model):
    """That a backup was written: the name of its file, never where it lies, and what it is known again by."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    taken_at = models.DateTimeField()
    name = models.CharField(max_length=255)
    sha256 = models.CharField("of the backup file", max_length=64)

    class Meta:
        ordering = ["taken_at", "id"]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} of {self.taken_at:%Y-%m-%d}"


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
