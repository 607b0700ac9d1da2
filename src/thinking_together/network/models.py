"""The learning network: who belongs to it, and since when."""

from __future__ import annotations

from django.db import models

from thinking_together.programmes.models import Participant, Programme


class Member(models.Model):
    """A participant's membership. Sector, role and interests stand with the participant."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="members")
    participant = models.OneToOneField(Participant, models.CASCADE, related_name="membership")
    joined = models.DateField()
    left = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.participant)
