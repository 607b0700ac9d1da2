"""Texts that are coded and quoted, the check of each quote, and who cites what."""

from __future__ import annotations

from django.db import models

from thinking_together.programmes.models import Programme


class Text(models.Model):
    """An immutable version of a text: NFC, ``\\n``, positions in code points, end exclusive.

    ``unit`` is what is counted when a code is found here (one session, one response, one agency's answer).
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="texts")
    phase = models.CharField(max_length=20)
    ref = models.CharField(max_length=160)
    version = models.PositiveIntegerField(default=1)
    unit = models.CharField(max_length=80)
    sector = models.CharField(max_length=80, blank=True)
    question = models.CharField(max_length=80, blank=True)
    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["phase", "position", "ref"]
        constraints = [models.UniqueConstraint(fields=["programme", "ref", "version"], name="text_version_once")]

    def __str__(self) -> str:
        return f"{self.ref} v{self.version}"


class QuoteCheck(models.Model):
    """A second person's check that a passage may be quoted, and with which consent."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="quote_checks")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    consent = models.CharField(max_length=20, choices=[("quote", "may be quoted"), ("internal", "not outside")])
    chosen_by = models.CharField(max_length=80)
    checked_by = models.CharField(max_length=80)
    checked_on = models.DateField()

    class Meta:
        ordering = ["text", "start", "end"]
        constraints = [models.UniqueConstraint(fields=["text", "start", "end"], name="quote_check_once")]

    def __str__(self) -> str:
        return f"{self.text} {self.start}-{self.end}"


class Citation(models.Model):
    """That a finding, recommendation or section cites a reference, and the value its author last confirmed."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="citations")
    citing = models.CharField(max_length=160)  # "finding/f01", "section/conclusion"
    reference = models.CharField(max_length=1000)
    confirmed = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["citing", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "citing", "reference"], name="citation_once")]

    def __str__(self) -> str:
        return f"{self.citing} cites {self.reference}"
