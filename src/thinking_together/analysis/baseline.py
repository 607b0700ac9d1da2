"""Ratings of a NICE baseline assessment, by section of the guideline and by agency.

The share met is of the recommendations that are relevant and rated. Not relevant and not answered are told beside it,
never counted as not met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from thinking_together.analysis.intervals import wilson


class Rating(StrEnum):
    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_RELEVANT = "not_relevant"
    NOT_ANSWERED = "not_answered"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation's number ("1.14.1") and the section it stands in ("1.14")."""

    number: str
    section: str


@dataclass(frozen=True, slots=True)
class RatingGiven:
    """What one agency, or the group under a code of its own, says about one recommendation."""

    recommendation: str
    agency: str
    rating: Rating


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """One agency's ratings of one section. ``share_met`` with Wilson limits, ``None`` where nothing is relevant."""

    section: str
    agency: str
    met: int
    partly: int
    not_met: int
    not_relevant: int
    not_answered: int
    share_met: float | None
    lower: float | None
    upper: float | None

    @property
    def relevant(self) -> int:
        """Recommendations that are relevant and rated: the denominator of ``share_met``."""
        return self.met + self.partly + self.not_met

    @property
    def recommendations(self) -> int:
        return self.relevant + self.not_relevant + self.not_answered


def summarise(
    recommendations: Sequence[Recommendation],
    ratings: Iterable[RatingGiven],
    agencies: Sequence[str],
    confidence: float = 0.95,
) -> tuple[SectionSummary, ...]:
    """Every section (in order of first appearance) for every agency; a rating not given is *not answered*.

    ``ValueError`` for a recommendation that stands twice, a rating of an unknown recommendation or by an unknown
    agency, or two ratings of one recommendation by one agency.
    """
    section_of = {r.number: r.section for r in recommendations}
    if len(section_of) != len(recommendations):
        raise ValueError("a recommendation stands twice in the list")
    given = _given(ratings, section_of, set(agencies))
    return tuple(
        _summary(section, agency, [given.get((n, agency)) for n, s in section_of.items() if s == section], confidence)
        for section in dict.fromkeys(section_of.values())
        for agency in agencies
    )


def _given(
    ratings: Iterable[RatingGiven], section_of: dict[str, str], agencies: set[str]
) -> dict[tuple[str, str], Rating]:
    given: dict[tuple[str, str], Rating] = {}
    for rating in ratings:
        key = (rating.recommendation, rating.agency)
        if rating.recommendation not in section_of:
            raise ValueError(f"'{rating.agency}' rates recommendation '{rating.recommendation}', which is not known")
        if rating.agency not in agencies:
            raise ValueError(f"the agency '{rating.agency}' is not known")
        if key in given:
            raise ValueError(f"'{rating.agency}' rates recommendation '{rating.recommendation}' twice")
        given[key] = rating.rating
    return given


def _summary(section: str, agency: str, said: Sequence[Rating | None], confidence: float) -> SectionSummary:
    counts = Counter(rating or Rating.NOT_ANSWERED for rating in said)
    met = counts[Rating.MET]
    relevant = met + counts[Rating.PARTLY] + counts[Rating.NOT_MET]
    limits = [float(limit) for limit in wilson(met, relevant, confidence)] if relevant else [None] * 3
    return SectionSummary(
        section,
        agency,
        met=met,
        partly=counts[Rating.PARTLY],
        not_met=counts[Rating.NOT_MET],
        not_relevant=counts[Rating.NOT_RELEVANT],
        not_answered=counts[Rating.NOT_ANSWERED],
        share_met=limits[0],
        lower=limits[1],
        upper=limits[2],
    )
