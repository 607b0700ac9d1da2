"""A version of the questionnaire, and responses that cannot be traced to anybody.

A response has no account, address, user agent or time: a random key, a day, a sector and its answers are all there is.
"""

from __future__ import annotations

from django.db import models

from thinking_together.programmes.models import Programme


class Outcome(models.TextChoices):
    """What became of a survey that was opened, as AAPOR's standard definitions say."""

    COMPLETE = "complete", "complete"
    PARTIAL = "partial", "partial"
    BREAKOFF = "breakoff", "stopped before half of the questions"
    INTRODUCTION = "introduction", "left before answering"


class QuestionnaireVersion(models.Model):
    """One version as it was put to people; ``document`` is the YAML as JSON text, in its order."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="questionnaires")
    code = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=1000)
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code", "version"], name="questionnaire_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Response(models.Model):
    """One response. ``answers`` holds a value a variable, ``states`` a character a variable (see ``AnswerState``)."""

    questionnaire = models.ForeignKey(QuestionnaireVersion, models.CASCADE, related_name="responses")
    key = models.CharField(max_length=80)
    day = models.DateField(null=True, blank=True)
    sector = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome)
    answers = models.JSONField()
    states = models.TextField()
    trial = models.BooleanField("a trial run, which no figure counts", default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "key"], name="response_once")]

    def __str__(self) -> str:
        return self.key
