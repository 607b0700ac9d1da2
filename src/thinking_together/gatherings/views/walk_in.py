"""Somebody came who had not signed up: noted by whoever notes who came."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from thinking_together.core.permissions import Permission, requires
from thinking_together.gatherings.domain.walking_in import ListChanged, NotBegun, add_walk_in
from thinking_together.gatherings.models import Gathering
from thinking_together.gatherings.public_forms import WalkInForm
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sent, sentence

CHANGED = "The list has changed meanwhile. Look whether the person is in it already, and add them if they are not."


@requires(Permission.RUN_EVENTS)
@PAGE
def walk_in(request: ProgrammeRequest, programme: str, code: str) -> HttpResponse:
    """For every kind of gathering but those that a room has pages of its own for."""
    found = get_object_or_404(Gathering, programme=request.programme, code=code)
    return walk_in_page(request, found, reverse("gathering_attendance", args=[programme, code]))


def walk_in_page(request: ProgrammeRequest, found: Gathering, back: str) -> HttpResponse:
    """The form; ``back`` is the page on which who came is ticked."""
    form = WalkInForm(request.programme, sent(request), initial={"seen": found.attendances.count()})
    if request.method == "POST" and form.is_valid():
        try:
            add_walk_in(gathering=found, by=request.user, **form.cleaned_data)
        except ListChanged:
            messages.warning(request, CHANGED)
            return redirect(back)
        except NotBegun as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "Noted: one more person came.")
            return redirect(back)
    shown = {"programme": request.programme, "gathering": found, "form": form, "back": back}
    return render(request, "gatherings/walk_in.html", shown)
