"""Codebook, codings, themes, findings with what was judged about them, and recommendations."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Partner, PhaseCode, Programme
from thinking_together.synthesis import vocabulary as words


class Approach(models.Model):
    """The declared analytic approach; agreement figures follow it or are absent."""

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="approach")
    kind = models.CharField(max_length=20, choices=words.ApproachKind)
    unit_of_agreement = models.CharField(max_length=20, choices=words.AgreementUnit, blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.get_kind_display()


class Code(models.Model):
    """A code of the codebook. A parent is found wherever one of its children is."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="codes")
    code = models.CharField(max_length=80)
    guid = models.UUIDField(default=uuid.uuid4)
    name = models.CharField(max_length=300)
    definition = models.TextField(blank=True)
    color = models.CharField(max_length=7, blank=True)
    codable = models.BooleanField(default=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="code_once"),
            models.UniqueConstraint(fields=["programme", "guid"], name="code_guid_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Coding(models.Model):
    """A code given to a passage of an immutable text: code points, end exclusive."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="codings")
    code = models.ForeignKey(Code, models.CASCADE, related_name="codings")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    coder = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["text", "code", "start", "end", "coder"], name="coding_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="coding_is_a_passage"),
        ]

    def __str__(self) -> str:
        return f"{self.code} at {self.text} {self.start}-{self.end}"


class Theme(models.Model):
    """What several codes are about together; findings are told by theme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="themes")
    code = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    codes = models.ManyToManyField(Code, through="ThemeCode", related_name="themes")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="theme_code_once")]

    def __str__(self) -> str:
        return self.title


class ThemeCode(models.Model):
    """That a code belongs to a theme, in the analyst's order."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="code_links")
    code = models.ForeignKey(Code, models.CASCADE, related_name="theme_links")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["theme", "code"], name="theme_has_code_once")]

    def __str__(self) -> str:
        return f"{self.code} in {self.theme}"


class FrameworkSummary(models.Model):
    """The analyst's summary in one cell of the framework matrix, with the texts it rests on."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="summaries")
    column_kind = models.CharField(max_length=10, choices=words.ColumnKind)
    column_code = models.CharField(max_length=80)
    summary = models.TextField()
    texts = models.ManyToManyField(Text, through="SummaryText", related_name="framework_summaries")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "column_kind", "column_code"], name="framework_cell_once")
        ]

    def __str__(self) -> str:
        return f"{self.theme}: {self.column_code}"


class SummaryText(models.Model):
    """That a summary rests on a text, in the analyst's order."""

    summary = models.ForeignKey(FrameworkSummary, models.CASCADE, related_name="text_links")
    text = models.ForeignKey(Text, models.CASCADE, related_name="summary_links")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["summary", "text"], name="summary_cites_text_once")]

    def __str__(self) -> str:
        return f"{self.text} for {self.summary}"


class Finding(models.Model):
    """Prose with evidence references; final only with triangulation, confidence and negative cases."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="findings")
    code = models.CharField(max_length=80)
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="findings")
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=words.FindingKind, default=words.FindingKind.FINDING)
    headline = models.BooleanField(default=False)
    body = models.TextField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="finding_code_once")]

    def __str__(self) -> str:
        return self.title


class Triangulation(models.Model):
    """What one phase says about a finding."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="triangulation")
    phase = models.CharField(max_length=20, choices=PhaseCode)
    convergence = models.CharField(max_length=20, choices=words.Convergence)
    silence_kind = models.CharField(max_length=20, choices=words.SilenceKind, blank=True)
    explanation = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "phase"], name="triangulation_once"),
            models.CheckConstraint(
                condition=(Q(convergence="silence") & ~Q(silence_kind=""))
                | (~Q(convergence="silence") & Q(silence_kind="")),
                name="silence_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding}: {self.phase} {self.convergence}"


class Confidence(models.Model):
    """One component of the confidence in a finding (CERQual-informed)."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="confidence")
    component = models.CharField(max_length=20, choices=words.Component)
    level = models.CharField(max_length=10, choices=words.Level)
    explanation = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["finding", "component"], name="confidence_once")]

    def __str__(self) -> str:
        return f"{self.finding}: {self.component} {self.level}"


class NegativeCase(models.Model):
    """What would speak against a finding: looked for, found, and what that means."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="negative_cases")
    looked_for = models.TextField(blank=True)
    found = models.TextField(blank=True)
    explanation = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.finding}: {self.looked_for[:60]}"


class Recommendation(models.Model):
    """What is asked of whom by when; ``position`` is its priority."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="recommendations")
    code = models.CharField(max_length=80)
    group = models.CharField(max_length=30, choices=words.RecommendationGroup)
    text = models.TextField()
    owner = models.ForeignKey(Partner, models.SET_NULL, null=True, blank=True, related_name="recommendations")
    due = models.DateField(null=True, blank=True)
    findings = models.ManyToManyField(Finding, through="RecommendationFinding", related_name="recommendations")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="recommendation_code_once")]

    def __str__(self) -> str:
        return self.code


class RecommendationFinding(models.Model):
    """That a recommendation answers a finding, in the author's order."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="finding_links")
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="recommendation_links")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["recommendation", "finding"], name="answers_finding_once")]

    def __str__(self) -> str:
        return f"{self.recommendation} answers {self.finding}"
