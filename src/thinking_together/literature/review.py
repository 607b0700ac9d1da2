"""A review as one value: what its files say, in their order."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.literature import rows
from thinking_together.literature.ris import RisRecord


@dataclass(frozen=True, slots=True)
class Review:
    """The whole review of one programme. Two reviews are the same when they are equal."""

    records: list[RisRecord]
    vocabulary: list[rows.TermRow]
    duplicates: list[rows.DuplicateRow]
    screening: list[rows.ScreeningRow]
    adjudication: list[rows.AdjudicationRow]
    appraisal: list[rows.AppraisalRow]
    extraction: list[rows.ExtractionRow]

    def terms(self, kind: str) -> tuple[tuple[str, str], ...]:
        """Code and label of each audience, topic or format."""
        return tuple((str(term.code), term.label) for term in self.vocabulary if term.kind == kind)
