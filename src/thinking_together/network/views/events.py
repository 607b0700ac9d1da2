"""Asking people who came to a webinar or meeting how it was. Planning it is the matter of gatherings."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from thinking_together.core.permissions import Permission, requires
from thinking_together.gatherings.models import Gathering
from thinking_together.network.domain.evaluating import NotOver, close_evaluation, open_evaluation
from thinking_together.network.models import Evaluation
from thinking_together.network.queries import EVENT_KINDS
from thinking_together.network.showing import event_of
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sentence


@requires(Permission.RUN_NETWORK)
@PAGE
def evaluation(request: ProgrammeRequest, programme: str, event: str) -> HttpResponse:
    """Asks those who came how it was; later closes the form, from when its figures are offered."""
    found = _gathering(request, event)
    asked = Evaluation.objects.filter(gathering=found).first()
    form = Form({} if request.method == "POST" else None)
    if request.method == "POST":
        try:
            messages.success(request, _ask_or_close(request, found, asked))
        except NotOver as refused:
            form.add_error(None, sentence(refused))
        else:
            return redirect("network_inside", programme=programme)
    shown = {"form": form, "event": event_of(found), "asked": asked}
    return render(request, "network/event_evaluation.html", {"programme": request.programme, **shown})


def _ask_or_close(request: ProgrammeRequest, event: Gathering, asked: Evaluation | None) -> str:
    """The button says which, so that pressing it twice does not do both."""
    if request.POST.get("to") == "close" and asked is not None:
        close_evaluation(evaluation=asked, by=request.user)
        return "The form is closed, and its figures stand with the evidence."
    open_evaluation(gathering=event, by=request.user)
    return "Those who came are asked how it was."


def _gathering(request: ProgrammeRequest, code: str) -> Gathering:
    of = Gathering.objects.filter(programme=request.programme, kind__in=EVENT_KINDS).select_related("programme")
    found = of.filter(code=code).first()
    if found is None:
        raise Http404("no such event")
    return found
