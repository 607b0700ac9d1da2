"""Who took a programme out as a bundle and why, and who brought one in and what became of it."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from thinking_together.programmes.models import Programme

FETCHED_WITHIN = timedelta(hours=1)
CONFIRMED_WITHIN = timedelta(days=1)
REMEMBERED = timedelta(days=14)


class Export(models.Model):
    """A programme as one zip file, made for one person, to be fetched within the hour. The record of it stays."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="exports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    asked_at = models.DateTimeField(auto_now_add=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    until = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"Export of {self.programme}"

    @property
    def waits(self) -> bool:
        """Whether its file is there to be fetched."""
        return self.until is not None and self.fetched_at is None and timezone.now() < self.until


class ImportState(models.TextChoices):
    CHECKING = "checking", "Being checked"
    REFUSED = "refused", "Not imported"
    CONFIRM = "confirm", "Waits for you"
    DONE = "done", "Imported"


class Import(models.Model):
    """A zip file that somebody handed in, and what became of it.

    ``problems`` are as the command line tells them: file, row, column, what, remedy. ``replace``: who handed it in
    confirmed that it takes the place of the programme of its name.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.CHECKING)
    programme_slug = models.CharField(max_length=80, blank=True)
    replace = models.BooleanField(default=False)
    problems = models.JSONField(default=list)
    problem_count = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"Import of {self.name}"

    @property
    def open(self) -> bool:
        """Whether its file is still needed."""
        return self.state in (ImportState.CHECKING, ImportState.CONFIRM)
