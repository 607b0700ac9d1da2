"""The trail: from a statement to its tables and back, from a recommendation to its findings and their tables."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten

from thinking_together.report.domain.document import (
    Document,
    EvidenceView,
    PictureView,
    RecommendationView,
    ResolvedStatement,
    SectionView,
    statements_of,
)


@dataclass(frozen=True, slots=True)
class CitedBy:
    """What stands on a reference: sentences with the section they stand in, and the recommendations they lead to."""

    statements: tuple[tuple[str, ResolvedStatement], ...]  # heading of the section, sentence
    places: tuple[tuple[str, str], ...]  # anchor, words: pictures and tables
    recommendations: tuple[RecommendationView, ...]


@dataclass(frozen=True, slots=True)
class FindingTrail:
    """A finding with the evidence it stands on."""

    section: SectionView
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class RecommendationTrail:
    """A recommendation, the findings it answers, and what each stands on."""

    recommendation: RecommendationView
    findings: tuple[FindingTrail, ...]


def evidence_of(document: Document, reference: str) -> EvidenceView | None:
    """The evidence of a reference, if the document cites it."""
    return next((view for view in document.evidence if view.reference == reference), None)


def section_statements(section: SectionView) -> tuple[ResolvedStatement, ...]:
    """The sentences that stand directly in a section."""
    return tuple(s for block in section.blocks for s in statements_of(block))


def cited_by(document: Document, view: EvidenceView) -> CitedBy:
    """Everything that stands on a reference."""
    headings = {s.id: section.heading for _, section in document.walk() for s in section_statements(section)}
    headings |= {
        s.id: f"What stands behind: {section.heading}"
        for section in document.findings()
        if section.finding
        for s in section.finding.statements()
    }
    headings |= {s.id: "Page one" for s in document.board.comparison}
    by_id = {s.id: s for s in document.statements()}
    statements = tuple((headings.get(by, ""), by_id[by]) for by in view.cited_by if by in by_id)
    codes = {
        section.finding.code
        for section in document.findings()
        if section.finding and set(_ids(section)) & set(view.cited_by)
    }
    recommendations = tuple(
        r
        for r in document.recommendations()
        if codes & set(r.findings) or {s.id for s in r.statements} & set(view.cited_by)
    )
    places = tuple((by, _place(document, by)) for by in view.cited_by if by not in by_id)
    return CitedBy(statements, places, recommendations)


def recommendation_trail(document: Document, code: str) -> RecommendationTrail | None:
    """The way from a recommendation down to its tables."""
    found = next((r for r in document.recommendations() if r.code == code), None)
    if found is None:
        return None
    findings = tuple(
        _stands_on(document, section)
        for section in document.findings()
        if section.finding and section.finding.code in found.findings
    )
    return RecommendationTrail(found, findings)


def finding_trail(document: Document, code: str) -> FindingTrail | None:
    """A finding with the evidence it stands on."""
    for section in document.findings():
        if section.finding and section.finding.code == code:
            return _stands_on(document, section)
    return None


def answering(document: Document, code: str) -> tuple[RecommendationView, ...]:
    """The recommendations that answer a finding, in the order of the report."""
    return tuple(r for r in document.recommendations() if code in r.findings)


def _stands_on(document: Document, section: SectionView) -> FindingTrail:
    ids = set(_ids(section))
    return FindingTrail(section, tuple(v for v in document.evidence if ids & set(v.cited_by)))


def _ids(section: SectionView) -> tuple[str, ...]:
    pictures = (block.id for block in section.blocks if isinstance(block, PictureView))
    judged = section.finding.statements() if section.finding else ()
    return (*(s.id for s in (*section_statements(section), *judged)), *pictures)


def place_words(document: Document) -> dict[str, str]:
    """Every place that can stand on evidence, by its anchor: the first words of a sentence, or a title."""
    found = {s.id: shorten(s.text, 70, placeholder=" …") for s in document.statements()}
    by_anchor = (by for view in document.evidence for by in view.cited_by if by not in found)
    return found | {by: _place(document, by) for by in by_anchor}


def _place(document: Document, name: str) -> str:
    for _, section in document.walk():
        for block in section.blocks:
            if getattr(block, "id", "") == name:
                return f"{section.heading}: {getattr(block, 'title', '') or getattr(block, 'caption', '')}"
    return name
