"""The public page of a programme, and what people see who came to one of its events."""

from __future__ import annotations

from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from thinking_together.accounts.limits import too_often
from thinking_together.core.permissions import Permission, requires
from thinking_together.core.views import too_many
from thinking_together.network.domain.evaluating import IsClosed, take_in
from thinking_together.network.forms import EvaluationForm
from thinking_together.network.models import Evaluation
from thinking_together.network.opening import of_network
from thinking_together.network.showing import public_page
from thinking_together.network.statements import STATEMENTS
from thinking_together.programmes.models import Programme

PAGE = require_http_methods(["GET", "HEAD", "POST"])
FROM_ONE_PLACE = "300/10m/ip"  # everybody at a webinar may sit in one building


@requires(Permission.PUBLIC, of=of_network)
@require_safe
def network(request: HttpRequest, programme: str) -> HttpResponse:
    """Why, what taking part means, ways to take part, and what has come of it."""
    of = programme_of(programme)
    return render(request, "network/public.html", {"programme": of, "page": public_page(of)})


@requires(Permission.PUBLIC, of=of_network)
@PAGE
def evaluation(request: HttpRequest, programme: str, event: str) -> HttpResponse:
    """A short form without a name; the same address for all who came."""
    of = programme_of(programme)
    asked = get_object_or_404(
        Evaluation.objects.select_related("gathering"), gathering__programme=of, gathering__code=event
    )
    if asked.closed or of.archived:
        return _page(request, of, "network/evaluation_over.html", event=asked.gathering)
    form = EvaluationForm(STATEMENTS, request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        if too_often(request, "network_form", FROM_ONE_PLACE):
            return too_many(request, 600)
        try:
            take_in(evaluation=asked, key=form.cleaned_data["key"], points=form.points())
        except IsClosed:
            return _page(request, of, "network/evaluation_over.html", event=asked.gathering)
        return redirect("network_evaluation_sent", programme=programme, event=event)
    return _page(request, of, "network/evaluation.html", event=asked.gathering, form=form)


@requires(Permission.PUBLIC, of=of_network)
@require_safe
def evaluation_sent(request: HttpRequest, programme: str, event: str) -> HttpResponse:
    """Thanks."""
    return _page(request, programme_of(programme), "network/evaluation_sent.html")


def programme_of(slug: str) -> Programme:
    found = Programme.objects.filter(slug=slug).first()
    if found is None:
        raise Http404("no such programme")
    return found


def _page(request: HttpRequest, programme: Programme, template: str, **shown: object) -> HttpResponse:
    return render(request, template, {"programme": programme, **shown})
