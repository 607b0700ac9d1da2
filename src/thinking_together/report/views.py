"""Frozen reports on the site. Everything shown comes from an edition; nothing is computed from data."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
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
from thinking_together.report.models import READABLE, Edition, EditionFile, EditionPicture, EditionState
from thinking_together.report.state import files_of
from thinking_together.report.supplement.trails import drawn, inlined

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}


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


class Withdrawn(Exception):
    """The edition is for nobody any more."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(edition.slug)
        self.edition = edition


def reading(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """For who may read the edition. Of a withdrawn one every address says that it is, and why."""

    @wraps(view)
    def unless_withdrawn(request: HttpRequest, **arguments: str) -> HttpResponse:
        try:
            return view(request, **arguments)
        except Withdrawn as gone:
            shown = {"edition": gone.edition, "programme": gone.edition.programme}
            return render(request, "report/withdrawn.html", shown, status=410)

    return requires(Permission.SEE_PROGRAMME, of=of_edition)(unless_withdrawn)


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
    shown = {"files": files_of(found), "newer": _newer(found)}
    return _page(request, "report/site_report.html", found, document, **shown)


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
    pictures = EditionPicture.objects.select_related("edition__programme").defer("edition__document")
    found = get_object_or_404(pictures, edition__slug=edition, key=key)
    _refuse_withdrawn(found.edition)
    response = HttpResponse(found.svg, content_type="image/svg+xml")
    return _kept(response, found.edition, immutable=True)


@reading
@require_safe
def file(request: HttpRequest, edition: str, name: str) -> HttpResponse:
    """A file of an edition as it was made with it, byte by byte."""
    files = EditionFile.objects.select_related("edition__programme").defer("edition__document")
    found = get_object_or_404(files, edition__slug=edition, name=name)
    _refuse_withdrawn(found.edition)
    invented = "INVENTED-" if found.edition.invented else ""
    as_name = f"{invented}{edition}-{name.replace('/', '-')}"
    kind = CONTENT_TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    headers = {"Content-Disposition": content_disposition_header(True, as_name) or "attachment"}
    return _kept(HttpResponse(bytes(found.content), content_type=kind, headers=headers), found.edition)


@requires(Permission.PUBLIC)
@require_safe
@cache_control(public=True, max_age=3600)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The report's own style, the same as in its files."""
    return HttpResponse(STYLE.read_text(encoding="utf-8"), content_type="text/css; charset=utf-8")


def _edition(slug: str) -> tuple[Edition, Document]:
    edition = get_object_or_404(Edition.objects.select_related("programme").defer("document"), slug=slug)
    _refuse_withdrawn(edition)
    return edition, document_of(edition)


def _newer(edition: Edition) -> Edition | None:
    """The newest edition that everybody may read instead of this one."""
    later = Edition.objects.filter(programme=edition.programme_id, number__gt=edition.number, state__in=READABLE)
    return later.defer("document").order_by("-number").first()


def _refuse_withdrawn(edition: Edition) -> None:
    if edition.state == EditionState.WITHDRAWN:
        raise Withdrawn(edition)


def _kept(response: HttpResponse, edition: Edition, *, immutable: bool = False) -> HttpResponse:
    """How long browsers may keep it: what can be withdrawn an hour, and a draft nobody but the reader's own."""
    if edition.state == EditionState.EXAMPLE and immutable:
        patch_cache_control(response, max_age=31536000, immutable=True, public=True)
    elif edition.open:
        patch_cache_control(response, max_age=3600, public=True)
    else:
        patch_cache_control(response, max_age=0, private=True, no_store=not immutable)
    return response


def _tables(view: EvidenceView) -> list[TableView]:
    """The figure's own table, or the wider one in which a single figure stands."""
    table = view.wider or view.table
    return [table_view(table, "figure")] if table else []


def _page(request: HttpRequest, template: str, edition: Edition, document: Document, **more: object) -> HttpResponse:
    places = SitePlaces(edition, document)
    owner = Owner(document.title, document.invented, document.contact, document.local_support)
    shown = context(document, places) | {"programme": owner, "edition": edition} | more
    return render(request, template, shown)
