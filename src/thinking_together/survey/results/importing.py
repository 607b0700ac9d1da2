"""Answers from another tool become a wave: a version of its own with its responses, all at once or not at all."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.utils import timezone

from thinking_together.core.closed import refuse
from thinking_together.core.permissions import Permission
from thinking_together.core.tabular import Problem
from thinking_together.core.writes import Actor, Written, write
from thinking_together.programmes.models import Programme
from thinking_together.survey.answering.models import Collection
from thinking_together.survey.files import FIRST_RELEASE, Version, save_version, unusable
from thinking_together.survey.form.drafted import document_of
from thinking_together.survey.form.reading import QuestionnaireError, build_questionnaire
from thinking_together.survey.held.answer_table import AnswersError
from thinking_together.survey.held.queries import latest_version
from thinking_together.survey.held.response_file import read_responses
from thinking_together.survey.models import QuestionnaireVersion
from thinking_together.survey.results.mapping import Wave


class CannotImport(ValueError):
    """Not now, or not again; the message says why."""


class NotRight(ValueError):
    """What was read is no questionnaire, or holds no answers to it; ``problems`` names every place."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Why no answers can come from a file now, and where somebody can do something about it.

    ``steps``: the permission that it takes, the name of its address, and what it is in words.
    """

    why: str
    steps: tuple[tuple[Permission, str, str], ...]
    otherwise: str = ""


def in_the_way(programme: Programme) -> InTheWay | None:
    if Collection.objects.filter(programme=programme, closed=None).exists():
        why = "Answers are being collected. Close the collection first: a file becomes a wave of its own"
        return InTheWay(why, ((Permission.RUN_SURVEY, "survey_close", "Close the survey"),), "A lead closes it")
    latest = latest_version(programme)
    if latest and not latest.releases.exists() and not Collection.objects.filter(questionnaire=latest).exists():
        why = f"Version {latest.version} waits to be opened. Collect answers to it first, or count them"
        return InTheWay(
            why,
            (
                (Permission.RUN_SURVEY, "survey_collect", "Collect answers"),
                (Permission.ANALYSE_SURVEY, "survey_results_release", "Count answers in a release"),
            ),
        )
    return None


def checked(programme: Programme, wave: Wave) -> Version:
    """``NotRight`` with everything that is wrong with the questions and the answers."""
    name = wave.table.file
    sectors = set(programme.sectors.values_list("code", flat=True))
    try:
        document = document_of(wave.content)
        questionnaire = build_questionnaire(document, name)
        if problems := unusable(name, questionnaire, document, sectors):
            raise NotRight(problems)
        rows = read_responses(questionnaire, wave.table)
    except (QuestionnaireError, AnswersError) as error:
        raise NotRight(error.problems) from None
    return Version(questionnaire, wave.content, rows, (FIRST_RELEASE,))


def new_key() -> str:
    return secrets.token_hex(10)


@write("survey.imported", whole=True)
def import_answers(*, programme: Programme, wave: Wave, by: Actor) -> Written[int]:
    """Stores the wave, counted by a release that closes it; how many responses. The same file comes in once.

    Responses have random keys and stand in a random order. ``CannotImport`` and ``NotRight`` leave nothing.
    """
    refuse(programme.slug)
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    if stop := in_the_way(held):
        raise CannotImport(stop.why)
    code, version = wave.content["questionnaire"], wave.content["version"]
    if QuestionnaireVersion.objects.filter(programme=held, code=code, version=version).exists():
        raise CannotImport("This file is here already: its answers are counted once. Nothing was changed")
    found = checked(held, wave)
    rows = list(found.responses)
    secrets.SystemRandom().shuffle(rows)
    latest = latest_version(held)
    position = 0 if latest is None else latest.position + 1
    made = save_version(held, Version(found.questionnaire, found.document, tuple(rows), found.releases), position)
    today = timezone.localdate()
    Collection.objects.create(programme=held, questionnaire=made, opened=today, closed=today)
    return Written(made, len(rows), {"version": version, "responses": len(rows)}, programme=held.slug)
