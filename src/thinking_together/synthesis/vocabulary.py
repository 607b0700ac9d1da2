"""The words of the synthesis: what a judgement may be, and how a reader sees it.

Sources: Framework Method (Gale and others, 2013); triangulation protocol (Farmer and others, 2006; O'Cathain and
others, 2010), with silence told apart by whether the phase asked; the four components of GRADE-CERQual (Lewin and
others, 2018), used here for mixed evidence and therefore called CERQual-informed.
"""

from __future__ import annotations

from django.db import models


class ApproachKind(models.TextChoices):
    FRAMEWORK = "framework", "Framework analysis"
    CODEBOOK = "codebook", "Codebook thematic analysis"
    REFLEXIVE = "reflexive", "Reflexive thematic analysis"


class AgreementUnit(models.TextChoices):
    """What two coders must have coded alike to agree."""

    ANSWER = "answer", "answer"
    SPEAKER_TURN = "speaker_turn", "speaker turn"
    PARAGRAPH = "paragraph", "paragraph"


class ColumnKind(models.TextChoices):
    """What a column of the framework matrix stands for."""

    SECTOR = "sector", "sector"
    PHASE = "phase", "phase"


class FindingKind(models.TextChoices):
    FINDING = "finding", "Finding"
    POSITIVE_PRACTICE = "positive_practice", "Positive practice"
    PROCESS = "process", "Reflection on the process"
    LIMITATION = "limitation", "Limitation"


class Convergence(models.TextChoices):
    """What a phase says about a finding."""

    AGREEMENT = "agreement", "agreement"
    PARTIAL = "partial", "partial agreement"
    DISSONANCE = "dissonance", "dissonance"
    SILENCE = "silence", "silence"


class SilenceKind(models.TextChoices):
    """Why a phase says nothing: it did not ask, or it asked and nobody raised it."""

    NOT_ASKED = "not_asked", "not asked"
    NOT_RAISED = "not_raised", "asked, not raised"


class Component(models.TextChoices):
    LIMITS = "limits", "methodological limits"
    COHERENCE = "coherence", "coherence"
    ADEQUACY = "adequacy", "adequacy of data"
    RELEVANCE = "relevance", "relevance"
    OVERALL = "overall", "confidence overall"


class Level(models.TextChoices):
    HIGH = "high", "high"
    MODERATE = "moderate", "moderate"
    LOW = "low", "low"
    VERY_LOW = "very_low", "very low"


class RecommendationGroup(models.TextChoices):
    TRAINING = "training", "Training"
    STAFFING = "staffing", "Resources: staffing"
    SUPERVISION = "supervision_process_policy", "Supervision, process and policy"
    INFORMATION = "information", "Resources: information giving"
