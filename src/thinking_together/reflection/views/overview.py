"""The sessions of a programme, and its round."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thinking_together.core.permissions import Permission, allows, requires
from thinking_together.programmes.readiness import ready_to_open
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, Screen, edit, held, sent
from thinking_together.reflection.domain.rounds import RULES, begin_round, change_rules, close_round
from thinking_together.reflection.forms import RulesForm
from thinking_together.reflection.listing import listed_sessions
from thinking_together.reflection.models import Offer
from thinking_together.reflection.sessions_ahead import open_round
from thinking_together.reflection.views.finding import round_of

RULES_INTRO = (
    "Groups that mix services and do not lean on one organisation speak more openly. The planner keeps these rules; by "
    "hand you may break them, and are warned."
)


@requires(Permission.RUN_SESSIONS)
@require_safe
def sessions(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Every session with when, where and how many come; for a lead, what to do next."""
    found = open_round(request.programme)
    plans = allows(request.membership, Permission.PLAN_SESSIONS)
    shown = {
        "round": found,
        "sessions": listed_sessions(request.programme),
        "plans": plans,
        "offers": Offer.objects.filter(round=found).count() if found else 0,
        "missing": ready_to_open(request.programme) if plans else (),
    }
    return render(request, "reflection/sessions.html", {"programme": request.programme, **shown})


@requires(Permission.PLAN_SESSIONS)
@PAGE
def begin(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Begins a round."""
    if request.method == "POST":
        begin_round(programme=request.programme, by=request.user)
        return redirect("sessions", programme=programme)
    return render(request, "reflection/begin.html", {"programme": request.programme})


@requires(Permission.PLAN_SESSIONS)
@PAGE
def rules(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """What a group must be."""
    found = round_of(request)
    screen = Screen("Groups", reverse("sessions", args=[programme]), "The rules are saved.", intro=RULES_INTRO)
    form = RulesForm(sent(request), initial=held(found, RULES))
    return edit(request, screen, form, found, RULES, partial(change_rules, round=found))


@requires(Permission.PLAN_SESSIONS)
@PAGE
def close(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Asks once more, then closes the round."""
    found = round_of(request)
    if request.method == "POST":
        close_round(round=found, by=request.user)
        messages.success(request, "The round is closed, and private wishes are deleted.")
        return redirect("sessions", programme=programme)
    return render(request, "reflection/close.html", {"programme": request.programme, "round": found})
