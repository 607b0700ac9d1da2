"""Answers that were given to try the survey out: apart from all others, never counted, and gone when a lead says so."""

from __future__ import annotations

from django.db.models import QuerySet

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.models import Programme
from thinking_together.survey.answering.models import Draft
from thinking_together.survey.models import Response


def trials(programme: Programme) -> int:
    """How many there are, those that were begun and not sent among them."""
    return _sent(programme).count() + _begun(programme).count()


@write("survey.trials_deleted")
def delete_trials(*, programme: Programme, by: Actor) -> Written[int] | Unchanged[int]:
    """Deletes all of them; how many."""
    sent, _ = _sent(programme).delete()
    begun, _ = _begun(programme).delete()
    if not sent + begun:
        return Unchanged(0)
    return Written(programme, sent + begun)


def _sent(programme: Programme) -> QuerySet[Response]:
    return Response.objects.filter(questionnaire__programme=programme, trial=True)


def _begun(programme: Programme) -> QuerySet[Draft]:
    return Draft.objects.filter(collection__programme=programme, trial=True)
