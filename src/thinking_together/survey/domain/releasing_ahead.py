"""A release with all done before it that can be, while nothing is held and answers come in as always.

Pages of results then find their columns, and what is to be hidden is decided, from the moment the release stands. Where
further answers join in between, the worker decides about those tables anew (``making_ready``).
"""

from __future__ import annotations

import json

from django.db import transaction

from thinking_together.accounts.models import Person
from thinking_together.core.audit import System
from thinking_together.core.closed import refuse
from thinking_together.core.progress import Progress, Step, silent
from thinking_together.core.tasks.asking import ask
from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.models import Job
from thinking_together.core.tasks.queries import JobView, latest_of
from thinking_together.core.tasks.running import Running
from thinking_together.core.writes import SYSTEM, Actor
from thinking_together.programmes.models import Programme
from thinking_together.survey.domain.coming import coming
from thinking_together.survey.domain.releasing import Made, NoSurvey, collected_version, make_release
from thinking_together.survey.evidence import SurveyFigures
from thinking_together.survey.figures.gated import asked
from thinking_together.survey.figures.questions import reference_of, usual
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.columns import make_ready
from thinking_together.survey.held.queries import data_from
from thinking_together.survey.models import QuestionnaireVersion

KIND = "survey.release"
TOLD_EVERY = 5  # figures
NOTHING = "Nothing new is counted: no group has enough new answers."
OTHER_RULES = "An earlier release was made by other rules: what it showed is known only nearly."
LONGEST = 200  # of what a job tells


def ask_for_release(*, programme: Programme, closing: bool, by: Actor) -> Job:
    """Asks a worker for a release; the job that makes one already, where one does.

    Its event names who asked. ``NoSurvey`` where there is nothing to count, ``ReadOnly`` in an archived programme.
    """
    refuse(programme.slug)
    if collected_version(programme) is None:
        raise NoSurvey(f"{programme.slug} has no survey")
    who = None if isinstance(by, System) else by.pk
    slug = programme.slug
    return ask(count_what_came, _subject(programme), of_programme=slug, programme=programme.pk, closing=closing, by=who)


def asked_for_release(programme: Programme) -> JobView | None:
    """The newest job that makes a release of this programme's survey."""
    return latest_of(KIND, _subject(programme))


@job(KIND, label="A release of the survey", repeatable=True)
def count_what_came(running: Running, *, programme: int, closing: bool, by: int | None) -> str:
    """What it counts, in a sentence. Done twice, the second counts nothing more."""
    found = Programme.objects.get(pk=programme)
    prepare(found, closing, running.progress)
    who = (Person.objects.filter(pk=by).first() if by is not None else None) or SYSTEM
    with transaction.atomic():
        running.hold()
        return in_words(make_release(programme=found, closing=closing, by=who))


def prepare(programme: Programme, closing: bool = False, told: Progress = silent) -> None:
    """Makes columns anew that are out of date, and decides what a release made now would hide."""
    version = collected_version(programme)
    if version is not None:
        told(Step(0, 1, "Columns of answers"))
        make_ready(version)
        _decide(programme, version, closing, told)


def in_words(made: Made) -> str:
    """What a release counts, for the page of whoever asked for it."""
    if not made.joined:
        return NOTHING
    names = "; ".join(made.joined)
    told = f"Release {made.number} counts new answers of: {names}."
    if len(told) > LONGEST:
        told = f"Release {made.number} counts new answers of {len(made.joined)} groups."
    return f"{told} {OTHER_RULES}" if made.other_rules and len(told) + len(OTHER_RULES) < LONGEST else told


def _decide(programme: Programme, version: QuestionnaireVersion, closing: bool, told: Progress) -> None:
    questionnaire = from_content(json.loads(version.document))
    counted = coming(programme, version, questionnaire, closing).counted()
    reader = SurveyFigures(programme, version, data_from(version, counted, to_come=True))
    wanted = [reference_of(info, asking) for info in reader.figures() for asking in usual(info)]
    for at, reference in enumerate(wanted):
        if at % TOLD_EVERY == 0:
            told(Step(at, len(wanted), "Deciding what is shown"))
        asked(reader, reference)


def _subject(programme: Programme) -> str:
    return f"programme/{programme.pk}"
