"""From the review's log to the flow's own terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from thinking_together.analysis.flow import Decision, Record, Stage, Verdict, flow
from thinking_together.core.tabular import Code
from thinking_together.literature.review import Review


def logged(review: Review) -> tuple[list[Record], list[Decision]]:
    """Records found, with the database each came from, and every decision."""
    originals = {row.record: row.duplicate_of for row in review.duplicates}
    found = [Record(r.code, r.first("DB"), originals.get(Code(r.code))) for r in review.records]
    said = [Decision(r.record, Stage(r.stage), Verdict(r.decision), r.reason) for r in review.screening]
    ruled = [Decision(r.record, Stage(r.stage), Verdict(r.decision), r.reason, True) for r in review.adjudication]
    return found, said + ruled


def included_codes(found: Iterable[Record], decisions: Iterable[Decision]) -> frozenset[str]:
    """Codes of the records that the flow counts as included: each asked of the flow by itself."""
    log: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        log[decision.record].append(decision)
    kept = (record for record in found if record.duplicate_of is None)
    return frozenset(r.key for r in kept if log[r.key] and flow([r], log[r.key]).included)
