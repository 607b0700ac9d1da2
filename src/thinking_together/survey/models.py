"""A version of the questionnaire, and responses that cannot be traced to anybody.

A response has no account, address, user agent or time: a random key, a day, a sector and its answers are all there is.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import models, transaction

from thinking_together.programmes.models import Programme
from thinking_together.survey.answering.models import Collection, Draft, InvitedPerson, PageSet, PageTiming, SurveyLink
from thinking_together.survey.held.identifiers import marks
from thinking_together.survey.held.kept_files import forget
from thinking_together.survey.results.models import MentionList, OwnWords

__all__ = [
    "Collection",
    "Draft",
    "InvitedPerson",
    "MentionList",
    "Outcome",
    "OwnWords",
    "PageSet",
    "PageTiming",
    "QuestionnaireDraft",
    "QuestionnaireVersion",
    "Release",
    "Response",
    "SurveyLink",
]


class Outcome(models.TextChoices):
    """What became of a survey that was opened, as AAPOR's standard definitions say."""

    COMPLETE = "complete", "complete"
    PARTIAL = "partial", "partial"
    BREAKOFF = "breakoff", "stopped before half of the questions"
    INTRODUCTION = "introduction", "left before answering"


class Published(models.QuerySet["QuestionnaireVersion"]):
    """What was put to people stays as it was: answers are read by it."""

    def update(self, **changes: Any) -> int:
        raise TypeError("a published questionnaire never changes")

    update.alters_data = True  # type: ignore[attr-defined]


class QuestionnaireVersion(models.Model):
    """One version as it was put to people; ``document`` is the YAML as JSON text, in its order.

    It never changes: ``sha256`` is the hash of the document.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="questionnaires")
    code = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=1000)
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField(default=0)

    objects = Published.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code", "version"], name="questionnaire_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a published questionnaire never changes")
        super().save(*args, **kwargs)


class QuestionnaireDraft(models.Model):
    """The questionnaire that a programme is writing; ``begun_from`` is for people to read."""

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="questionnaire_draft")
    document = models.TextField()
    begun_from = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"draft of {self.programme}"


class Release(models.Model):
    """That answers up to a number were counted. ``rules`` names the disclosure rule by which its figures were shown.

    ``timings`` are the counts of how long pages took that it tells of: [path, page, seconds from, count].
    """

    questionnaire = models.ForeignKey(QuestionnaireVersion, models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    closing = models.BooleanField(default=False)
    rules = models.CharField(max_length=20)
    timings = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "number"], name="release_once")]

    def __str__(self) -> str:
        return f"{self.questionnaire}, release {self.number}"


STAMP_BITS = 40  # the sum of the stamps of a million responses still fits in a whole number of the database


def new_stamp() -> int:
    """A number by which a response as it is now is told from every other, and from what it was before."""
    return secrets.randbits(STAMP_BITS)


class Responses(models.QuerySet["Response"]):
    """Whatever changes responses gives them new stamps and forgets what was computed of them."""

    def update(self, **changes: Any) -> int:
        _forget_later(self._versions())
        return super().update(**{"stamp": new_stamp(), **changes})

    update.alters_data = True  # type: ignore[attr-defined]

    def _versions(self) -> list[int]:
        return list(self.order_by().values_list("questionnaire", flat=True).distinct())

    def delete(self) -> tuple[int, dict[str, int]]:
        of = self._versions()
        done = super().delete()
        _forget_later(of)
        return done

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


def _forget_later(versions: Sequence[int]) -> None:
    """What was computed of these versions goes once the change stands."""
    for version in versions:
        transaction.on_commit(partial(forget, version))


class Response(models.Model):
    """One response to one version.

    ``record`` holds a number for each variable that is not text (see ``Record``), ``texts`` the open answers in their
    order, ``states`` a character for each variable (see ``AnswerState``). ``may_name`` tells of each open answer
    whether it may name somebody (see ``results.identifiers.marks``). ``named`` holds, of those whose words were taken
    away, which resources they named (see ``held.taken_away``). ``stamp`` is random, new with every change.
    ``counted_from`` is the number of the release that first counts it: it tells no more of when it came.
    """

    questionnaire = models.ForeignKey(QuestionnaireVersion, models.CASCADE, related_name="responses")
    key = models.CharField(max_length=80)
    day = models.DateField(null=True, blank=True)
    sector = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome)
    record = models.BinaryField()
    texts = models.JSONField()
    states = models.TextField()
    may_name = models.TextField(blank=True, db_default="", editable=False)
    named = models.TextField(blank=True, db_default="", editable=False)
    trial = models.BooleanField("a trial run, which no figure counts", default=False)
    position = models.PositiveIntegerField(default=0)
    counted_from = models.PositiveIntegerField(null=True, blank=True)
    stamp = models.BigIntegerField(default=new_stamp, editable=False)

    objects = Responses.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "key"], name="response_once")]
        indexes = [models.Index(fields=["questionnaire", "counted_from", "stamp"], name="response_counted_stamps")]

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.stamp = new_stamp()
        self.may_name = marks(self.texts)
        if not self._state.adding:
            _forget_later([self.questionnaire_id])
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "stamp", "may_name"}
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        of = self.questionnaire_id
        done = super().delete(*args, **kwargs)
        _forget_later([of])
        return done
