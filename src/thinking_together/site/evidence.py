"""One reference as a member reads it: its answer through the gate, where it comes from, and what stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten

from thinking_together.evidence.excerpts import EXCERPT
from thinking_together.evidence.figures import FigureInfo, Reason
from thinking_together.evidence.prose import Paragraph, Prose
from thinking_together.evidence.reference import Reference
from thinking_together.evidence.resolve import Resolver
from thinking_together.evidence.standing import as_it_stands
from thinking_together.programmes.models import Programme
from thinking_together.report.domain.document import EvidenceView
from thinking_together.report.domain.ledger import Ledger
from thinking_together.report.queries import authored

KINDS = {
    "finding": "Finding",
    "section": "Section of the report",
    "theme": "Theme",
    "recommendation": "Recommendation",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is of a reference, and the figure that it asks."""

    view: EvidenceView
    info: FigureInfo | None
    unknown: bool


@dataclass(frozen=True, slots=True)
class CitedIn:
    """A text that stands on a reference: what it is, its title or first words, and its code among its kind."""

    kind: str
    words: str
    code: str


def seen(programme: Programme, reference: Reference) -> Seen:
    """Through the gate, computed once while the data stand."""
    return as_it_stands(programme, str(reference), lambda resolver: _seen(resolver, reference))


def citing(programme: Programme, reference: Reference) -> tuple[CitedIn, ...]:
    """The texts as they are written now that cite exactly this reference."""
    return as_it_stands(programme, "cited", _all_cited).get(str(reference), ())


def _seen(resolver: Resolver, reference: Reference) -> Seen:
    ledger = Ledger(resolver)
    ledger.cite(reference, "")
    (view,) = ledger.evidence(pictures=False)
    info = None if reference.figure == EXCERPT else resolver.info(reference)
    return Seen(view, info, view.reason == Reason.UNKNOWN)


def _all_cited(resolver: Resolver) -> dict[str, tuple[CitedIn, ...]]:
    found: dict[str, dict[CitedIn, None]] = {}
    for text in authored(resolver.programme):
        kind, _, code = text.citing.partition("/")
        for reference in text.prose.references():
            words = text.title or _first_words(text.prose)
            found.setdefault(str(reference), {})[CitedIn(KINDS.get(kind, kind), words, code)] = None
    return {reference: _once_each(by) for reference, by in found.items()}


def _once_each(by: dict[CitedIn, None]) -> tuple[CitedIn, ...]:
    """A finding and its judgements are one text to a reader: the first, which has the title, stands for all."""
    first: dict[tuple[str, str], CitedIn] = {}
    for cited_in in by:
        first.setdefault((cited_in.kind, cited_in.code), cited_in)
    return tuple(first.values())


def _first_words(prose: Prose) -> str:
    said = (s.plain() for block in prose.blocks if isinstance(block, Paragraph) for s in block.statements)
    return shorten(next(said, ""), 90, placeholder=" …")
