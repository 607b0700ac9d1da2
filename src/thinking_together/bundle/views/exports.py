"""Taking a programme out: for its leads, with a reason; the file for who asked, for an hour, once."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from thinking_together.bundle import passing
from thinking_together.bundle.domain.exports import NotYours, note_fetched
from thinking_together.bundle.exporting import ask_for_export, exporting
from thinking_together.bundle.forms import ExportForm
from thinking_together.bundle.models import Export
from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.requests import ProgrammeRequest

PAGE = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 50


@requires(Permission.CARRY_BUNDLE)
@require_safe
def bundle(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """The ways out and in, and who took the programme out."""
    exports = Export.objects.filter(programme=request.programme).select_related("by")[:SHOWN]
    return _page(request, "bundle/bundle.html", exports=exports)


@requires(Permission.CARRY_BUNDLE)
@PAGE
def export(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Asks for an export."""
    sent = request.method == "POST"
    form = ExportForm(request.POST if sent else None, initial={"key": uuid4()})
    if sent and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("key", "reason")}
        try:
            made = ask_for_export(programme=request.programme, by=request.user, **told)
        except NotYours:
            raise Http404("an export of somebody else") from None
        return redirect("bundle_export_one", programme=programme, key=made.key)
    return _page(request, "bundle/export.html", form=form)


@requires(Permission.CARRY_BUNDLE)
@require_safe
@never_cache
def export_one(request: ProgrammeRequest, programme: str, key: UUID) -> HttpResponse:
    """How far an export is, and where its file is fetched by who asked for it."""
    found = _export(request, key)
    shown = {"export": found, "job": exporting(found), "mine": found.by == request.user}
    return _page(request, "bundle/export_one.html", **shown)


@requires(Permission.CARRY_BUNDLE)
@require_safe
@never_cache
def export_file(request: ProgrammeRequest, programme: str, key: UUID) -> StreamingHttpResponse:
    """The file, for who asked for it alone. Once it was taken whole it is gone."""
    found = _export(request, key)
    place = passing.place_of(found.key)
    if found.by != request.user or not found.waits or not place.is_file():
        raise Http404("no file that waits for this person")

    def fetched() -> None:
        note_fetched(export=found, by=request.user)
        passing.remove(found.key)

    pieces = passing.pieces(place, fetched) if request.method == "GET" else iter(())
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    invented = "INVENTED-" if request.programme.invented else ""
    response["Content-Disposition"] = f'attachment; filename="{invented}{programme}-bundle.zip"'
    response["Content-Length"] = str(found.size)
    return response


def _export(request: ProgrammeRequest, key: UUID) -> Export:
    """An export of this programme and no other."""
    exports = Export.objects.filter(programme=request.programme).select_related("by", "programme")
    return get_object_or_404(exports, key=key)


def _page(request: ProgrammeRequest, template: str, **shown: object) -> HttpResponse:
    return render(request, template, {"programme": request.programme, **shown})
