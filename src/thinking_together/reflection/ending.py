"""Blanking notes of sessions once they have been kept long enough."""

from __future__ import annotations

from thinking_together.evidence.domain.purging import remove_all
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme


def blank_notes(programme: Programme) -> int:
    """The words of all notes go; that something was raised, and where, stays. How many texts."""
    return remove_all(Text.objects.filter(programme=programme, phase="reflection"))
