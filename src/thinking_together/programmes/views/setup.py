"""Setting up a programme: the task list, what it is called, its numbers and its support lines."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.domain.details import (
    DETAILS,
    NUMBERS,
    NotAsShown,
    change_details,
    change_numbers,
    confirm_support,
)
from thinking_together.programmes.readiness import lines_of, ready_to_open, support_is_confirmed
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.setup import done, tasks
from thinking_together.programmes.setup_forms import DetailsForm, NumbersForm, SupportForm
from thinking_together.programmes.views.editing import PAGE, Screen, edit, held, sent


@requires(Permission.SET_UP)
@require_safe
def setup(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """The task list, and what still keeps a survey from opening."""
    listed = tasks(request.programme)
    shown = {"tasks": listed, "done": done(listed), "missing": ready_to_open(request.programme)}
    return render(request, "programmes/setup/setup.html", {"programme": request.programme, **shown})


@requires(Permission.SET_UP)
@PAGE
def details(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Title, place, how to reach it."""
    screen = Screen("Details", _back(request), "The details are saved.")
    form = DetailsForm(request.programme, sent(request), initial=held(request.programme, DETAILS))
    save = partial(change_details, programme=request.programme)
    return edit(request, screen, form, request.programme, DETAILS, save)


@requires(Permission.SET_UP)
@PAGE
def numbers(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """The front door, the local support line, who reads."""
    screen = Screen("Local numbers and reading rota", _back(request), "The numbers are saved.")
    form = NumbersForm(sent(request), initial=held(request.programme, NUMBERS))
    save = partial(change_numbers, programme=request.programme)
    return edit(request, screen, form, request.programme, NUMBERS, save)


@requires(Permission.SET_UP)
@PAGE
def support(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """The lines as people will find them, and that somebody checked them."""
    form = SupportForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            confirm_support(programme=request.programme, seen=request.POST.get("seen", ""), by=request.user)
        except NotAsShown:
            form.add_error(None, "Somebody changed the lines while you were checking. Look at them again below")
        else:
            messages.success(request, "The support lines are confirmed.")
            return redirect(_back(request))
    shown = {"form": form, "seen": lines_of(request.programme), "confirmed": support_is_confirmed(request.programme)}
    return render(request, "programmes/setup/support.html", {"programme": request.programme, **shown})


def _back(request: ProgrammeRequest) -> str:
    return reverse("setup", args=[request.programme.slug])
