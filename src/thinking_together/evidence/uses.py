"""What of the evidence rests on a sector."""

from __future__ import annotations

from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Sector


def has_texts(sector: Sector) -> bool:
    """Whether words of somebody of the sector are kept."""
    return Text.objects.filter(programme=sector.programme_id, sector=sector.code).exists()
