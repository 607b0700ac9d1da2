"""What stands on a reference, with where a member reads it: in the newest edition, where it holds the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from thinking_together.evidence.reference import Reference
from thinking_together.programmes.models import Programme
from thinking_together.report.access import readable_by
from thinking_together.report.domain.document import Document
from thinking_together.report.domain.editions import document_of
from thinking_together.report.domain.trail import evidence_of
from thinking_together.report.models import Edition
from thinking_together.site.evidence import citing


@dataclass(frozen=True, slots=True)
class CitedLine:
    """A text that cites; without an address where the edition does not have it."""

    kind: str
    words: str
    address: str


def cited_lines(programme: Programme, person: Any, reference: Reference) -> tuple[CitedLine, ...]:
    """The texts as they are written now, then the newest edition, whose own tables and pictures cite too."""
    texts = citing(programme, reference)
    edition = readable_by(person).filter(programme=programme).order_by("-number").first()
    if edition is None:
        return tuple(CitedLine(text.kind, text.words, "") for text in texts)
    document = document_of(edition)
    there = _addresses(edition, document)
    lines = tuple(CitedLine(t.kind, t.words, there.get((t.kind, t.code), "")) for t in texts)
    return lines + _in_edition(edition, document, str(reference))


def _addresses(edition: Edition, document: Document) -> dict[tuple[str, str], str]:
    found = {
        ("Finding", s.finding.code): reverse("report_finding", args=[edition.slug, s.finding.code])
        for s in document.findings()
        if s.finding
    }
    asked = (r.code for r in document.recommendations())
    return found | {("Recommendation", c): reverse("report_recommendation", args=[edition.slug, c]) for c in asked}


def _in_edition(edition: Edition, document: Document, reference: str) -> tuple[CitedLine, ...]:
    if evidence_of(document, reference) is None:
        return ()
    figure, mark, query = reference.partition("?")
    address = reverse("report_evidence", args=[edition.slug, figure]) + mark + query
    return (CitedLine("The report", f"edition {edition.number}, as it shows it", address),)
