"""From a programme to its report: the parts in the order a reader meets them, every figure by reference."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from thinking_together.evidence.prose import parse_prose
from thinking_together.evidence.resolve import Resolver
from thinking_together.programmes.models import Programme
from thinking_together.report.charts.draw import Drawing
from thinking_together.report.domain import asked, reading_guide, results
from thinking_together.report.domain.comparison import comparator_name, comparison, local_pictures
from thinking_together.report.domain.document import (
    Block,
    Board,
    Document,
    SectionView,
)
from thinking_together.report.domain.flow import blocks, first_statement
from thinking_together.report.domain.ledger import Ledger
from thinking_together.report.domain.phases import phase_sections, who_took_part
from thinking_together.report.domain.represented import not_represented
from thinking_together.report.models import Section, SectionCode
from thinking_together.synthesis import queries, seen
from thinking_together.synthesis.vocabulary import FindingKind


@dataclass(frozen=True, slots=True)
class Assembled:
    """A report and the pictures it names by key."""

    document: Document
    drawings: dict[str, Drawing]


@dataclass(frozen=True, slots=True)
class _Material:
    """What people wrote, read once."""

    programme: Programme
    sections: dict[str, Section]
    themes: tuple[seen.ThemeView, ...]
    findings: tuple[seen.FindingView, ...]
    recommendations: tuple[seen.RecommendationView, ...]


def assemble(
    programme: Programme,
    *,
    resolver: Resolver | None = None,
    cache: Path | None = None,
    evidence_pictures: bool = True,
) -> Assembled:
    """The report of a programme as of its day. ``cache`` is a folder where pictures are kept.

    ``evidence_pictures`` are those of the pages about single references, which only the site has.
    """
    ledger = Ledger(resolver or Resolver(programme), cache)
    material = _Material(
        programme,
        {section.code: section for section in programme.report_sections.all()},
        tuple(queries.themes(programme)),
        tuple(queries.findings(programme)),
        tuple(queries.recommendations(programme)),
    )
    board = _board(ledger, material)
    sections = _sections(ledger, material)
    evidence = ledger.evidence(pictures=evidence_pictures)
    guide = SectionView(
        "how-to-read",
        "How to read the figures",
        reading_guide.how_to_read(evidence, invented=programme.invented),
    )
    document = Document(
        slug=programme.slug,
        title=programme.title,
        subtitle=programme.subtitle,
        place=programme.place,
        lead=programme.lead,
        contact=programme.contact,
        as_of=programme.as_of,
        invented=programme.invented,
        local_support=programme.local_support,
        board=board,
        sections=(*sections, guide),
        evidence=evidence,
    )
    return Assembled(document, ledger.drawings)


def _board(ledger: Ledger, material: _Material) -> Board:
    headlines = []
    for finding in material.findings:
        first = first_statement(finding.body) if finding.headline else None
        if first is not None:
            place, statement = first
            headlines.append((finding.code, ledger.statement(f"{finding.code}.s{place}", statement)))
    return Board(
        tuple(headlines),
        asked.asks(ledger, material.recommendations),
        comparator_name(ledger, material.programme),
        comparison(ledger, material.programme),
        len(material.recommendations) > asked.ON_PAGE_ONE,
    )


def _sections(ledger: Ledger, material: _Material) -> tuple[SectionView, ...]:
    """Every section in order; one without content is left out."""
    programme, findings, asked_for = material.programme, material.findings, material.recommendations

    def told(kind: FindingKind) -> tuple[SectionView, ...]:
        return results.sections_of_kind(ledger, findings, kind)

    out = [_authored(ledger, material, SectionCode.INTRODUCTION)]
    out.append(_authored(ledger, material, SectionCode.CONTEXT, local_pictures(ledger, programme)))
    out.append(
        _authored(ledger, material, SectionCode.SCOPE, who_took_part(ledger, programme)).having(
            phase_sections(ledger, programme)
        )
    )
    matrix = results.theme_matrix(ledger, programme, material.themes, findings)
    out.append(SectionView("results", "Results", matrix, results.theme_sections(ledger, material.themes, findings)))
    out.append(SectionView("positive-practice", "Positive practice", (), told(FindingKind.POSITIVE_PRACTICE)))
    out.append(_authored(ledger, material, SectionCode.PROCESS).having(told(FindingKind.PROCESS)))
    out.append(
        _authored(ledger, material, SectionCode.LIMITATIONS, not_represented(ledger, programme)).having(
            told(FindingKind.LIMITATION)
        )
    )
    out.append(_authored(ledger, material, SectionCode.CONCLUSION))
    out.append(SectionView("recommendations", "Recommendations", (), asked.recommendation_sections(ledger, asked_for)))
    out.append(_authored(ledger, material, SectionCode.REFERENCES))
    return tuple(section for section in out if section.blocks or section.sections)


def _authored(ledger: Ledger, material: _Material, code: SectionCode, also: tuple[Block, ...] = ()) -> SectionView:
    """A section that people write, with what the report adds to it."""
    section = material.sections.get(code)
    body = blocks(ledger, parse_prose(section.body), code.value) if section else ()
    return SectionView(code.value, section.heading if section else str(code.label), (*body, *also))
