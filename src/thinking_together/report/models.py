"""Authored sections of a report, and editions: a report frozen as it was written."""

from __future__ import annotations

from django.conf import settings
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
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


# Addresses that answer everybody; drafts are for members of the programme, and a withdrawn one says only that it was.
OPEN_STATES = frozenset({EditionState.EXAMPLE, EditionState.PUBLISHED, EditionState.WITHDRAWN})
READABLE = frozenset({EditionState.EXAMPLE, EditionState.PUBLISHED})


class Edition(models.Model):
    """A report as it stood: all that its pages show is in ``document``, nothing is computed again.

    The edition of an invented programme is an example and stays one. ``refusals`` is what the strict check found at
    ``checked_at``; ``stale``, that publishing found another report than this by then. ``publish_asked_by`` is the lead
    who asked for it to be published, while that waits.
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
    refusals = models.JSONField(default=list)
    checked_at = models.DateTimeField(null=True)
    stale = models.BooleanField(default=False)
    publish_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["programme", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=Q(invented=False) | Q(state="example"), name="invented_edition_is_an_example"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_because=""), name="withdrawn_edition_says_why"
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


class EditionFile(models.Model):
    """A file of an edition as people download it: made once, with the edition, and never again.

    In the database, so that an edition and its files are kept in one transaction and stand in one backup.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="edition_file_once")]

    def __str__(self) -> str:
        return self.name
