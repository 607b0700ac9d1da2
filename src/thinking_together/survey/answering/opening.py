"""Opening a collection, its links, and closing it."""

from __future__ import annotations

import json
import secrets
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from thinking_together.core.school_filters import blocked
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.models import Programme
from thinking_together.programmes.pauses import paused
from thinking_together.programmes.readiness import Missing, ready_to_open
from thinking_together.survey.answering.compiled import compiled
from thinking_together.survey.answering.models import Collection, SurveyLink
from thinking_together.survey.answering.tokens import CODE_LETTERS
from thinking_together.survey.form.questionnaire import ItemKind, Questionnaire, Role
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.queries import latest_version
from thinking_together.survey.models import QuestionnaireVersion

LINK_LETTERS = 8


class CannotOpen(ValueError):
    """Something is missing or in the way, in words."""


def in_the_way(programme: Programme) -> tuple[Missing, ...]:
    """What must be done before the survey opens; empty when it may."""
    missing = list(ready_to_open(programme))
    version = latest_version(programme)
    if version is None:
        missing.append(Missing("questionnaire", "Publish a questionnaire.", "questionnaire"))
    elif not begins_with_consent(from_content(json.loads(version.document))):
        what = "Publish a questionnaire whose first question is the agreement to take part."
        missing.append(Missing("consent", what, "questionnaire"))
    elif Collection.objects.filter(questionnaire=version).exists():
        what = f"Answers to version {version.version} were collected before. Publish another for a new wave."
        missing.append(Missing("version", what, "questionnaire"))
    if paused(programme):
        missing.append(Missing("pause", "The programme is paused. Wait until the pause is ended.", "pause"))
    if blocked(programme.slug):
        what = "The programme's address holds words that filters of schools block."
        missing.append(Missing("address", what, "setup"))
    return tuple(missing)


def begins_with_consent(asked: Questionnaire) -> bool:
    first = asked.items[0]
    return first.role is Role.CONSENT and first.kind is ItemKind.SINGLE and not first.when and not first.audience


@write("survey.opened")
def open_collection(
    *, programme: Programme, closes: date | None, by: Actor, invited_only: bool = False
) -> Written[Collection] | Unchanged[Collection]:
    """Opens the newest version with a link for each sector, one for everybody and one to try it.

    ``CannotOpen`` where something is in the way. Sent twice, it is opened once.
    """
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    open_now = current(programme)
    if open_now is not None:
        return Unchanged(open_now)
    missing = in_the_way(programme)
    version = latest_version(programme)
    if missing or version is None:
        raise CannotOpen(" ".join(one.what for one in missing))
    today = timezone.localdate()
    if closes is not None and closes < today:
        raise CannotOpen("The last day is over already.")
    made = Collection.objects.create(
        programme=programme, questionnaire=version, opened=today, closes=closes, invited_only=invited_only
    )
    compiled(version)
    _make_links(made, version)
    return Written(made, made, {"version": version.version, "closes": closes.isoformat() if closes else None})


def current(programme: Programme) -> Collection | None:
    """The collection that is not closed."""
    return Collection.objects.filter(programme=programme, closed=None).select_related("questionnaire").first()


def _make_links(collection: Collection, version: QuestionnaireVersion) -> None:
    sectors = from_content(json.loads(version.document)).sectors
    for sector in sectors:
        make_link(collection, sector=sector)
    if not (collection.invited_only and sectors):
        make_link(collection)
    make_link(collection, trial=True)


def make_link(collection: Collection, *, sector: str = "", trial: bool = False) -> SurveyLink:
    """Under a code that nobody guesses."""
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(LINK_LETTERS))
        try:
            with transaction.atomic():
                return SurveyLink.objects.create(collection=collection, code=code, sector=sector, trial=trial)
        except IntegrityError:
            if SurveyLink.objects.filter(collection=collection, sector=sector, trial=trial).exists():
                raise
