"""A gathering as people outside see it: what it is, signing up, and what comes after."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from thinking_together.accounts.limits import too_often
from thinking_together.core.permissions import Permission, requires
from thinking_together.core.views import too_many
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings import calendar
from thinking_together.gatherings.access import event_of, of_event
from thinking_together.gatherings.domain.filling import free_places
from thinking_together.gatherings.domain.outside import sign_up_outside
from thinking_together.gatherings.domain.places import NotOpen, is_open
from thinking_together.gatherings.models import Gathering
from thinking_together.gatherings.public_forms import SignUpForm
from thinking_together.gatherings.showing import when
from thinking_together.messaging.markdown import as_html

FROM_ONE_PLACE, TO_ONE_ADDRESS = "120/h/ip", "5/h/key"  # an office is one place


@requires(Permission.PUBLIC, of=of_event)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def event(request: HttpRequest, programme: str, code: str) -> HttpResponse:
    """What it is, and the form by which one signs up."""
    gathering = event_of(programme, code)
    is_full = free_places(gathering) == 0
    form = SignUpForm(gathering.programme, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if too_often(request, "sign_up", FROM_ONE_PLACE) or too_often(request, "sign_up_to", TO_ONE_ADDRESS, email):
            return too_many(request, 600)
        try:
            sign_up_outside(gathering=gathering, by=SYSTEM, **form.cleaned_data)
        except NotOpen:
            return redirect("event", programme=programme, code=code)
        return redirect("event_waiting" if is_full else "event_thanks", programme=programme, code=code)
    return render(request, "gatherings/event.html", _shown(gathering) | {"form": form, "is_full": is_full})


@requires(Permission.PUBLIC, of=of_event)
@require_safe
def thanks(request: HttpRequest, programme: str, code: str) -> HttpResponse:
    """After signing up while there were places. It tells nobody whose address had a place already."""
    return render(request, "gatherings/thanks.html", _shown(event_of(programme, code)) | {"waiting": False})


@requires(Permission.PUBLIC, of=of_event)
@require_safe
def waiting(request: HttpRequest, programme: str, code: str) -> HttpResponse:
    """After signing up while there was no place."""
    return render(request, "gatherings/thanks.html", _shown(event_of(programme, code)) | {"waiting": True})


@requires(Permission.PUBLIC, of=of_event)
@require_safe
def calendar_file(request: HttpRequest, programme: str, code: str) -> HttpResponse:
    """For one's own calendar, without the joining link."""
    gathering = event_of(programme, code)
    return as_file(calendar.published(gathering), gathering)


def as_file(content: bytes, gathering: Gathering) -> HttpResponse:
    name = f'attachment; filename="{gathering.code}.ics"'
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": name})


def _shown(gathering: Gathering) -> dict[str, object]:
    return {
        "programme": gathering.programme,
        "gathering": gathering,
        "when": when(gathering),
        "about": as_html(gathering.about),
        "is_open": is_open(gathering) and gathering.programme.archived is None,
    }
