"""What analysts add to answers: lists of named resources, and that somebody wrote about themselves."""

from __future__ import annotations

from typing import Any

from django.db import models


class Kept(models.QuerySet["MentionList"]):
    """Figures were shown by what was kept, so it stays as it was."""

    def update(self, **changes: Any) -> int:
        raise TypeError("a list of resources never changes; a new one follows it")

    update.alters_data = True  # type: ignore[attr-defined]


class MentionList(models.Model):
    """The resources that are looked for in the answers to one open question; of several the last counts.

    ``resources`` are [code, label, [other spellings]]. A published questionnaire has lists of its own, which
    stay as they were published: the first of these follows them.
    """

    questionnaire = models.ForeignKey("survey.QuestionnaireVersion", models.CASCADE, related_name="mention_lists")
    item = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    resources = models.JSONField()

    objects = Kept.as_manager()

    class Meta:
        ordering = ["item", "number"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "item", "number"], name="mention_list_once")]

    def __str__(self) -> str:
        return f"resources in {self.item}, {self.number}"


class OwnWords(models.Model):
    """An answer in which somebody tells of their own experience: health data, kept here alone and for leads only.

    ``about`` is the name that the answer has among the texts; where it stood are blanks of the same length.
    """

    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="own_words")
    about = models.CharField(max_length=160)
    words = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "about"], name="own_words_once")]

    def __str__(self) -> str:
        return "own experience"
