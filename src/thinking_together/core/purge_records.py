"""What was purged; it holds no content."""

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
