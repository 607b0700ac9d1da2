"""What sessions were asked and what people thought of them; what they said are texts of ``evidence``."""

from __future__ import annotations

from django.db import models

from thinking_together.gatherings.models import Gathering
from thinking_together.programmes.models import Programme


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
