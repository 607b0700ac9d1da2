"""Bringing a programme in: the upload, what is wrong with it, and the lead's word before anything is replaced."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from uuid import UUID, uuid4

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from thinking_together.accounts.requests import PersonRequest
from thinking_together.bundle.domain.exports import NotYours
from thinking_together.bundle.forms import ConfirmForm, ImportForm
from thinking_together.bundle.importing import confirm, importing, take_upload
from thinking_together.bundle.models import Import, ImportState
from thinking_together.core.permissions import Permission, requires
from thinking_together.core.tabular.formula import guard
from thinking_together.programmes.models import Programme

PAGE = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 50
COLUMNS = ("file", "row", "column", "what", "remedy")
MEGABYTE = 1024 * 1024


@requires(Permission.BRING_IN)
@PAGE
def upload(request: PersonRequest) -> HttpResponse:
    """Takes the zip file of a bundle."""
    sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if sent else ImportForm(initial={"key": uuid4()})
    if sent and form.is_valid():
        try:
            made = take_upload(key=form.cleaned_data["key"], file=form.cleaned_data["file"], by=request.user)
        except NotYours:
            raise Http404("an import of somebody else") from None
        return redirect("bundle_import_one", key=made.key)
    most = min(settings.UPLOAD_BYTES // MEGABYTE, settings.TT_BUNDLE_MIB)
    mine = Import.objects.filter(by=request.user)[:SHOWN]
    return render(request, "bundle/import.html", {"form": form, "most": most, "imports": mine})


@requires(Permission.BRING_IN)
@require_safe
@never_cache
def import_one(request: PersonRequest, key: UUID) -> HttpResponse:
    """How far an import is, or every problem of it, in pages."""
    found = _import(request, key)
    problems = Paginator(found.problems, SHOWN).get_page(request.GET.get("page"))
    shown = {"upload": found, "job": importing(found), "problems": problems}
    return render(request, "bundle/import_one.html", shown)


@requires(Permission.BRING_IN)
@require_safe
@never_cache
def problems_file(request: PersonRequest, key: UUID) -> StreamingHttpResponse:
    """The problems as a CSV file."""
    found = _import(request, key)
    response = StreamingHttpResponse(_lines(found.problems), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="problems.csv"'
    return response


@requires(Permission.BRING_IN)
@PAGE
def import_confirm(request: PersonRequest, key: UUID) -> HttpResponse:
    """Asks a lead whether the programme that is here is to be replaced."""
    found = _import(request, key)
    sent = request.method == "POST"
    form = ConfirmForm(request.POST if sent else None)
    if found.state != ImportState.CONFIRM or (sent and form.is_valid()):
        if sent and form.is_valid():
            confirm(upload=found, by=request.user)
        return redirect("bundle_import_one", key=key)
    here = Programme.objects.filter(slug=found.programme_slug).first()
    return render(request, "bundle/import_confirm.html", {"form": form, "upload": found, "here": here})


def _import(request: PersonRequest, key: UUID) -> Import:
    """An import of this person and nobody else."""
    return get_object_or_404(Import, key=key, by=request.user)


def _lines(problems: list[list[str | int | None]]) -> Iterator[str]:
    for row in (COLUMNS, *problems):
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerow(["" if c is None else guard(str(c)) for c in row])
        yield out.getvalue()
