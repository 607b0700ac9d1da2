"""Frozen reports on the site. Everything shown comes from an edition; nothing is computed from data."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from thinking_together.core.context import Owner
from thinking_together.core.permissions import Permission, requires
from thinking_together.evidence.reference import BadReference, parse
from thinking_together.report.access import of_edition, readable_by
from thinking_together.report.domain.document import Document, EvidenceView, TableView
from thinking_together.report.domain.editions import document_of
from thinking_together.report.domain.tables import table_view
from thinking_together.report.domain.trail import (
    answering,
    cited_by,
    evidence_of,
    finding_trail,
)
from thinking_together.report.html import STYLE, Places, context
from thinking_together.report.models import Edition, EditionPicture
from thinking_together.report.supplement.trails import drawn, inlined


class SitePlaces(Places):
    """Where the pieces of an edition are on the site."""

    def __init__(self, edition: Edition, document: Document) -> None:
        super().__init__(document)
        self._edition = edition.slug
        self._references = {view.number: view.reference for view in document.evidence}

    def report(self, anchor: str = "") -> str:
        return reverse("report", args=[self._edition]) + (f"#{anchor}" if anchor else "")

    def evidence(self, number: int) -> str:
        figure, mark, query = self._references[number].partition("?")
        return reverse("report_evidence", args=[self._edition, figure]) + mark + query

    def place(self, anchor: str) -> str:
        at = super().place(anchor)
        return self.report(anchor) if at.startswith("#") else at

    def table(self, number: int) -> str:
        return self.evidence(number)

    def behind(self, code: str) -> str:
        return reverse("report_finding", args=[self._edition, code])

    def picture(self, key: str) -> str:
        return reverse("report_picture", args=[self._edition, key])

    def recommendation(self, code: str) -> str:
        return reverse("report_recommendation", args=[self._edition, code])


reading = requires(Permission.SEE_PROGRAMME, of=of_edition)


@requires(Permission.PUBLIC)
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Every edition that the visitor may read, newest first."""
    editions = readable_by(request.user).order_by("title", "-number")
    return render(request, "report/site_list.html", {"editions": editions})


@reading
@require_safe
def report(request: HttpRequest, edition: str) -> HttpResponse:
    """A whole report."""
    found, document = _edition(edition)
    return _page(request, "report/site_report.html", found, document)


@reading
@require_safe
def evidence(request: HttpRequest, edition: str, figure: str) -> HttpResponse:
    """One cited reference: figure, picture, table, method, source, rule, and what stands on it."""
    found, document = _edition(edition)
    query = request.META.get("QUERY_STRING", "")
    try:
        reference = str(parse(f"{figure}?{query}" if query else figure))
    except (BadReference, UnicodeDecodeError):
        raise Http404("not an evidence reference") from None
    view = evidence_of(document, reference)
    if view is None:
        raise Http404("this edition does not cite it")
    return _page(
        request,
        "report/site_evidence.html",
        found,
        document,
        view=view,
        tables=_tables(view),
        by=cited_by(document, view),
    )


@reading
@require_safe
def recommendation(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """The way from a recommendation to its findings and the tables they stand on."""
    found, document = _edition(edition)
    try:
        trail, drawing = drawn(document, code)
    except KeyError:
        raise Http404("this edition has no such recommendation") from None
    more = {"trail": trail, "drawing": drawing, "address": inlined(drawing)}
    return _page(request, "report/site_recommendation.html", found, document, **more)


@reading
@require_safe
def finding(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """What stands behind a finding: the phases, the confidence, what speaks against it, its figures."""
    found, document = _edition(edition)
    trail = finding_trail(document, code)
    if trail is None:
        raise Http404("this edition has no such finding")
    more = {"view": trail.section, "evidence": trail.evidence, "asked": answering(document, code)}
    return _page(request, "report/site_finding.html", found, document, **more)


@reading
@require_safe
def picture(request: HttpRequest, edition: str, key: str) -> HttpResponse:
    """A picture of an edition. Its name is a hash of what it shows, so it never changes."""
    pictures = EditionPicture.objects.select_related("edition").defer("edition__document")
    found = get_object_or_404(pictures, edition__slug=edition, key=key)
    response = HttpResponse(found.svg, content_type="image/svg+xml")
    kept = {"public": True} if found.edition.open else {"private": True}
    patch_cache_control(response, max_age=31536000, immutable=True, **kept)
    return response


@requires(Permission.PUBLIC)
@require_safe
@cache_control(public=True, max_age=3600)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The report's own style, the same as in its files."""
    return HttpResponse(STYLE.read_text(encoding="utf-8"), content_type="text/css; charset=utf-8")


def _edition(slug: str) -> tuple[Edition, Document]:
    edition = get_object_or_404(Edition.objects.defer("document"), slug=slug)
    return edition, document_of(edition)


def _tables(view: EvidenceView) -> list[TableView]:
    """The figure's own table, or the wider one in which a single figure stands."""
    table = view.wider or view.table
    return [table_view(table, "figure")] if table else []


def _page(request: HttpRequest, template: str, edition: Edition, document: Document, **more: object) -> HttpResponse:
    places = SitePlaces(edition, document)
    owner = Owner(document.title, document.invented, document.contact, document.local_support)
    shown = context(document, places) | {"programme": owner, "edition": edition} | more
    return render(request, template, shown)
