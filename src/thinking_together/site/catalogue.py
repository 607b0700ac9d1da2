"""Everything that a programme's phases offer as evidence, for browsing: by phase, each figure with where it leads."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from thinking_together.evidence.figures import FigureInfo
from thinking_together.evidence.reference import Op, Reference, Term
from thinking_together.evidence.resolve import Resolver
from thinking_together.evidence.standing import as_it_stands
from thinking_together.programmes.models import PhaseCode, Programme
from thinking_together.report.domain.naming import phase_name


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure as a line that leads to it."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A phase that offers figures."""

    code: str
    title: str
    many: int


def phases_offering(programme: Programme) -> tuple[PhaseLine, ...]:
    """The six phases in their order, each with how many figures it offers."""
    offered = [info.phase for info in figures(programme)]
    return tuple(PhaseLine(code, phase_name(code), offered.count(code)) for code in PhaseCode.values)


def figures_of(programme: Programme, phase: str) -> tuple[FigureLine, ...]:
    """One phase's figures, by title."""
    mine = [info for info in figures(programme) if info.phase == phase]
    return tuple(_line(programme, info) for info in sorted(mine, key=lambda info: (info.title.lower(), info.name)))


def figures(programme: Programme) -> tuple[FigureInfo, ...]:
    return as_it_stands(programme, "catalogue", _catalogue)


def asked_first(info: FigureInfo) -> Reference:
    """The question that a figure is best met by: each value of what it must be asked by and is compared by."""
    by = [d for d in info.dimensions if d.required or d.name == info.rank]
    return Reference(info.phase, info.name, "", tuple(sorted(Term(d.name, Op.EACH, ()) for d in by)))


def address_of(programme: Programme, reference: Reference) -> str:
    """Where a member reads a reference."""
    figure, mark, query = str(reference).partition("?")
    return reverse("evidence", kwargs={"programme": programme.slug, "figure": figure}) + mark + query


def _catalogue(resolver: Resolver) -> tuple[FigureInfo, ...]:
    return tuple(resolver.catalogue())


def _line(programme: Programme, info: FigureInfo) -> FigureLine:
    return FigureLine(info.title, address_of(programme, asked_first(info)))
