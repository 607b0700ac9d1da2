"""Findings and what was judged about them."""

from __future__ import annotations

from collections.abc import Iterable

from thinking_together.core.writes import Actor, Written, write
from thinking_together.evidence.prose import parse_prose
from thinking_together.programmes.models import Programme
from thinking_together.synthesis.domain.names import named
from thinking_together.synthesis.frontmatter import tidy
from thinking_together.synthesis.models import Confidence, Finding, NegativeCase, Theme, Triangulation
from thinking_together.synthesis.rows import ConfidenceRow, FindingEntry, NegativeCaseRow, TriangulationRow


def _findings(programme: Programme) -> dict[str, Finding]:
    return {finding.code: finding for finding in Finding.objects.filter(programme=programme)}


@write("findings.added")
def add_findings(*, programme: Programme, findings: Iterable[FindingEntry], by: Actor) -> Written[dict[str, Finding]]:
    """Stores findings and gives them by code.

    ``BadProse`` for a body that cannot be read, ``UnknownName`` for a theme the programme does not have.
    """
    themes = {theme.code: theme for theme in Theme.objects.filter(programme=programme)}
    made: dict[str, Finding] = {}
    for position, entry in enumerate(findings):
        body = tidy(entry.body)
        parse_prose(body)
        made[entry.code] = Finding(
            programme=programme,
            code=entry.code,
            theme=named("theme", themes, entry.theme) if entry.theme else None,
            title=" ".join(entry.title.split()),
            kind=entry.kind,
            headline=entry.headline,
            body=body,
            position=position,
        )
    Finding.objects.bulk_create(made.values())
    return Written(programme, made, {"findings": len(made)})


def silence_problem(row: TriangulationRow) -> str:
    """What is wrong between convergence and kind of silence; empty when nothing is."""
    silent = row.convergence == "silence"
    if silent and not row.silence_kind:
        return "silence does not say whether the phase asked"
    return "only silence has a kind of silence" if row.silence_kind and not silent else ""


@write("triangulation.added")
def add_triangulation(*, programme: Programme, rows: Iterable[TriangulationRow], by: Actor) -> Written[int]:
    """Stores what each phase says about each finding; the number stored. ``ValueError`` for a silence without kind."""
    findings = _findings(programme)
    made = []
    for position, row in enumerate(rows):
        wrong = silence_problem(row)
        if wrong:
            raise ValueError(f"{row.finding}, {row.phase}: {wrong}")
        made.append(
            Triangulation(
                finding=named("finding", findings, row.finding),
                phase=row.phase,
                convergence=row.convergence,
                silence_kind=row.silence_kind or "",
                explanation=row.explanation,
                position=position,
            )
        )
    Triangulation.objects.bulk_create(made)
    return Written(programme, len(made), {"rows": len(made)})


@write("confidence.added")
def add_confidence(*, programme: Programme, rows: Iterable[ConfidenceRow], by: Actor) -> Written[int]:
    """Stores the components of confidence; the number stored."""
    findings = _findings(programme)
    made = [
        Confidence(
            finding=named("finding", findings, row.finding),
            component=row.component,
            level=row.level,
            explanation=row.explanation,
            position=position,
        )
        for position, row in enumerate(rows)
    ]
    Confidence.objects.bulk_create(made)
    return Written(programme, len(made), {"rows": len(made)})


@write("negative_cases.added")
def add_negative_cases(*, programme: Programme, rows: Iterable[NegativeCaseRow], by: Actor) -> Written[int]:
    """Stores what was looked for against each finding; the number stored."""
    findings = _findings(programme)
    made = [
        NegativeCase(
            finding=named("finding", findings, row.finding),
            looked_for=row.looked_for,
            found=row.found,
            explanation=row.explanation,
            position=position,
        )
        for position, row in enumerate(rows)
    ]
    NegativeCase.objects.bulk_create(made)
    return Written(programme, len(made), {"rows": len(made)})
