"""Whether somebody is still written to about sessions."""

from __future__ import annotations

from thinking_together.programmes.models import Participant
from thinking_together.reflection.models import Offer


def has_offered_times(participant: Participant) -> bool:
    """In a round that is still planned: they are told whether they have a place. Once they have one, that keeps it."""
    return Offer.objects.filter(participant=participant, round__closed=None, times__isnull=False).exists()
