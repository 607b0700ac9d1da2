"""``evidence.json``: every statement with its references and values, every recommendation with what it stands on."""

from __future__ import annotations

from typing import Any

from thinking_together.report.domain.document import Document, EvidenceView, ResolvedStatement, Value
from thinking_together.report.domain.trail import section_statements
from thinking_together.report.freezing import freeze


def evidence_json(document: Document) -> dict[str, Any]:
    """The document for machines. Suppressed figures have a state and no value."""
    statements = [_statement(statement, section) for section, statement in _in_order(document) if statement.references]
    return {
        "programme": {
            "slug": document.slug,
            "title": document.title,
            "place": document.place,
            "as_of": document.as_of.isoformat(),
        },
        "invented": document.invented,
        "statements": statements,
        "references": [_reference(view) for view in document.evidence],
        "recommendations": [
            {
                "code": r.code,
                "number": number,
                "group": r.group,
                "text": r.text,
                "owner": r.owner,
                "due": r.due,
                "findings": list(r.findings),
                "references": sorted({ref for s in r.statements for ref in s.references}),
            }
            for number, r in enumerate(document.recommendations(), start=1)
        ],
    }


def _in_order(document: Document) -> list[tuple[str, ResolvedStatement]]:
    found = [("page-one", statement) for statement in document.board.comparison]
    for _, section in document.walk():
        found += [(section.id, statement) for statement in section_statements(section)]
        if section.finding:
            found += [(f"behind-{section.finding.code}", statement) for statement in section.finding.statements()]
    return found


def _statement(statement: ResolvedStatement, section: str) -> dict[str, Any]:
    return {
        "id": statement.id,
        "text": statement.text,
        "section": section,
        "references": list(statement.references),
        "values": [_value(value) for value in statement.values],
    }


def _value(value: Value) -> dict[str, Any]:
    return {name: content for name, content in freeze(value).items() if name != "_"}


def _reference(view: EvidenceView) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": view.number,
        "reference": view.reference,
        "title": view.title,
        "policy": view.policy,
        "method": view.method,
        "reason": view.reason,
        "cited_by": list(view.cited_by),
    }
    if view.table is not None:
        told["source"] = {
            "name": view.table.source.name,
            "date": view.table.source.date,
            "url": view.table.source.url,
            "licence": view.table.source.licence,
            "invented": view.table.source.invented,
        }
        told["figures"] = [
            {
                "keys": dict(s.keys),
                "state": s.state.value,
                "value": s.value,
                "lower": s.lower,
                "upper": s.upper,
                "numerator": s.numerator,
                "denominator": s.denominator,
            }
            for s in view.table.statistics
        ]
    if view.passage is not None:
        told["passage"] = {"words": view.passage.words, "sector": view.passage.sector}
    return told
