"""Recommendations in their four groups, and what page one asks of whom by when."""

from __future__ import annotations

from collections.abc import Sequence

from thinking_together.analysis.tables import day
from thinking_together.report.domain.document import (
    Ask,
    ParagraphView,
    RecommendationsView,
    RecommendationView,
    SectionView,
)
from thinking_together.report.domain.flow import blocks
from thinking_together.report.domain.ledger import Ledger
from thinking_together.synthesis.seen import RecommendationView as Recommendation
from thinking_together.synthesis.vocabulary import RecommendationGroup

NOT_OWNED = "Not yet owned"
NO_DATE = "No date yet"
ON_PAGE_ONE = 7


def recommendation_sections(ledger: Ledger, recommendations: Sequence[Recommendation]) -> tuple[SectionView, ...]:
    """A section a group, in the order of the groups; a group without any is left out."""
    out = []
    for group in RecommendationGroup:
        mine = tuple(_view(ledger, r) for r in recommendations if r.group == group)
        if mine:
            out.append(SectionView(f"group-{group.value}", str(group.label), (RecommendationsView(mine),)))
    return tuple(out)


def _view(ledger: Ledger, recommendation: Recommendation) -> RecommendationView:
    statements = tuple(
        statement
        for block in blocks(ledger, recommendation.text, recommendation.code)
        if isinstance(block, ParagraphView)
        for statement in block.statements
    )
    return RecommendationView(
        recommendation.code,
        statements,
        recommendation.owner_name or NOT_OWNED,
        day(recommendation.due) if recommendation.due else NO_DATE,
        recommendation.findings,
        recommendation.group_label,
    )


def asks(ledger: Ledger, recommendations: Sequence[Recommendation]) -> tuple[Ask, ...]:
    """The first recommendations in order of priority, each by its first sentence."""
    out = []
    for recommendation in recommendations[:ON_PAGE_ONE]:
        view = _view(Ledger(ledger.resolver), recommendation)
        first = view.statements[0].text if view.statements else ""
        out.append(Ask(view.code, first, view.owner, view.due))
    return tuple(out)
