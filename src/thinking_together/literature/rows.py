"""The review's files and their columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thinking_together.core.tabular import Code, CsvFile, column
from thinking_together.literature.models import Decision, Judgement, Locality, Stage, TermKind
from thinking_together.programmes.parts import OtherFile

_JUDGEMENTS = tuple(Judgement.values)


@dataclass(frozen=True, slots=True)
class TermRow:
    kind: Code = column("What the word is for", choices=tuple(TermKind.values))
    code: Code = column("Short name")
    label: str = column("The word as the report prints it", longest=120)


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    record: Code = column("The record that repeats another", refers="record", unique=True)
    duplicate_of: Code = column("The record it repeats", refers="record")
    reason: str = column("Why they are the same", default="")


@dataclass(frozen=True, slots=True)
class ScreeningRow:
    record: Code = column("The record", refers="record")
    reviewer: Code = column("Who decided, by initials or role")
    stage: Code = column("What was looked at", choices=tuple(Stage.values))
    decision: Code = column("The decision", choices=tuple(Decision.values))
    day: date = column("When")
    reason: str = column("Why it was left out; needed to exclude a full text", default="", longest=200)


@dataclass(frozen=True, slots=True)
class AdjudicationRow:
    record: Code = column("The record that reviewers disagreed about", refers="record")
    stage: Code = column("At which stage", choices=tuple(Stage.values))
    decision: Code = column("What was decided", choices=(Decision.INCLUDE, Decision.EXCLUDE, Decision.NOT_RETRIEVED))
    reason: str = column("Why", longest=200)
    by: str = column("Who decided, by initials or role", longest=80)
    day: date = column("When")


@dataclass(frozen=True, slots=True)
class AppraisalRow:
    record: Code = column("An included record", refers="record", unique=True)
    authority: Code = column("Is it clear who is responsible, and are they credible", choices=_JUDGEMENTS)
    accuracy: Code = column("Is it supported by evidence and checked", choices=_JUDGEMENTS)
    coverage: Code = column("Does it say what it covers and what not", choices=_JUDGEMENTS)
    objectivity: Code = column("Is its standpoint open and balanced", choices=_JUDGEMENTS)
    date: Code = column("Does it bear a date, and is it recent enough", choices=_JUDGEMENTS)
    significance: Code = column("Does it add something for local use", choices=_JUDGEMENTS)
    comment: str = column("Anything a reader should know", default="")


@dataclass(frozen=True, slots=True)
class ExtractionRow:
    record: Code = column("An included record", refers="record", unique=True)
    audience: tuple[Code, ...] = column("Whom it is for, parted by |", refers="audience")
    topic: tuple[Code, ...] = column("What it is about, parted by |", refers="topic")
    format: Code = column("What it is", refers="format")
    locality: Code = column("How far it reaches", choices=tuple(Locality.values))
    endorsed_by: Code | None = column("The local service that recommends it", refers="partner", default=None)


RECORDS = OtherFile(
    "literature/records.ris",
    "Every record found, as a reference manager exports it. `ID` is the record's code; a title (`TI`) is needed; "
    "`UR` may stand several times; other tags are kept.",
)
VOCABULARY = CsvFile("literature/vocabulary.csv", TermRow, "Audiences, topics and formats of the review.")
DUPLICATES = CsvFile("literature/duplicates.csv", DuplicateRow, "Records that repeat another.")
SCREENING = CsvFile("literature/screening.csv", ScreeningRow, "Each reviewer's decisions.")
ADJUDICATION = CsvFile("literature/adjudication.csv", AdjudicationRow, "How disagreements were settled.")
APPRAISAL = CsvFile("literature/appraisal.csv", AppraisalRow, "AACODS judgements of the included records.")
EXTRACTION = CsvFile("literature/extraction.csv", ExtractionRow, "What the included records hold.")
