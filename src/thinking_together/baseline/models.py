"""The guideline's recommendations as the programme's workbook lists them, and how far agencies meet each."""

from __future__ import annotations

from django.db import models

from thinking_together.gatherings.models import Gathering
from thinking_together.programmes.models import Partner, Programme


class RatingChoice(models.TextChoices):
    MET = "met", "Met"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not_met", "Not met"
    NOT_RELEVANT = "not_relevant", "Not relevant"


class Recommendation(models.Model):
    """One line of the workbook, its cells as they stand there. ``headings`` are lines above it without a number."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="baseline_recommendations")
    number = models.CharField(max_length=20)
    label = models.TextField()
    relevant = models.TextField(blank=True)
    activity = models.TextField(blank=True)
    met = models.TextField(blank=True)
    actions = models.TextField(blank=True)
    risk = models.TextField(blank=True)
    cost = models.TextField(blank=True)
    deadline = models.TextField(blank=True)
    lead = models.TextField(blank=True)
    extra = models.JSONField(default=list, blank=True)  # [["heading", "cell"], …] of columns of the area's own
    headings = models.JSONField(default=list, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="recommendation_once")]

    def __str__(self) -> str:
        return self.number


class Rating(models.Model):
    """One agency's own rating. Its comment is a text of ``evidence``, kept there alone."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="ratings")
    agency = models.ForeignKey(Partner, models.CASCADE)
    rating = models.CharField(max_length=20, choices=RatingChoice)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["recommendation", "agency"], name="one_rating_an_agency")]

    def __str__(self) -> str:
        return f"{self.agency}: {self.rating}"


class AgreedRating(models.Model):
    """What the group agreed, with the disagreement kept."""

    recommendation = models.OneToOneField(Recommendation, models.CASCADE, related_name="agreed")
    rating = models.CharField(max_length=20, choices=RatingChoice)
    disagreement = models.TextField(blank=True)
    meeting = models.ForeignKey(Gathering, models.RESTRICT, null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.rating}"


class SignOff(models.Model):
    """That an agency lets its own ratings be shown outside the group."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="baseline_signoffs")
    agency = models.ForeignKey(Partner, models.CASCADE)
    by = models.CharField(max_length=120)
    on = models.DateField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["programme", "agency"], name="one_signoff_an_agency")]

    def __str__(self) -> str:
        return f"{self.agency} on {self.on}"


class Minutes(models.Model):
    """The minutes of a meeting; what was said are texts of ``evidence``."""

    meeting = models.OneToOneField(Gathering, models.CASCADE, related_name="minutes")
    title = models.CharField(max_length=500)

    class Meta:
        ordering = ["meeting"]

    def __str__(self) -> str:
        return self.title


class Topic(models.Model):
    """What the meeting talked about: a recommendation's number or a topic of its own."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="topics")
    code = models.CharField(max_length=80)
    text = models.CharField(max_length=500)
    speakers = models.JSONField(default=list, blank=True)  # agency codes or "group", one a contribution
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["minutes", "code"], name="topic_once")]

    def __str__(self) -> str:
        return self.text


class Action(models.Model):
    """What the group decided to do about a recommendation."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="planned_actions")
    action = models.TextField()
    owner = models.ForeignKey(Partner, models.RESTRICT, null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.action
