"""Which backups were restored here."""

from __future__ import annotations

import uuid

from django.db import models


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
