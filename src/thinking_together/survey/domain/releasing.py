"""A release: from then on figures count more answers, many at a time in every group that is shown.

What a release counts is never taken back, and figures read nothing that no release counts. So whoever compares two
days' figures sees no single answer come (ADR 0009).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from django.db import transaction
from django.db.models import QuerySet

from thinking_together.analysis.disclosure import RULES
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.evidence.domain.texts import add_texts
from thinking_together.programmes.models import Programme
from thinking_together.survey.domain.coming import Coming, coming
from thinking_together.survey.domain.making_ready import ask_for_results
from thinking_together.survey.figures.minutes import Row, taken_in
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.columns import columns_of
from thinking_together.survey.held.kept import IDENTITY
from thinking_together.survey.held.offering import new_texts
from thinking_together.survey.held.queries import latest_version
from thinking_together.survey.models import Collection, PageTiming, QuestionnaireVersion, Release, Response, new_stamp

NAMED_AT_ONCE = 500  # responses changed by number in one statement


class NoSurvey(Exception):
    """The programme has no questionnaire, so there is nothing to count."""


@dataclass(frozen=True, slots=True)
class Made:
    """The newest release. Groups that took in answers when it was made, and groups that wait for more of them.

    Whether a group that waits has any new answer is not told. ``other_rules``: an earlier release was made by other
    rules of disclosure, so what it showed is known only nearly.
    """

    number: int
    joined: tuple[str, ...]
    waiting: tuple[str, ...]
    other_rules: bool = False


@write("survey.released", whole=True)
def make_release(*, programme: Programme, by: Actor, closing: bool = False) -> Written[Made] | Unchanged[Made]:
    """Counts the answers of every group with enough new ones; where nothing new joins, the newest release stays.

    At the ``closing`` of a survey that had no release, all answers are counted.

    ``NoSurvey`` where there is no questionnaire.
    """
    version = collected_version(programme)
    if version is None:
        raise NoSurvey(f"{programme.slug} has no survey")
    QuestionnaireVersion.objects.select_for_update().get(pk=version.pk)  # two at once: one waits, and finds nothing new
    before = list(version.releases.all())
    questionnaire = from_content(json.loads(version.document))
    _hold_still(version)
    kept = [(one, one.frame()) for one in columns_of(version)]
    come = coming(programme, version, questionnaire, closing)
    other_rules = any(release.rules != RULES for release in before)
    number = before[-1].number if before else 0
    if not come.join.any():
        return Unchanged(_made(number, come, other_rules))
    timings = taken_in(_timings(version), before[-1].timings if before else [], closing)
    made = Release.objects.create(
        questionnaire=version, number=number + 1, closing=closing, rules=RULES, timings=timings
    )
    joined = _count(come.keys(), made.number)
    add_texts(programme=programme, phase="survey", texts=new_texts(version, questionnaire, made.number), by=by)
    for one, before_it in kept:  # behind what forgets the old ones, so that the first page finds them
        transaction.on_commit(one.once_counted(before_it, joined), robust=True)
    ask_for_results(programme)
    told = _made(made.number, come, other_rules)
    return Written(made, told, {"release": made.number, "closing": closing}, programme.slug)


def _timings(version: QuestionnaireVersion) -> QuerySet[PageTiming, Row]:
    rows = PageTiming.objects.filter(collection__questionnaire=version)
    return rows.values_list("path", "page", "bucket", "count")


def collected_version(programme: Programme) -> QuestionnaireVersion | None:
    """The version of the newest collection; without one, the latest. A version published for later counts nothing."""
    newest = Collection.objects.filter(programme=programme).select_related("questionnaire").last()
    return newest.questionnaire if newest else latest_version(programme)


def _made(number: int, come: Coming, other_rules: bool) -> Made:
    names = come.leaves.names[: come.shown]
    new = come.leaves.people(come.join)[: come.shown] > 0
    return Made(
        number,
        tuple(name for name, more in zip(names, new, strict=True) if more),
        tuple(name for name, more in zip(names, new, strict=True) if not more),
        other_rules,
    )


def _hold_still(version: QuestionnaireVersion) -> None:
    """Nobody else changes what may be counted until this release stands."""
    list(version.responses.filter(counted_from=None).select_for_update().order_by("pk").values_list("pk", flat=True))


def _count(keys: Sequence[int], number: int) -> pl.DataFrame:
    """Counts them; what they are known by from then on."""
    stamps: list[int] = []
    for start in range(0, len(keys), NAMED_AT_ONCE):
        some, stamp = keys[start : start + NAMED_AT_ONCE], new_stamp()
        Response.objects.filter(pk__in=some, counted_from=None).update(counted_from=number, stamp=stamp)
        stamps += [stamp] * len(some)
    return pl.DataFrame({"id": keys, "stamp": stamps, "counted_from": number}, IDENTITY)
