"""Recommendations and the findings they answer."""

from __future__ import annotations

from collections.abc import Iterable

from thinking_together.core.writes import Actor, Written, write
from thinking_together.evidence.prose import parse_prose
from thinking_together.programmes.models import Programme
from thinking_together.synthesis.domain.names import named
from thinking_together.synthesis.models import Finding, Recommendation, RecommendationFinding
from thinking_together.synthesis.rows import RecommendationRow


@write("recommendations.added")
def add_recommendations(
    *, programme: Programme, rows: Iterable[RecommendationRow], by: Actor
) -> Written[dict[str, Recommendation]]:
    """Stores recommendations in order of priority and gives them by code.

    ``BadProse`` for a text that cannot be read, ``UnknownName`` for an owner or finding the programme does not have.
    """
    partners = {partner.code: partner for partner in programme.partners.all()}
    findings = {finding.code: finding for finding in Finding.objects.filter(programme=programme)}
    made: dict[str, Recommendation] = {}
    links = []
    for position, row in enumerate(rows):
        parse_prose(row.text)
        recommendation = Recommendation(
            programme=programme,
            code=row.recommendation,
            group=row.group,
            text=row.text,
            owner=named("partner", partners, row.owner) if row.owner else None,
            due=row.due,
            position=position,
        )
        made[row.recommendation] = recommendation
        links += [(recommendation, named("finding", findings, code)) for code in row.findings]
    Recommendation.objects.bulk_create(made.values())
    RecommendationFinding.objects.bulk_create(
        RecommendationFinding(recommendation=r, finding=f, position=at) for at, (r, f) in enumerate(links)
    )
    return Written(programme, made, {"recommendations": len(made)})
