"""Results by theme: each theme with its findings, then positive practice."""

from __future__ import annotations

from collections.abc import Sequence

from thinking_together.evidence.prose import parse_prose
from thinking_together.programmes.models import PhaseCode, Programme
from thinking_together.report.charts.draw import matrix
from thinking_together.report.charts.matrix import MatrixRow
from thinking_together.report.domain.document import (
    Block,
    Contrary,
    FindingNote,
    Judged,
    PhaseSays,
    PictureView,
    ResolvedStatement,
    SectionView,
    Words,
)
from thinking_together.report.domain.flow import blocks, reasons
from thinking_together.report.domain.ledger import Ledger
from thinking_together.report.domain.naming import SHORT_PHASES
from thinking_together.synthesis.framework import summed_up
from thinking_together.synthesis.seen import FindingView, ThemeView
from thinking_together.synthesis.vocabulary import Component, FindingKind

MATRIX_TITLE = "Which phases support the findings of each theme"


def theme_sections(
    ledger: Ledger, themes: Sequence[ThemeView], findings: Sequence[FindingView]
) -> tuple[SectionView, ...]:
    """A section a theme that has findings, its findings beneath it."""
    out = []
    for theme in themes:
        mine = [f for f in findings if f.theme == theme.code and f.kind == FindingKind.FINDING]
        if mine:
            name = f"theme-{theme.code}"
            sections = tuple(finding_section(ledger, f) for f in mine)
            out.append(SectionView(name, theme.title, blocks(ledger, theme.summary, name), sections))
    loose = [f for f in findings if f.kind == FindingKind.FINDING and f.theme not in {t.code for t in themes}]
    return (*out, *(finding_section(ledger, f) for f in loose))


def sections_of_kind(ledger: Ledger, findings: Sequence[FindingView], kind: FindingKind) -> tuple[SectionView, ...]:
    """The findings of a kind, such as positive practice, each as a section."""
    return tuple(finding_section(ledger, f) for f in findings if f.kind == kind)


def finding_section(ledger: Ledger, finding: FindingView) -> SectionView:
    """A finding: its prose, and what stands behind it."""
    overall = next((c.level_label for c in finding.confidence if c.component == Component.OVERALL), "not judged")
    body = blocks(ledger, finding.body, finding.code)
    note = FindingNote(
        finding.code,
        finding.title,
        overall,
        tuple(
            PhaseSays(t.phase_label, t.convergence_label, _why(ledger, finding, t.phase, t.explanation))
            for t in finding.triangulation
        ),
        tuple(
            Judged(c.component_label, c.level_label, _why(ledger, finding, c.component, c.explanation))
            for c in finding.confidence
        ),
        tuple(
            Contrary(
                _why(ledger, finding, f"case{at}.looked", case.looked_for),
                _why(ledger, finding, f"case{at}.found", case.found),
                _why(ledger, finding, f"case{at}.means", case.explanation),
            )
            for at, case in enumerate(finding.negative_cases, start=1)
        ),
        finding.recommendations,
    )
    return SectionView(f"finding-{finding.code}", finding.title, body, finding=note)


def _why(ledger: Ledger, finding: FindingView, part: str, text: str) -> tuple[ResolvedStatement, ...]:
    return reasons(ledger, parse_prose(text), f"{finding.code}.why.{part}")


def theme_matrix(
    ledger: Ledger, programme: Programme, themes: Sequence[ThemeView], findings: Sequence[FindingView]
) -> tuple[Block, ...]:
    """Themes against phases: the strongest word each phase says to a theme, disagreement first."""
    rows = []
    for theme in themes:
        mine = [f for f in findings if f.theme == theme.code and f.kind == FindingKind.FINDING]
        if mine:
            rows.append(MatrixRow(theme.title, tuple(_strongest(mine, phase) for phase in PhaseCode.values)))
    if not rows:
        return ()
    columns = tuple(SHORT_PHASES[phase] for phase in PhaseCode.values)
    drawing = matrix(MATRIX_TITLE, columns, tuple(rows), invented=programme.invented, cache=ledger.cache)
    ledger.drawings[drawing.key] = drawing
    caption = ResolvedStatement(
        "theme-matrix.caption",
        (Words("Which phases support the findings of each theme, and where they disagree."),),
        (),
        (),
    )
    view = PictureView(
        "theme-matrix",
        "",
        MATRIX_TITLE,
        caption,
        drawing.key,
        drawing.alt,
        drawing.width,
        drawing.height,
        "Findings of this report, compared across phases",
        programme.invented,
        drawing.line,
    )
    return (view,)


def _strongest(findings: Sequence[FindingView], phase: str) -> str:
    return summed_up(t.convergence for f in findings for t in f.triangulation if t.phase == phase)
