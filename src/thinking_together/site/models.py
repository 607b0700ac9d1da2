"""Pictures of a programme's pages, drawn by the worker: no page waits for one."""

from __future__ import annotations

from django.db import models

from thinking_together.programmes.models import Programme


class ProgrammePicture(models.Model):
    """The picture that stands at ``name`` on a programme's pages. ``key`` is a hash of what it shows."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="pictures")
    name = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    svg = models.TextField()

    class Meta:
        ordering = ["programme", "name"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="programme_picture_once")]

    def __str__(self) -> str:
        return f"{self.name} of {self.programme_id}"
