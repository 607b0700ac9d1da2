"""The review in a bundle."""

from __future__ import annotations

from thinking_together.core.tabular import FolderWriter
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
from thinking_together.literature.queries import load_review
from thinking_together.literature.reading import read
from thinking_together.literature.review import Review
from thinking_together.literature.ris import RisRecord, print_ris
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import Part


def save(programme: Programme, review: Review) -> None:
    Term.objects.bulk_create(
        Term(programme=programme, kind=t.kind, code=t.code, label=t.label, position=at)
        for at, t in enumerate(review.vocabulary)
    )
    records = {r.code: _record(programme, r, at) for at, r in enumerate(review.records)}
    Record.objects.bulk_create(records.values(), batch_size=500)
    _save_decisions(records, review)
    _save_contents(programme, records, review)


def _record(programme: Programme, found: RisRecord, position: int) -> Record:
    return Record(
        programme=programme,
        code=found.code,
        kind=found.kind,
        title=found.title,
        publisher=found.publisher,
        year=found.year,
        fields=[[tag, list(values)] for tag, values in found.fields],
        position=position,
    )


def _save_decisions(records: dict[str, Record], review: Review) -> None:
    Duplicate.objects.bulk_create(
        Duplicate(record=records[d.record], original=records[d.duplicate_of], reason=d.reason, position=at)
        for at, d in enumerate(review.duplicates)
    )
    Screening.objects.bulk_create(
        (
            Screening(
                record=records[s.record],
                reviewer=s.reviewer,
                stage=s.stage,
                decision=s.decision,
                reason=s.reason,
                day=s.day,
                position=at,
            )
            for at, s in enumerate(review.screening)
        ),
        batch_size=500,
    )
    Adjudication.objects.bulk_create(
        Adjudication(
            record=records[a.record],
            stage=a.stage,
            decision=a.decision,
            reason=a.reason,
            by=a.by,
            day=a.day,
            position=at,
        )
        for at, a in enumerate(review.adjudication)
    )


def _save_contents(programme: Programme, records: dict[str, Record], review: Review) -> None:
    partners = {p.code: p for p in programme.partners.all()}
    Appraisal.objects.bulk_create(
        Appraisal(record=records[a.record], position=at, **{name: getattr(a, name) for name in (*CRITERIA, "comment")})
        for at, a in enumerate(review.appraisal)
    )
    Extraction.objects.bulk_create(
        Extraction(
            record=records[e.record],
            audiences=list(e.audience),
            topics=list(e.topic),
            format=e.format,
            locality=e.locality,
            endorsed_by=partners[e.endorsed_by] if e.endorsed_by else None,
            position=at,
        )
        for at, e in enumerate(review.extraction)
    )


def write(programme: Programme, writer: FolderWriter) -> None:
    review = load_review(programme)
    if review.records:
        writer.write_text(rows.RECORDS.name, print_ris(review.records))
    rows.VOCABULARY.write(writer, review.vocabulary)
    rows.DUPLICATES.write(writer, review.duplicates)
    rows.SCREENING.write(writer, review.screening)
    rows.ADJUDICATION.write(writer, review.adjudication)
    rows.APPRAISAL.write(writer, review.appraisal)
    rows.EXTRACTION.write(writer, review.extraction)


FILES = (
    rows.RECORDS,
    rows.VOCABULARY,
    rows.DUPLICATES,
    rows.SCREENING,
    rows.ADJUDICATION,
    rows.APPRAISAL,
    rows.EXTRACTION,
)
PART = Part("literature", 60, FILES, read, save, write)
