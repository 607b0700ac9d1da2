"""Deleting answers once they have been kept long enough. Published figures stand in their edition and stay."""

from __future__ import annotations

from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme
from thinking_together.survey.models import OwnWords, Response


def delete_answers(programme: Programme) -> int:
    """All answers, with what was written in them and its codings; how many records."""
    texts, _ = Text.objects.filter(programme=programme, phase="survey").delete()
    answers, _ = Response.objects.filter(questionnaire__programme=programme).delete()
    own, _ = OwnWords.objects.filter(programme=programme).delete()
    return texts + answers + own
