"""The pages of a lead: opening the survey, its links, and closing it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sent
from thinking_together.survey.answering.collection_forms import OpenForm
from thinking_together.survey.answering.links import links_of
from thinking_together.survey.answering.models import Collection
from thinking_together.survey.answering.opening import CannotOpen, current, in_the_way, open_collection
from thinking_together.survey.queries import latest_version


@requires(Permission.RUN_SURVEY)
@PAGE
def collect(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """What is in the way of opening, or the links of the survey that is open."""
    collection = current(request.programme)
    if collection is not None and request.method != "POST":
        return _open(request, collection)
    form = OpenForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            open_collection(programme=request.programme, closes=form.cleaned_data["closes"], by=request.user)
        except CannotOpen as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The survey is open.")
            return redirect("survey_collect", programme=programme)
    missing = in_the_way(request.programme)
    shown = {
        "programme": request.programme,
        "form": form,
        "missing": missing,
        "version": latest_version(request.programme),
    }
    return render(request, "survey/collect/closed.html", shown)


def _open(request: ProgrammeRequest, collection: Collection) -> HttpResponse:
    links = links_of(collection, settings.SITE_ADDRESS)
    shown = {"programme": request.programme, "collection": collection, "links": links}
    return render(request, "survey/collect/open.html", shown)
