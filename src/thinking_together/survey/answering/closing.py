"""The end of a collection, and of drafts that nobody goes on with: what was answered counts as far as it went."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.running import Running
from thinking_together.core.writes import SYSTEM, Actor, Unchanged, Written, write
from thinking_together.programmes.models import Pause, Programme
from thinking_together.survey.answering.answers import load
from thinking_together.survey.answering.compiled import Survey, survey_of
from thinking_together.survey.answering.drafting import Said
from thinking_together.survey.answering.inviting import forget_list
from thinking_together.survey.answering.models import Collection, Draft
from thinking_together.survey.answering.route import consent_of
from thinking_together.survey.answering.sending import answered, insert
from thinking_together.survey.domain.releasing import make_release

UNTOUCHED = timedelta(days=14)


@write("survey.closed")
def close_collection(*, collection: Collection, by: Actor) -> Written[Collection] | Unchanged[Collection]:
    """Takes in no more, ends the drafts, and counts the answers. Sent twice, it is closed once."""
    held = Collection.objects.select_for_update().select_related("questionnaire", "programme").get(pk=collection.pk)
    if held.closed is not None:
        return Unchanged(held)
    held.closed = timezone.localdate()
    held.save(update_fields=["closed"])
    end_drafts(held, Draft.objects.all())
    make_release(programme=held.programme, closing=True, by=by)
    forget_list(held, by)
    return Written(held, held, {"version": held.questionnaire.version})


def end_drafts(collection: Collection, some: QuerySet[Draft]) -> int:
    """Makes responses of drafts; how many. One that did not agree to take part says only that somebody looked."""
    survey = survey_of(collection.questionnaire_id, collection.questionnaire.sha256)
    ended = 0
    for key in some.filter(collection=collection).order_by().values_list("pk", flat=True):
        with transaction.atomic():
            draft = Draft.objects.select_for_update().filter(pk=key).first()
            if draft is not None:
                draft.delete()
                _respond(collection, survey, draft)
                ended += 1
    return ended


def _respond(collection: Collection, survey: Survey, draft: Draft) -> None:
    earlier = load(draft.earlier) if draft.earlier else {}
    answers = {**earlier, **load(draft.answers)}
    consent = consent_of(survey)
    agreed = consent is None or answers.get(consent.code) == (consent.choices[0].code,)
    new = answered(survey, Said(answers if agreed else {}, bool(earlier) or draft.second))
    insert(collection.questionnaire_id, new, trial=draft.trial, day=draft.day, sector=new.sector or draft.sector)


@job("survey.end", label="Ending answers that nobody goes on with", repeatable=True)
def end_what_is_over(running: Running) -> str:
    """Once a day."""
    end_over(timezone.localdate())
    return ""


def end_over(today: date) -> None:
    """Closes what had its last day, and ends drafts untouched for two weeks."""
    for collection in due(today):
        close_collection(collection=collection, by=SYSTEM)
    for collection in Collection.objects.filter(closed=None).select_related("questionnaire", "programme"):
        if not collection.programme.archived and not _was_paused(collection.programme, today - UNTOUCHED):
            end_drafts(collection, Draft.objects.filter(day__lt=today - UNTOUCHED))


def _was_paused(programme: Programme, since: date) -> bool:
    """Whether nobody could go on for a part of the time: then drafts wait for two weeks more."""
    still = Q(ended=None) | Q(ended__date__gt=since)
    return Pause.objects.filter(still, programme=programme, partner=None).exists()


def due(today: date) -> QuerySet[Collection]:
    """Whose last day is over, in programmes that may be written to."""
    return Collection.objects.filter(Q(closes__lt=today), closed=None, programme__archived=None)
