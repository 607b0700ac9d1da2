"""The pages of a lead: opening the survey, its links and posters, and closing it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from thinking_together.content.support import shipped_support
from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sent
from thinking_together.survey.answering import links
from thinking_together.survey.answering.closing import close_collection
from thinking_together.survey.answering.collection_forms import OpenForm
from thinking_together.survey.answering.opening import CannotOpen, current, in_the_way, open_collection
from thinking_together.survey.answering.trials import delete_trials, trials
from thinking_together.survey.held.queries import latest_version


@requires(Permission.RUN_SURVEY)
@PAGE
def collect(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """What is in the way of opening, or the links of the survey that is open."""
    collection = current(request.programme)
    if collection is not None and request.method != "POST":
        given_out = links.links_of(collection, settings.SITE_ADDRESS)
        told = {"links": given_out, "people": sum(collection.invited.values())}
        told["of_sectors"] = any(link.sector for link in given_out)
        return _page(request, "open.html", collection=collection, trials=trials(request.programme), **told)
    form = OpenForm(sent(request))
    if request.method == "POST" and form.is_valid():
        told = {"closes": form.cleaned_data["closes"], "invited_only": form.cleaned_data["invited_only"]}
        try:
            open_collection(programme=request.programme, by=request.user, **told)
        except CannotOpen as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The survey is open.")
            return redirect("survey_collect", programme=programme)
    of = request.programme
    shown = {"form": form, "trials": trials(of), "missing": in_the_way(of), "version": latest_version(of)}
    return _page(request, "closed.html", **shown)


@requires(Permission.RUN_SURVEY)
@PAGE
def close(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Asks once more, then closes: answers that were not sent count as far as they went."""
    collection = current(request.programme)
    if collection is None:
        return redirect("survey_collect", programme=programme)
    if request.method == "POST":
        close_collection(collection=collection, by=request.user)
        messages.success(request, "The survey is closed.")
        return redirect("survey_collect", programme=programme)
    return _page(request, "close.html", collection=collection)


@requires(Permission.RUN_SURVEY)
@PAGE
def tried(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Asks once more, then deletes what was answered to try the survey out."""
    there = trials(request.programme)
    if request.method == "POST" or not there:
        if there:
            deleted = delete_trials(programme=request.programme, by=request.user)
            messages.success(request, "The trial is deleted." if deleted == 1 else f"{deleted} trials are deleted.")
        return redirect("survey_collect", programme=programme)
    return _page(request, "trials.html", trials=there)


@requires(Permission.RUN_SURVEY)
@require_safe
def code(request: ProgrammeRequest, programme: str, code: str, kind: str) -> HttpResponse:
    """A link as a QR code: a drawing (SVG) or a picture (PNG)."""
    link = _link(request, code)
    kinds = {"svg": "image/svg+xml", "png": "image/png"}
    if kind not in kinds:
        raise Http404("no such kind of picture")
    invented = request.programme.invented
    response = HttpResponse(links.qr(link.address, kind, invented=invented), content_type=kinds[kind])
    response["Content-Disposition"] = f'inline; filename="{"INVENTED-" if invented else ""}survey-{link.code}.{kind}"'
    return response


@requires(Permission.RUN_SURVEY)
@require_safe
def poster(request: ProgrammeRequest, programme: str, code: str) -> HttpResponse:
    """A page to print: help first, then the code and the address in letters."""
    support = shipped_support(request.programme.local_support)
    return _page(request, "poster.html", link=_link(request, code), support=support)


def _link(request: ProgrammeRequest, code: str) -> links.GivenOut:
    collection = current(request.programme)
    found = links.links_of(collection, settings.SITE_ADDRESS) if collection else []
    for link in found:
        if link.code == code:
            return link
    raise Http404("no such link")


def _page(request: ProgrammeRequest, template: str, **shown: object) -> HttpResponse:
    return render(request, f"survey/collect/{template}", {"programme": request.programme, **shown})
