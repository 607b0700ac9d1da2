"""What the synthesis is made of, as its files hold it and as its domain functions take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from thinking_together.core.tabular import Code, column
from thinking_together.programmes.models import PhaseCode
from thinking_together.synthesis.vocabulary import (
    AgreementUnit,
    ApproachKind,
    ColumnKind,
    Component,
    Convergence,
    FindingKind,
    Level,
    RecommendationGroup,
    SilenceKind,
)

LONGEST_NAME = 300
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class ApproachRow:
    approach: Code = column("The analytic approach", choices=tuple(ApproachKind.values))
    unit_of_agreement: Code | None = column(
        "What two coders must have coded alike to agree; none in a reflexive analysis",
        choices=tuple(AgreementUnit.values),
        default=None,
    )
    note: str = column("Who coded, how the codebook came about, what was coded twice", default="")


@dataclass(frozen=True, slots=True)
class CodeNameRow:
    guid: str = column("GUID of the code in the codebook", unique=True, longest=38)
    code: Code = column("Its short name, where the name in the codebook does not give it", unique=True)


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code of the codebook. ``parent`` is the short name of the code it is nested in."""

    code: str
    name: str
    definition: str = ""
    parent: str | None = None
    guid: UUID | None = None
    color: str = ""
    codable: bool = True


@dataclass(frozen=True, slots=True)
class CodingRow:
    text: str = column("Text that is coded", refers="text", longest=160)
    code: Code = column("Code that was given", refers="code")
    start: int = column("First character of the passage, counted from 0 in code points")
    end: int = column("One past its last character")
    coder: Code = column("Who coded it, by role or initials")


@dataclass(frozen=True, slots=True)
class ThemeRow:
    theme: Code = column("Short name of the theme", unique=True, defines="theme")
    title: str = column("Title as the report prints it", longest=LONGEST_TITLE)
    summary: str = column("What the theme is about, in a sentence or two; may hold evidence references", default="")
    codes: tuple[Code, ...] = column("Codes that belong to it, parted by |", refers="code", default=())


@dataclass(frozen=True, slots=True)
class FrameworkRow:
    theme: Code = column("Theme of the matrix's row", refers="theme")
    column_kind: Code = column("Whether the column is a sector or a phase", choices=tuple(ColumnKind.values))
    column_code: Code = column("The sector or phase")
    summary: str = column("What was found there, written by the analyst")
    texts: tuple[str, ...] = column("Texts the summary rests on, parted by |", refers="text", default=())


@dataclass(frozen=True, slots=True)
class FindingFront:
    """The front matter of a finding's file."""

    title: str = column("Title of the finding", longest=LONGEST_TITLE)
    kind: Code = column("What it is about", choices=tuple(FindingKind.values))
    theme: Code | None = column("Theme it belongs to", refers="theme", default=None)
    headline: bool | None = column("yes for a finding of page one", default=None)


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """A finding. ``body`` is prose with evidence references."""

    code: str
    title: str
    body: str
    kind: str = FindingKind.FINDING.value
    theme: str | None = None
    headline: bool = False


@dataclass(frozen=True, slots=True)
class TriangulationRow:
    finding: Code = column("The finding", refers="finding")
    phase: Code = column("The phase", choices=tuple(PhaseCode.values))
    convergence: Code = column("What the phase says about the finding", choices=tuple(Convergence.values))
    silence_kind: Code | None = column(
        "Why the phase is silent; only for silence", choices=tuple(SilenceKind.values), default=None
    )
    explanation: str = column("Why it was judged so; may hold evidence references", default="")


@dataclass(frozen=True, slots=True)
class ConfidenceRow:
    finding: Code = column("The finding", refers="finding")
    component: Code = column("Component of the judgement (CERQual-informed)", choices=tuple(Component.values))
    level: Code = column("Confidence as far as this component goes", choices=tuple(Level.values))
    explanation: str = column("Why it was judged so; may hold evidence references", default="")


@dataclass(frozen=True, slots=True)
class NegativeCaseRow:
    finding: Code = column("The finding", refers="finding")
    looked_for: str = column("What would speak against the finding, and where it was looked for; as prose", default="")
    found: str = column("What was found", default="")
    explanation: str = column("What that means for the finding", default="")


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    recommendation: Code = column("Short name of the recommendation; rows stand in order of priority", unique=True)
    group: Code = column("Which of the four groups", choices=tuple(RecommendationGroup.values))
    text: str = column("What is recommended; may hold evidence references")
    owner: Code | None = column("Organisation that has agreed to do it", refers="partner", default=None)
    due: date | None = column("By when", default=None)
    findings: tuple[Code, ...] = column("Findings it answers, parted by |", refers="finding", default=())
