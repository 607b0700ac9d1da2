"""What a phase's supplement holds: every figure that is cited, and every figure the phase offers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from thinking_together.analysis.disclosure import POLICIES
from thinking_together.analysis.tables import Table
from thinking_together.evidence.figures import FigureInfo, Unresolved
from thinking_together.evidence.reference import Op, Reference, Term
from thinking_together.evidence.resolve import Resolver
from thinking_together.programmes.models import PhaseCode, Programme
from thinking_together.report.domain.document import Document, EvidenceView
from thinking_together.report.domain.naming import phase_name, title_of

MOST_FIGURES = 2000
STARRED = ("sector", "area", "section", "audience", "topic", "session", "stage", "rating", "age", "period")


@dataclass(frozen=True, slots=True)
class Entry:
    """A table, a quoted passage, or the ``reason`` why there is neither.

    ``numbers`` are those of the report's evidence that it answers, ``places`` where the report stands on it.
    """

    name: str
    title: str
    reference: str
    table: Table | None
    reason: str
    policy: str
    numbers: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Supplement:
    """One phase's tables."""

    phase: str
    title: str
    place: str
    programme: str
    as_of: date
    invented: bool
    entries: tuple[Entry, ...]


def supplements(document: Document, programme: Programme, resolver: Resolver) -> tuple[Supplement, ...]:
    """One a phase that has anything to show, in the order of the phases."""
    catalogue = resolver.catalogue()
    out = []
    for phase in PhaseCode.values:
        entries = (*_cited(document, phase), *_offered(document, programme, phase, catalogue, resolver))
        if entries:
            out.append(
                Supplement(
                    phase,
                    phase_name(phase),
                    document.place,
                    document.title,
                    document.as_of,
                    document.invented,
                    entries,
                )
            )
    return tuple(out)


def _cited(document: Document, phase: str) -> tuple[Entry, ...]:
    """The cited references of a phase; single figures of one table stand together in it."""
    found: dict[Table | str, Entry] = {}
    for view in document.evidence:
        if view.phase != phase:
            continue
        table = view.wider or view.table
        key = table or view.reference
        if key in found:
            known = found[key]
            places = tuple(dict.fromkeys((*known.places, *view.cited_by)))
            found[key] = replace(known, numbers=(*known.numbers, view.number), places=places)
            continue
        found[key] = _entry(view, table)
    return tuple(found.values())


def _entry(view: EvidenceView, table: Table | None) -> Entry:
    words = view.passage.words if view.passage else ""
    title = table.title if table else f"Passage of {view.passage.text_ref}" if view.passage else view.title
    return Entry(
        f"e{view.number}",
        title,
        view.reference,
        table,
        view.reason,
        view.policy,
        (view.number,),
        view.cited_by,
        words,
    )


def _offered(
    document: Document, programme: Programme, phase: str, catalogue: list[FigureInfo], resolver: Resolver
) -> tuple[Entry, ...]:
    """Figures of the catalogue, each in its widest table that is still a table; those cited already are left out."""
    have = {view.reference for view in document.evidence}
    out: list[Entry] = []
    for info in catalogue:
        if info.phase != phase:
            continue
        reference = widest(info, programme)
        if str(reference) in have:
            continue
        answer = resolver.resolve(reference)
        table = answer if isinstance(answer, Table) else None
        reason = answer.detail if isinstance(answer, Unresolved) else ""
        if table is None and not reason:
            continue
        name = f"t{len(out) + 1}"
        out.append(Entry(name, title_of(reference, info), str(reference), table, reason, POLICIES[info.policy].label))
    return tuple(out)


def widest(info: FigureInfo, programme: Programme) -> Reference:
    """A figure's own table: what ranks, what is needed and the usual keys starred, while it stays small."""
    terms: list[Term] = []
    size = 1
    wanted = [d for d in info.dimensions if d.required or d.name == info.rank]
    wanted += [d for d in info.dimensions if d.name in STARRED and d not in wanted and d.default is None]
    for dimension in wanted:
        values: tuple[str, ...] = ()
        count = len(dimension.values)
        if dimension.name == "area":
            codes = {code for code, _ in dimension.values}
            values = tuple(c for c in (programme.area_code, programme.comparator_code) if c in codes)
            count = len(values) or count
        needed = dimension.required or dimension.name == info.rank
        if count == 0 or (not needed and size * count > MOST_FIGURES):
            continue
        size *= count
        operator = Op.ONE if len(values) == 1 else Op.EACH
        terms.append(Term(dimension.name, operator, values))
    return Reference(info.phase, info.name, "", tuple(sorted(terms)))
