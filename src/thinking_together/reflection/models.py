"""Rounds of sessions: who offered which times and where they are placed; notes while they are written, and feedback.

What was said, once notes are finished, are texts of ``evidence``.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from thinking_together.gatherings.models import Gathering
from thinking_together.programmes.models import Membership, Participant, Programme


class Round(models.Model):
    """Sessions that are planned together, what their groups must be, and how the last plan turned out.

    ``invited`` is how many are invited to a session where the lead chose it; ``planned_as`` names what the plan was
    made of, so that a plan of yesterday's offers says so.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="session_rounds")
    number = models.PositiveSmallIntegerField()
    smallest = models.PositiveSmallIntegerField("smallest group", default=6)
    largest = models.PositiveSmallIntegerField("largest group", default=7)
    sectors = models.PositiveSmallIntegerField("sectors at least", default=3)
    one_organisation = models.PositiveSmallIntegerField("people of one organisation at most", default=2)
    invited = models.PositiveSmallIntegerField("people invited to a session", null=True, blank=True)
    planned_as = models.CharField(max_length=64, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    bound = models.PositiveIntegerField(default=0)
    optimal = models.BooleanField(default=False)
    remedies = models.JSONField(default=list, blank=True)
    closed = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="round_once"),
            models.UniqueConstraint(fields=["programme"], condition=Q(closed=None), name="one_open_round"),
        ]

    def __str__(self) -> str:
        return f"Round {self.number}"


class RoundSession(models.Model):
    """That a session is planned in a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="sessions")
    session = models.OneToOneField(Gathering, models.CASCADE, related_name="round_session")

    class Meta:
        ordering = ["session__day", "session__position", "pk"]

    def __str__(self) -> str:
        return f"{self.session} of {self.round}"


class Facilitation(models.Model):
    """That a member facilitates a session or writes its notes."""

    session = models.ForeignKey(Gathering, models.CASCADE, related_name="facilitations")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="facilitations")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="facilitator_once")]

    def __str__(self) -> str:
        return f"{self.member.person} at {self.session}"


class Offer(models.Model):
    """The times that somebody could come to a session of a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="offers")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="session_offers")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "participant"], name="offer_once")]

    def __str__(self) -> str:
        return f"{self.participant}, {self.round}"


class OfferedTime(models.Model):
    """One session that somebody could come to."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="times")
    session = models.ForeignKey(Gathering, models.CASCADE, related_name="offered")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["offer", "session"], name="offered_time_once")]

    def __str__(self) -> str:
        return f"{self.offer}: {self.session}"


class Wish(models.Model):
    """Somebody with whom a person would not speak freely, said in private: for the planner and leads alone.

    It is in no bundle and goes when the round is closed.
    """

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="wishes")
    email = models.EmailField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["offer", "email"], name="wish_once")]

    def __str__(self) -> str:
        return f"A private wish of {self.offer}"


class Placement(models.Model):
    """Where somebody is placed in the plan; a locked place stays when the plan is made again.

    Without a session a lead took them out: they are asked for nothing and keep no place that they had.
    """

    offer = models.OneToOneField(Offer, models.CASCADE, related_name="placement")
    session = models.ForeignKey(Gathering, models.CASCADE, null=True, blank=True, related_name="placements")
    locked = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.offer} in {self.session or 'no session'}"


class Question(models.Model):
    """A question that is put to sessions."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="reflection_questions")
    code = models.CharField(max_length=80)
    text = models.CharField(max_length=500)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="reflection_question_once")]

    def __str__(self) -> str:
        return self.text


class SessionNotes(models.Model):
    """The notes of one session."""

    session = models.OneToOneField(Gathering, models.CASCADE, related_name="reflection_notes")
    title = models.CharField(max_length=500)
    mix = models.JSONField(default=dict, blank=True)  # people who were there, by the code of their sector

    class Meta:
        ordering = ["session"]

    def __str__(self) -> str:
        return self.title


class AskedQuestion(models.Model):
    """That a session was asked a question. Without contributions it says: asked, and not raised."""

    notes = models.ForeignKey(SessionNotes, models.CASCADE, related_name="asked")
    question = models.ForeignKey(Question, models.CASCADE)
    speakers = models.JSONField(default=list, blank=True)  # sector codes or "group", one a contribution
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["notes", "question"], name="asked_once_a_session")]

    def __str__(self) -> str:
        return f"{self.notes}: {self.question}"


class FeedbackPoint(models.Model):
    """One item of one anonymous feedback form, from 1 (not at all) to 5 (very much)."""

    session = models.ForeignKey(Gathering, models.CASCADE, related_name="feedback")
    form = models.PositiveIntegerField()
    item = models.CharField(max_length=80)
    points = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["session", "form", "item"], name="feedback_item_once_a_form")]

    def __str__(self) -> str:
        return f"{self.item}: {self.points}"


class NoteDraft(models.Model):
    """What people of one sector, or the group, said to one question, while the notes are being written.

    A blank line parts contributions. ``version`` grows with every change; ``last_by`` is who made the last.
    """

    session = models.ForeignKey(Gathering, models.CASCADE, related_name="note_drafts")
    question = models.ForeignKey(Question, models.CASCADE, related_name="drafts")
    who = models.CharField(max_length=80)  # the code of a sector, or "group"
    body = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    last_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["session", "question", "who"], name="note_draft_once")]

    def __str__(self) -> str:
        return f"{self.session}: {self.question.code}, {self.who}"


class FeedbackForm(models.Model):
    """One anonymous form that came by link; ``key`` is of the page that it was filled in on, so that it counts once."""

    session = models.ForeignKey(Gathering, models.CASCADE, related_name="feedback_forms")
    number = models.PositiveIntegerField()
    key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="feedback_form_once")]

    def __str__(self) -> str:
        return f"A form about {self.session}"
