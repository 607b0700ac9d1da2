"""Blanking minutes of meetings once they have been kept long enough."""

from __future__ import annotations

from django.db.models import Q

from thinking_together.baseline.models import Minutes
from thinking_together.evidence.domain.purging import remove_all
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme


def blank_minutes(programme: Programme) -> int:
    """The words of the minutes go; agencies' own comments on a recommendation stay. How many texts."""
    meetings = Minutes.objects.filter(meeting__programme=programme).values_list("meeting__code", flat=True)
    of_meetings = Q()
    for code in meetings:
        of_meetings |= Q(ref__startswith=f"baseline/{code}/")
    if not of_meetings:
        return 0
    return remove_all(Text.objects.filter(of_meetings, programme=programme, phase="baseline"))
