"""A collection of answers, the links to it, answers on their way, and how long pages take.

Nothing here holds a time of day, an address of a machine or a browser's name, and nothing leads from a response back to
the draft that it was.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from thinking_together.programmes.models import Programme


class Collection(models.Model):
    """That answers to one version are taken in, from ``opened``; ``closes`` is the last day planned.

    A version is collected once, so its responses are those of this collection. ``closed``: it is over. ``invited``: how
    many were on the list of each sector; it stays when the list goes.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="collections")
    questionnaire = models.OneToOneField("survey.QuestionnaireVersion", models.CASCADE, related_name="collection")
    opened = models.DateField()
    closes = models.DateField("last day", null=True, blank=True)
    closed = models.DateField(null=True, blank=True)
    invited_only = models.BooleanField("for invited people only", default=False)
    invited = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme"], condition=Q(closed=None), name="one_open_collection")
        ]

    def __str__(self) -> str:
        return f"collection of {self.questionnaire}"


class InvitedPerson(models.Model):
    """Somebody who is asked to answer, until the collection closes. Nothing here tells whether they did.

    ``sector`` is empty where the questionnaire asks for none. ``written``: an invitation was written to them.
    """

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="invited_people")
    address = models.EmailField(max_length=254)
    sector = models.CharField(max_length=80, blank=True)
    written = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "invited people"
        constraints = [models.UniqueConstraint(fields=["collection", "address"], name="invited_once")]

    def __str__(self) -> str:
        return "somebody who is invited"


class SurveyLink(models.Model):
    """An address under which the survey is answered: of one sector, of everybody (no sector), or to try it out.

    Everybody of a sector has the same one. ``code`` stands in the address.
    """

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="links")
    code = models.CharField(max_length=20, unique=True)
    sector = models.CharField(max_length=80, blank=True)
    trial = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "sector", "trial"], name="survey_link_once"),
        ]

    def __str__(self) -> str:
        return self.code


class Draft(models.Model):
    """Answers of somebody who has not sent them yet; gone, with its tokens, in the moment they are sent.

    ``answers`` is JSON by variable: codes of choices, or what was typed; a variable that was put to them and left open
    is there with nothing. ``second``: whether they went on to the second part; nothing until they were asked. ``day``
    is the last on which it was touched. ``earlier`` are answers that are not shown again: what was answered before a
    device that had them open let a day go by. The tokens are known by keyed hashes alone.
    """

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="drafts")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, null=True, unique=True)
    answers = models.TextField(default="{}")
    earlier = models.TextField(blank=True)
    reached = models.PositiveSmallIntegerField(default=0)
    second = models.BooleanField(null=True)
    revision = models.PositiveIntegerField(default=0)
    sector = models.CharField(max_length=80, blank=True)
    day = models.DateField()
    trial = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return "draft"


class PageTiming(models.Model):
    """How many people of one path took so long for a page: ``bucket`` is the lower edge in seconds."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="timings")
    path = models.CharField(max_length=170)
    page = models.PositiveSmallIntegerField()
    bucket = models.PositiveIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["path", "page", "bucket"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "path", "page", "bucket"], name="page_timing_once")
        ]

    def __str__(self) -> str:
        return f"{self.path}, page {self.page}, {self.bucket} s"


class PageSet(models.Model):
    """The pages of a version, compiled by the templates that ``made_by`` tells; ``sha256`` is of the content."""

    questionnaire = models.ForeignKey("survey.QuestionnaireVersion", models.CASCADE, related_name="page_sets")
    made_by = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    content = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "made_by"], name="page_set_once")]

    def __str__(self) -> str:
        return f"pages of {self.questionnaire}"
