"""A programme's evidence for its members: the catalogue, each reference, and its table and picture as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from thinking_together.core.permissions import Permission, requires
from thinking_together.evidence.reference import BadReference, Reference, parse
from thinking_together.programmes.models import PhaseCode
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.report.domain.document import EvidenceView, TableView
from thinking_together.report.domain.naming import phase_name
from thinking_together.report.domain.tables import table_view
from thinking_together.report.html import answer_words
from thinking_together.site.asking import ASKED, choices, spelled
from thinking_together.site.catalogue import address_of, figures, figures_of, phases_offering
from thinking_together.site.citing import cited_lines
from thinking_together.site.evidence import seen
from thinking_together.site.pictures import picture_of, svg_of
from thinking_together.site.table_file import csv_of


@requires(Permission.SEE_PROGRAMME)
@require_safe
def catalogue(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """The six phases, each leading to what it offers."""
    shown = {"programme": request.programme, "phases": phases_offering(request.programme)}
    return render(request, "site/evidence/catalogue.html", shown)


@requires(Permission.SEE_PROGRAMME)
@require_safe
def phase(request: ProgrammeRequest, programme: str, phase: str) -> HttpResponse:
    """Every figure of a phase."""
    if phase not in PhaseCode.values:
        raise Http404("no such phase")
    lines = figures_of(request.programme, phase)
    shown = {"programme": request.programme, "phase": phase_name(phase), "lines": lines}
    return render(request, "site/evidence/phase.html", shown)


@requires(Permission.SEE_PROGRAMME)
@require_safe
def evidence(request: ProgrammeRequest, programme: str, figure: str) -> HttpResponse:
    """One reference: its answer, where it comes from, what stands on it, and how else it can be asked."""
    if ASKED in request.GET:
        return _to_reference(request, figure)
    reference = _reference(request, figure)
    found = seen(request.programme, reference)
    table = _table(found.view)
    picture = picture_of(request.programme, found.view.wider or found.view.table) if found.view.table else None
    shown: dict[str, Any] = {
        "programme": request.programme,
        "view": found.view,
        "phase": phase_name(reference.phase),
        "phase_code": reference.phase if reference.phase in PhaseCode.values else "",
        "figure": str(reference).partition("?")[0],
        "query": str(reference).partition("?")[2],
        "tables": [table] if table else [],
        "address": picture.address if picture else "",
        "alt": picture.alt if picture else "",
        "choices": choices(found.info, reference) if found.info else (),
        "cited": cited_lines(request.programme, request.user, reference),
        "answer_words": answer_words,
        "page": {"screen": True},
    }
    return render(request, "site/evidence/reference.html", shown, status=404 if found.unknown else 200)


@requires(Permission.SEE_PROGRAMME)
@require_safe
def table_file(request: ProgrammeRequest, programme: str, figure: str) -> HttpResponse:
    """The table of a reference for a spreadsheet."""
    reference = _reference(request, figure)
    table = _table(seen(request.programme, reference).view)
    if table is None:
        raise Http404("there is no table of it")
    invented = "INVENTED-" if request.programme.invented else ""
    name = f"{invented}{programme}-{reference.phase}-{reference.figure}.csv"
    response = HttpResponse("\ufeff" + csv_of(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@requires(Permission.SEE_PROGRAMME)
@require_safe
def picture(request: ProgrammeRequest, programme: str, key: str) -> HttpResponse:
    """A picture of the programme's pages. Its name is a hash of what it shows, so it never changes."""
    svg = svg_of(request.programme, key)
    if svg is None:
        raise Http404("no such picture")
    response = HttpResponse(svg, content_type="image/svg+xml")
    patch_cache_control(response, max_age=31536000, immutable=True, private=True)
    return response


def _reference(request: ProgrammeRequest, figure: str) -> Reference:
    query = request.META.get("QUERY_STRING", "")
    try:
        return parse(f"{figure}?{query}" if query else figure)
    except (BadReference, UnicodeDecodeError):
        raise Http404("not an evidence reference") from None


def _to_reference(request: ProgrammeRequest, figure: str) -> HttpResponse:
    """A form that was sent has an address of its own: the reference it spells."""
    info = next((i for i in figures(request.programme) if f"{i.phase}/{i.name}" == figure), None)
    if info is None:
        raise Http404("no such figure")
    return redirect(address_of(request.programme, spelled(info, request.GET)))


def _table(view: EvidenceView) -> TableView | None:
    table = view.wider or view.table
    return table_view(table, "figure") if table else None
