"""What this room deletes when its time is over."""

from __future__ import annotations

from thinking_together.core.audit import purge_programme
from thinking_together.programmes.models import Participant, Programme


def addresses(programme: Programme) -> int:
    """Who took part keeps their code and sector, which figures rest on, and loses their address; how many."""
    return Participant.objects.filter(programme=programme).exclude(email="").update(email="")


def log(programme: Programme) -> int:
    """What was done and when stays, without a name or a word; how many events."""
    return purge_programme(programme.slug)
