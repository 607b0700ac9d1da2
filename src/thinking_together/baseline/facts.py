"""The assessment counted: by section for the group's agreed ratings and for each agency's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from thinking_together.analysis.baseline import Rating, RatingGiven, Recommendation, SectionSummary, summarise
from thinking_together.baseline.assessment import Assessment
from thinking_together.content.ng225 import section_of, shipped_ng225

GROUP_RATING = "-"  # stands in place of an agency in the summaries; no partner's code can be this
SHORT = 120  # a workbook's wording longer than this is not repeated in a figure


@dataclass(frozen=True, slots=True)
class Facts:
    """``labels``: each recommendation in the workbook's order. ``agencies``: codes of those that rated anything."""

    labels: dict[str, str]
    agreed: dict[str, Rating]
    disagreed: frozenset[str]
    agencies: tuple[str, ...]
    signed: frozenset[str]
    summaries: dict[tuple[str, str], SectionSummary]  # by section and agency, or GROUP_RATING
    ratings: tuple[tuple[str | None, ...], ...]  # a row a recommendation, a column an agency

    @property
    def sections(self) -> tuple[str, ...]:
        """Sections of the guideline that the workbook has, in its order."""
        return tuple(dict.fromkeys(section_of(number) for number in self.labels))


def gather(assessment: Assessment) -> Facts:
    agencies = tuple(dict.fromkeys(str(row.agency) for row in assessment.ratings))
    agreed = {str(row.recommendation): Rating(row.rating) for row in assessment.agreed}
    given = [RatingGiven(row.recommendation, row.agency, Rating(row.rating)) for row in assessment.ratings]
    group = [RatingGiven(number, GROUP_RATING, rating) for number, rating in agreed.items()]
    summaries = summarise(
        [Recommendation(line.number, section_of(line.number)) for line in assessment.lines],
        given + group,
        [GROUP_RATING, *agencies],
    )
    said = {(str(row.recommendation), str(row.agency)): str(row.rating) for row in assessment.ratings}
    return Facts(
        {line.number: _label(line.number, line.label) for line in assessment.lines},
        agreed,
        frozenset(str(row.recommendation) for row in assessment.agreed if row.disagreement),
        agencies,
        frozenset(str(row.agency) for row in assessment.signoffs),
        {(summary.section, summary.agency): summary for summary in summaries},
        tuple(tuple(said.get((line.number, agency)) for agency in agencies) for line in assessment.lines),
    )


def _label(number: str, wording: str) -> str:
    """A short label: ours where the frame has one, else the workbook's if it is short."""
    section = shipped_ng225().section(section_of(number))
    known = {r.number: r.label for r in section.recommendations} if section else {}
    if number in known:
        return f"{number} {known[number]}"
    return f"{number} {wording}" if len(wording) <= SHORT else number


@dataclass(frozen=True, slots=True)
class Shares:
    """Ratings of one or more sections added together."""

    met: int
    partly: int
    not_met: int
    not_relevant: int
    not_answered: int

    @property
    def relevant(self) -> int:
        return self.met + self.partly + self.not_met

    def count(self, rating: str) -> int:
        return int(getattr(self, rating))


def together(summaries: Iterable[SectionSummary]) -> Shares:
    """The sections' counts added; a recommendation stands in one section only."""
    chosen = list(summaries)
    return Shares(*(sum(getattr(s, name) for s in chosen) for name in Shares.__slots__))
