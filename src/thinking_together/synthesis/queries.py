"""Reading the synthesis. Each function takes a fixed number of statements, however many findings there are."""

from __future__ import annotations

from django.db.models import Count

from thinking_together.evidence.models import Text
from thinking_together.evidence.prose import parse_prose
from thinking_together.programmes.models import PhaseCode, Programme
from thinking_together.synthesis import models, seen
from thinking_together.synthesis.vocabulary import Component

_PHASE_ORDER = {phase: at for at, phase in enumerate(PhaseCode.values)}
_COMPONENT_ORDER = {component: at for at, component in enumerate(Component.values)}


def codes(programme: Programme) -> tuple[seen.CodeView, ...]:
    """The codebook, parents before their children."""
    found = models.Code.objects.filter(programme=programme).select_related("parent")
    return tuple(_code(code) for code in found)


def _code(code: models.Code) -> seen.CodeView:
    return seen.CodeView(code.code, code.name, code.definition, code.parent.code if code.parent else "")


def themes(programme: Programme) -> tuple[seen.ThemeView, ...]:
    """Themes in order, with their codes and the codes of their findings."""
    found = models.Theme.objects.filter(programme=programme)
    return tuple(
        seen.ThemeView(
            theme.code,
            theme.title,
            parse_prose(theme.summary),
            tuple(_code(link.code) for link in theme.code_links.all()),
            tuple(finding.code for finding in theme.findings.all()),
        )
        for theme in found.prefetch_related("code_links__code__parent", "findings")
    )


def findings(programme: Programme) -> tuple[seen.FindingView, ...]:
    """Findings in order, with everything judged about them."""
    found = models.Finding.objects.filter(programme=programme).select_related("theme")
    related = ("triangulation", "confidence", "negative_cases", "recommendation_links__recommendation")
    return tuple(_finding(finding) for finding in found.prefetch_related(*related))


def _finding(finding: models.Finding) -> seen.FindingView:
    answers = sorted(
        (link.recommendation for link in finding.recommendation_links.all()), key=lambda r: (r.position, r.code)
    )
    return seen.FindingView(
        code=finding.code,
        title=finding.title,
        kind=finding.kind,
        kind_label=finding.get_kind_display(),
        theme=finding.theme.code if finding.theme else "",
        theme_title=finding.theme.title if finding.theme else "",
        headline=finding.headline,
        body=parse_prose(finding.body),
        triangulation=tuple(
            _triangulation(row) for row in sorted(finding.triangulation.all(), key=lambda r: _PHASE_ORDER[r.phase])
        ),
        confidence=tuple(
            _confidence(row) for row in sorted(finding.confidence.all(), key=lambda r: _COMPONENT_ORDER[r.component])
        ),
        negative_cases=tuple(
            seen.NegativeCaseView(case.looked_for, case.found, case.explanation)
            for case in finding.negative_cases.all()
        ),
        recommendations=tuple(recommendation.code for recommendation in answers),
    )


def _triangulation(row: models.Triangulation) -> seen.TriangulationView:
    label = row.get_convergence_display()
    return seen.TriangulationView(
        row.phase,
        row.get_phase_display(),
        row.convergence,
        f"{label} ({row.get_silence_kind_display()})" if row.silence_kind else label,
        row.silence_kind,
        row.explanation,
    )


def _confidence(row: models.Confidence) -> seen.ConfidenceView:
    return seen.ConfidenceView(
        row.component, row.get_component_display(), row.level, row.get_level_display(), row.explanation
    )


def recommendations(programme: Programme) -> tuple[seen.RecommendationView, ...]:
    """Recommendations, most pressing first."""
    found = models.Recommendation.objects.filter(programme=programme).select_related("owner")
    return tuple(
        seen.RecommendationView(
            code=one.code,
            group=one.group,
            group_label=one.get_group_display(),
            text=parse_prose(one.text),
            owner=one.owner.code if one.owner else "",
            owner_name=one.owner.name if one.owner else "",
            due=one.due,
            priority=at,
            findings=tuple(link.finding.code for link in one.finding_links.all()),
        )
        for at, one in enumerate(found.prefetch_related("finding_links__finding"), start=1)
    )


def coding_summary(programme: Programme) -> seen.CodingSummary:
    """How much was coded, for the account of the method."""
    approach = models.Approach.objects.filter(programme=programme).first()
    texts = Text.objects.filter(programme=programme)
    codings = models.Coding.objects.filter(code__programme=programme)
    by_text = codings.order_by().values("text").annotate(coders=Count("coder", distinct=True))
    by_coders = list(by_text.values_list("coders", flat=True))
    return seen.CodingSummary(
        approach=approach.get_kind_display() if approach else "",
        unit_of_agreement=approach.get_unit_of_agreement_display() if approach else "",
        note=approach.note if approach else "",
        codes=models.Code.objects.filter(programme=programme).count(),
        codings=codings.count(),
        coders=codings.order_by().values("coder").distinct().count(),
        texts=texts.values("ref").distinct().count(),
        texts_coded=len(by_coders),
        texts_coded_twice=sum(coders > 1 for coders in by_coders),
    )
