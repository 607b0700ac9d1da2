"""The stored review, read once."""

from __future__ import annotations

from thinking_together.core.tabular import Code
from thinking_together.literature import rows
from thinking_together.literature.models import (
    CRITERIA,
    Adjudication,
    Appraisal,
    Duplicate,
    Extraction,
    Record,
    Screening,
    Term,
)
from thinking_together.literature.review import Review
from thinking_together.literature.ris import RisRecord
from thinking_together.programmes.models import Programme


def load_review(programme: Programme) -> Review:
    """The review of a programme; seven statements, whatever its size."""
    return Review(
        [_ris(record) for record in Record.objects.filter(programme=programme)],
        [rows.TermRow(Code(t.kind), Code(t.code), t.label) for t in Term.objects.filter(programme=programme)],
        _duplicates(programme),
        _screening(programme),
        _adjudication(programme),
        _appraisal(programme),
        _extraction(programme),
    )


def _ris(record: Record) -> RisRecord:
    return RisRecord(record.kind, tuple((tag, tuple(values)) for tag, values in record.fields))


def _duplicates(programme: Programme) -> list[rows.DuplicateRow]:
    links = Duplicate.objects.filter(record__programme=programme).select_related("record", "original")
    return [rows.DuplicateRow(Code(d.record.code), Code(d.original.code), d.reason) for d in links]


def _screening(programme: Programme) -> list[rows.ScreeningRow]:
    said = Screening.objects.filter(record__programme=programme).select_related("record")
    return [
        rows.ScreeningRow(Code(s.record.code), Code(s.reviewer), Code(s.stage), Code(s.decision), s.day, s.reason)
        for s in said
    ]


def _adjudication(programme: Programme) -> list[rows.AdjudicationRow]:
    ruled = Adjudication.objects.filter(record__programme=programme).select_related("record")
    return [
        rows.AdjudicationRow(Code(a.record.code), Code(a.stage), Code(a.decision), a.reason, a.by, a.day) for a in ruled
    ]


def _appraisal(programme: Programme) -> list[rows.AppraisalRow]:
    appraisals = Appraisal.objects.filter(record__programme=programme).select_related("record")
    return [
        rows.AppraisalRow(record=Code(a.record.code), **{name: getattr(a, name) for name in (*CRITERIA, "comment")})
        for a in appraisals
    ]


def _extraction(programme: Programme) -> list[rows.ExtractionRow]:
    extractions = Extraction.objects.filter(record__programme=programme).select_related("record", "endorsed_by")
    return [
        rows.ExtractionRow(
            Code(e.record.code),
            tuple(Code(a) for a in e.audiences),
            tuple(Code(t) for t in e.topics),
            Code(e.format),
            Code(e.locality),
            Code(e.endorsed_by.code) if e.endorsed_by else None,
        )
        for e in extractions
    ]
