"""What of the survey rests on a sector."""

from __future__ import annotations

from thinking_together.programmes.models import Sector
from thinking_together.survey.models import Response


def has_answers(sector: Sector) -> bool:
    """Whether somebody of the sector answered, a trial included."""
    return Response.objects.filter(questionnaire__programme=sector.programme_id, sector=sector.code).exists()
