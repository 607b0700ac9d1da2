"""You said, we did: entries that leads write."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from thinking_together.core.permissions import Permission, requires
from thinking_together.network.domain.answering import ANSWERED_FIELDS, add_answer, change_answer, remove_answer
from thinking_together.network.forms import AnsweredForm
from thinking_together.network.models import Answered
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, Screen, edit, held, sent


@requires(Permission.RUN_NETWORK)
@PAGE
def new(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Adds one."""
    form = AnsweredForm(sent(request), initial={"day": timezone.localdate(), "shown": True})
    screen = Screen("Add to “You said, we did”", _back(request), "It is there.")

    def save(*, version: str, **what: Any) -> object:
        return add_answer(programme=request.programme, **what)

    return edit(request, screen, form, Answered(programme=request.programme), ANSWERED_FIELDS, save)


@requires(Permission.RUN_NETWORK)
@PAGE
def change(request: ProgrammeRequest, programme: str, answer: str) -> HttpResponse:
    """Changes one."""
    found = _answered(request, answer)
    removes = reverse("network_answer_remove", args=[programme, answer])
    screen = Screen("Change “You said, we did”", _back(request), removes=removes)
    form = AnsweredForm(sent(request), initial=held(found, ANSWERED_FIELDS))
    return edit(request, screen, form, found, ANSWERED_FIELDS, partial(change_answer, answered=found))


@requires(Permission.RUN_NETWORK)
@PAGE
def remove(request: ProgrammeRequest, programme: str, answer: str) -> HttpResponse:
    """Asks once more, then takes it away."""
    found = _answered(request, answer)
    if request.method == "POST":
        remove_answer(answered=found, by=request.user)
        messages.success(request, "The entry is gone.")
        return redirect(_back(request))
    return render(request, "network/answer_remove.html", {"programme": request.programme, "answered": found})


def _answered(request: ProgrammeRequest, code: str) -> Answered:
    found = Answered.objects.filter(programme=request.programme, code=code).first()
    if found is None:
        raise Http404("no such entry")
    return found


def _back(request: ProgrammeRequest) -> str:
    return reverse("network_inside", args=[request.programme.slug])
