"""Authored sections of a report, and editions: a report frozen as it was written."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from thinking_together.programmes.models import Programme


class SectionCode(models.TextChoices):
    """The parts that people write; results and recommendations come from the findings."""

    INTRODUCTION = "introduction", "Introduction"
    CONTEXT = "context", "Context"
    SCOPE = "scope", "Scope and methodology"
    PROCESS = "process", "Reflections on process"
    LIMITATIONS = "limitations", "Limitations and who was not represented"
    CONCLUSION = "conclusion", "Conclusion"
    REFERENCES = "references", "References"


class Section(models.Model):
    """Prose with evidence references, in the place its code says."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="report_sections")
    code = models.CharField(max_length=20, choices=SectionCode)
    heading = models.CharField(max_length=200)
    body = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="report_section_once")]

    def __str__(self) -> str:
        return self.heading


class EditionState(models.TextChoices):
    EXAMPLE = "example", "Example"
    DRAFT = "draft", "Draft"


# What everybody may read; drafts are for members of the programme.
OPEN_STATES = frozenset({EditionState.EXAMPLE})


class Edition(models.Model):
    """A report as it stood: all that its pages show is in ``document``, nothing is computed again.

    The edition of an invented programme is an example and stays one.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    slug = models.SlugField(max_length=100, unique=True)
    state = models.CharField(max_length=10, choices=EditionState)
    invented = models.BooleanField()
    title = models.CharField(max_length=200)
    as_of = models.DateField()
    sha256 = models.CharField(max_length=64)
    document = models.JSONField()

    class Meta:
        ordering = ["programme", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=Q(invented=False) | Q(state="example"), name="invented_edition_is_an_example"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"

    @property
    def open(self) -> bool:
        return self.state in OPEN_STATES


class EditionPicture(models.Model):
    """A picture of an edition by its key, so that a page and its pictures are fetched apart."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="pictures")
    key = models.CharField(max_length=40)
    svg = models.TextField()

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="edition_picture_once")]

    def __str__(self) -> str:
        return self.key
