"""What the review found, counted from its log: the flow, the included records, the map of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from thinking_together.analysis.flow import Flow, flow
from thinking_together.analysis.gap_map import GapMap, MapRecord, gap_map
from thinking_together.literature.decisions import included_codes, logged
from thinking_together.literature.models import CRITERIA
from thinking_together.literature.review import Review

# Where the lines of the map lie: nothing at all is a gap, ten records for one audience on one topic are plenty.
GAP_AT_MOST = 0
SATURATED_FROM = 10

Unit = Mapping[str, tuple[str, ...]]  # a record's values by dimension


@dataclass(frozen=True, slots=True)
class Facts:
    """``described`` are the included records that have been extracted, ``appraised`` those with judgements."""

    flow: Flow
    described: tuple[Unit, ...]
    appraised: tuple[Unit, ...]
    map: GapMap
    last_day: date | None


def gather(review: Review) -> Facts:
    found, decisions = logged(review)
    included = included_codes(found, decisions)
    kept = [row for row in review.extraction if row.record in included]
    cells = gap_map(
        (MapRecord(row.record, row.audience, row.topic) for row in kept),
        [code for code, _ in review.terms("audience")],
        [code for code, _ in review.terms("topic")],
        gap_at_most=GAP_AT_MOST,
        saturated_from=SATURATED_FROM,
    )
    described = tuple(
        {
            "audience": tuple(row.audience),
            "topic": tuple(row.topic),
            "format": (row.format,),
            "locality": (row.locality,),
            "endorsed": ("yes",) if row.endorsed_by else ("no",),
        }
        for row in kept
    )
    appraised = tuple(
        {criterion: (getattr(row, criterion),) for criterion in CRITERIA}
        for row in review.appraisal
        if row.record in included
    )
    days = [*(row.day for row in review.screening), *(row.day for row in review.adjudication)]
    return Facts(flow(found, decisions), described, appraised, cells, max(days, default=None))
