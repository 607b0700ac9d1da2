"""The launch and the learning network: its public page, who belongs to it, and what they are told."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from thinking_together.gatherings.models import Gathering
from thinking_together.programmes.models import Participant, Partner, Programme, Sector


class Page(models.Model):
    """The programme's public page. Nobody outside sees it before it is opened."""

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="network_page")
    why = models.TextField("why")
    taking_part = models.TextField("what taking part means")
    opened = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return "public page"


class Consent(models.Model):
    """What people agree to when they join. It is never changed: other words are the next number."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="consents")
    number = models.PositiveSmallIntegerField()
    since = models.DateField()
    words = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="consent_number_once")]

    def __str__(self) -> str:
        return f"consent {self.number}"


class Interest(models.Model):
    """Something that members can say they are interested in."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="interest_list")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="interest_code_once")]

    def __str__(self) -> str:
        return self.name


ASKING_DAYS = 7  # for which somebody who asked to join can confirm


class Asking(models.Model):
    """Somebody asked to join and has not confirmed by the link yet. Forgotten after some days."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="askings")
    email = models.EmailField(max_length=254)
    sector = models.ForeignKey(Sector, models.CASCADE)
    partner = models.ForeignKey(Partner, models.SET_NULL, null=True, blank=True)
    role = models.CharField(max_length=120, blank=True)
    interests = models.JSONField(default=list, blank=True)
    consent = models.ForeignKey(Consent, models.CASCADE)
    asked = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "email"], name="asking_once")]

    def __str__(self) -> str:
        return "asking to join"


class Member(models.Model):
    """A participant's membership. Sector, role and interests stand with the participant."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="members")
    participant = models.OneToOneField(Participant, models.CASCADE, related_name="membership")
    joined = models.DateField()
    left = models.DateField(null=True, blank=True)
    consent = models.ForeignKey(Consent, models.RESTRICT, null=True, blank=True)
    consented = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.participant)


class Audience(models.TextChoices):
    ALL = "all", "All members"
    SECTOR = "sector", "Members of some sectors"
    INTEREST = "interest", "Members with some interests"


class Update(models.Model):
    """News for members, in Markdown. Once sent its words stay. ``chosen``: codes of the sectors or interests."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="updates")
    code = models.CharField(max_length=80)
    title = models.CharField(max_length=120)
    body = models.TextField()
    audience = models.CharField(max_length=20, choices=Audience, default=Audience.ALL)
    chosen = models.JSONField(default=list, blank=True)
    shown = models.BooleanField("shown on the public page", default=False)
    sent = models.DateField(null=True, blank=True)
    sent_to = models.PositiveIntegerField("how many members it was sent to", null=True, blank=True)

    class Meta:
        ordering = [models.F("sent").desc(nulls_first=True), "-pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="update_code_once")]

    def __str__(self) -> str:
        return f"update {self.code}"


class Answered(models.Model):
    """You said, we did: what people asked for, and what was done about it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="answered")
    code = models.CharField(max_length=80)
    said = models.TextField("what you said")
    did = models.TextField("what we did")
    day = models.DateField()
    shown = models.BooleanField("shown on the public page", default=True)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="answered_code_once")]

    def __str__(self) -> str:
        return f"answer {self.code}"


class Evaluation(models.Model):
    """That people who came to an event are asked how it was. Its figures are offered once it is closed."""

    gathering = models.OneToOneField(Gathering, models.CASCADE, related_name="evaluation")
    opened = models.DateField()
    closed = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"evaluation of {self.gathering.code}"


class EvaluationForm(models.Model):
    """One anonymous form: points by statement, under a random key. No day, nobody's name, no event in the log."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="forms")
    points = models.JSONField(default=dict)

    def __str__(self) -> str:
        return "form"
