"""A report as data: everything its HTML, PDF, DOCX, pages and files show, and nothing else.

All of it is frozen and can be stored as JSON (``freezing``). Text is plain; evidence is named by its number in
``Document.evidence``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from thinking_together.analysis.tables import Dimension, Source, Statistic, Table


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a sentence that is only words."""

    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of a sentence that evidence shows or holds. ``state`` is ``shown`` or why it is not."""

    text: str
    references: tuple[str, ...]
    state: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What one reference of a sentence gave."""

    reference: str
    format: str
    shown: str
    state: str
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    source: str = ""
    date: str = ""
    policy: str = ""


@dataclass(frozen=True, slots=True)
class ResolvedStatement:
    """A sentence with its evidence. ``marks`` are the numbers of its evidence, in order."""

    id: str
    parts: tuple[Words | Shown, ...]
    values: tuple[Value, ...]
    marks: tuple[int, ...]
    line: int = 0

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def references(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(r for part in self.parts if isinstance(part, Shown) for r in part.references))


@dataclass(frozen=True, slots=True)
class ParagraphView:
    statements: tuple[ResolvedStatement, ...]
    context: bool = False
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class HeadingView:
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture in its place. ``key`` names the drawing; empty where the table cannot be drawn.

    ``title`` says what is shown, ``line`` what the picture answers.
    """

    id: str
    reference: str
    title: str
    caption: ResolvedStatement
    key: str
    alt: str
    width: int
    height: int
    source: str
    invented: bool
    line: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. ``anchor`` is a place in the document; ``said`` are its sentences where they cite evidence."""

    text: str
    anchor: str = ""
    numeric: bool = False
    said: tuple[ResolvedStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class TableView:
    """A table for readers: the first cell of a row names the row. ``evidence`` are the numbers of what it shows."""

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str = ""
    note: str = ""
    invented: bool = False
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """What is asked, of whom, by when, and what it answers: codes of findings."""

    code: str
    statements: tuple[ResolvedStatement, ...]
    owner: str
    due: str
    findings: tuple[str, ...]
    group: str

    @property
    def text(self) -> str:
        return " ".join(s.text for s in self.statements)


@dataclass(frozen=True, slots=True)
class RecommendationsView:
    """A list of recommendations in the flow of the document."""

    items: tuple[RecommendationView, ...]


Block = ParagraphView | HeadingView | PictureView | TableView | RecommendationsView


@dataclass(frozen=True, slots=True)
class PhaseSays:
    """What one phase says to a finding."""

    phase: str
    convergence: str
    why: tuple[ResolvedStatement, ...]

    @property
    def explanation(self) -> str:
        return plain(self.why)


@dataclass(frozen=True, slots=True)
class Judged:
    """A component of the confidence in a finding."""

    component: str
    level: str
    why: tuple[ResolvedStatement, ...]

    @property
    def explanation(self) -> str:
        return plain(self.why)


@dataclass(frozen=True, slots=True)
class Contrary:
    """What would speak against a finding: what was looked for, what was found, what follows."""

    looked: tuple[ResolvedStatement, ...]
    met: tuple[ResolvedStatement, ...]
    why: tuple[ResolvedStatement, ...]

    @property
    def looked_for(self) -> str:
        return plain(self.looked)

    @property
    def found(self) -> str:
        return plain(self.met)

    @property
    def explanation(self) -> str:
        return plain(self.why)


@dataclass(frozen=True, slots=True)
class FindingNote:
    """What stands behind a finding beside its evidence."""

    code: str
    title: str
    confidence: str
    says: tuple[PhaseSays, ...]
    judged: tuple[Judged, ...]
    contrary: tuple[Contrary, ...]
    recommendations: tuple[str, ...]

    def statements(self) -> tuple[ResolvedStatement, ...]:
        """Every sentence of the judgements."""
        against = (part for case in self.contrary for part in (case.looked, case.met, case.why))
        reasons = (*(s.why for s in self.says), *(j.why for j in self.judged), *against)
        return tuple(statement for reason in reasons for statement in reason)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading with what stands under it. ``finding`` is set where the section is a finding."""

    id: str
    heading: str
    blocks: tuple[Block, ...]
    sections: tuple[SectionView, ...] = ()
    finding: FindingNote | None = None

    def having(self, sections: tuple[SectionView, ...]) -> SectionView:
        """The same section with sections beneath it."""
        return replace(self, sections=sections)


@dataclass(frozen=True, slots=True)
class Ask:
    """One line of page one: what is asked, of whom, by when."""

    code: str
    text: str
    owner: str
    due: str


@dataclass(frozen=True, slots=True)
class Board:
    """Page one."""

    findings: tuple[tuple[str, ResolvedStatement], ...]  # finding code, its first statement
    asks: tuple[Ask, ...]
    comparator: str
    comparison: tuple[ResolvedStatement, ...]
    more_asks: bool


@dataclass(frozen=True, slots=True)
class PassageView:
    """A quoted passage as evidence."""

    words: str
    sector: str
    phase: str
    text_ref: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One cited reference: its answer, its picture, and what cites it (ids of statements, tables and pictures).

    ``wider`` is the table a single figure stands in, where there is one: the other answers to the same question.
    """

    number: int
    reference: str
    phase: str
    figure: str
    title: str
    table: Table | None
    wider: Table | None
    passage: PassageView | None
    reason: str
    detail: str
    policy: str
    method: str
    key: str
    alt: str
    cited_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report. ``as_of`` is its only clock."""

    slug: str
    title: str
    subtitle: str
    place: str
    lead: str
    contact: str
    as_of: date
    invented: bool
    local_support: str
    board: Board
    sections: tuple[SectionView, ...]
    evidence: tuple[EvidenceView, ...]

    def statements(self) -> tuple[ResolvedStatement, ...]:
        """Every statement once, in the order of the document."""
        found: dict[str, ResolvedStatement] = {}
        for statement in self.board.comparison:
            found[statement.id] = statement
        for _, section in self.walk():
            for block in section.blocks:
                for statement in statements_of(block):
                    found.setdefault(statement.id, statement)
            for statement in section.finding.statements() if section.finding else ():
                found.setdefault(statement.id, statement)
        return tuple(found.values())

    def behind(self) -> dict[str, str]:
        """Sentences that stand behind a finding and not in the report's own text, by the finding's code."""
        return {s.id: f.code for section in self.findings() if (f := section.finding) for s in f.statements()}

    def walk(self) -> tuple[tuple[int, SectionView], ...]:
        """Every section with its depth (1 at the top), in order."""
        found: list[tuple[int, SectionView]] = []

        def down(sections: tuple[SectionView, ...], depth: int) -> None:
            for section in sections:
                found.append((depth, section))
                down(section.sections, depth + 1)

        down(self.sections, 1)
        return tuple(found)

    def recommendations(self) -> tuple[RecommendationView, ...]:
        return tuple(
            item
            for _, section in self.walk()
            for block in section.blocks
            if isinstance(block, RecommendationsView)
            for item in block.items
        )

    def findings(self) -> tuple[SectionView, ...]:
        return tuple(section for _, section in self.walk() if section.finding is not None)


def plain(statements: tuple[ResolvedStatement, ...]) -> str:
    """Sentences as running text."""
    return " ".join(statement.text for statement in statements)


def statements_of(block: Block) -> tuple[ResolvedStatement, ...]:
    """The statements a block holds."""
    if isinstance(block, ParagraphView):
        return block.statements
    if isinstance(block, PictureView):
        return (block.caption,)
    if isinstance(block, RecommendationsView):
        return tuple(statement for item in block.items for statement in item.statements)
    return ()


CLASSES: tuple[type, ...] = (
    Words,
    Shown,
    Value,
    ResolvedStatement,
    ParagraphView,
    HeadingView,
    PictureView,
    Cell,
    TableView,
    RecommendationView,
    RecommendationsView,
    PhaseSays,
    Judged,
    Contrary,
    FindingNote,
    SectionView,
    Ask,
    Board,
    PassageView,
    EvidenceView,
    Document,
    Table,
    Statistic,
    Dimension,
    Source,
)
