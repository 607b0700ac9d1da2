"""What was found, what was decided about it, and what the included records hold."""

from __future__ import annotations

from django.db import models

from thinking_together.programmes.models import Partner, Programme


class Stage(models.TextChoices):
    TITLE = "title", "title and landing page"
    FULL_TEXT = "full_text", "full text"


class Decision(models.TextChoices):
    INCLUDE = "include", "include"
    EXCLUDE = "exclude", "exclude"
    UNSURE = "unsure", "unsure"
    NOT_RETRIEVED = "not_retrieved", "not retrieved"


class Judgement(models.TextChoices):
    YES = "yes", "yes"
    PARTLY = "partly", "partly"
    NO = "no", "no"


class Locality(models.TextChoices):
    LOCAL = "local", "Local"
    REGIONAL = "regional", "Regional"
    NATIONAL = "national", "National"
    INTERNATIONAL = "international", "International"


class TermKind(models.TextChoices):
    AUDIENCE = "audience", "Audience"
    TOPIC = "topic", "Topic"
    FORMAT = "format", "Format"


CRITERIA = ("authority", "accuracy", "coverage", "objectivity", "date", "significance")


class Term(models.Model):
    """A word of the review's vocabulary: an audience, a topic or a format."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="literature_terms")
    kind = models.CharField(max_length=20, choices=TermKind)
    code = models.CharField(max_length=80)
    label = models.CharField(max_length=120)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["programme", "kind", "code"], name="literature_term_once")]

    def __str__(self) -> str:
        return self.label


class Record(models.Model):
    """A reference as it was found. ``fields`` holds every RIS tag with its values; nothing is ever deleted from it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="literature_records")
    code = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    title = models.TextField()
    publisher = models.TextField(blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    fields = models.JSONField(default=list)  # [["TI", ["…"]], …] in the order of the file
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="literature_record_once")]

    def __str__(self) -> str:
        return self.title


class Duplicate(models.Model):
    """That a record repeats another. A link, so that it can be undone."""

    record = models.OneToOneField(Record, models.CASCADE, related_name="duplicate")
    original = models.ForeignKey(Record, models.CASCADE, related_name="repeated_by")
    reason = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.record} repeats {self.original}"


class Screening(models.Model):
    """One reviewer's decision, made without sight of the other's."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="screenings")
    reviewer = models.CharField(max_length=80)
    stage = models.CharField(max_length=20, choices=Stage)
    decision = models.CharField(max_length=20, choices=Decision)
    reason = models.CharField(max_length=200, blank=True)
    day = models.DateField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["record", "reviewer", "stage"], name="one_decision_a_reviewer")]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.decision}"


class Adjudication(models.Model):
    """The decision that ends a disagreement, with its reason."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="adjudications")
    stage = models.CharField(max_length=20, choices=Stage)
    decision = models.CharField(max_length=20, choices=Decision)
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=80)
    day = models.DateField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["record", "stage"], name="one_adjudication_a_stage")]

    def __str__(self) -> str:
        return f"{self.by}: {self.decision}"


class Appraisal(models.Model):
    """The six AACODS judgements of an included record (Tyndall 2010), never added up to a score."""

    record = models.OneToOneField(Record, models.CASCADE, related_name="appraisal")
    authority = models.CharField(max_length=10, choices=Judgement)
    accuracy = models.CharField(max_length=10, choices=Judgement)
    coverage = models.CharField(max_length=10, choices=Judgement)
    objectivity = models.CharField(max_length=10, choices=Judgement)
    date = models.CharField(max_length=10, choices=Judgement)
    significance = models.CharField(max_length=10, choices=Judgement)
    comment = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"Appraisal of {self.record}"


class Extraction(models.Model):
    """Whom an included record is for, what it is about, and which local service endorses it."""

    record = models.OneToOneField(Record, models.CASCADE, related_name="extraction")
    audiences = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    format = models.CharField(max_length=80)
    locality = models.CharField(max_length=20, choices=Locality)
    endorsed_by = models.ForeignKey(Partner, models.RESTRICT, null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"Extraction of {self.record}"
