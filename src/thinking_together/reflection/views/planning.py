"""The plan: made by the planner, changed by hand, and told to people once a lead says so."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE
from thinking_together.reflection.domain.inviting import NotReady, confirm
from thinking_together.reflection.domain.planning import Changed, Place, place_by_hand, seen_of
from thinking_together.reflection.making import making, plan
from thinking_together.reflection.models import Round
from thinking_together.reflection.plan_shown import plan_shown
from thinking_together.reflection.planning import planning_of
from thinking_together.reflection.views.finding import round_of

CHANGED = "Somebody changed the plan, an offer or a session meanwhile. Nothing was saved: look at it as it is now."


@requires(Permission.PLAN_SESSIONS)
@PAGE
@never_cache
def plan_page(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Groups, warnings and who has no place. The buttons: plan, or save what was moved by hand."""
    round = round_of(request)
    if request.method == "POST":
        _act(request, round)
        return redirect("sessions_plan", programme=programme)
    planning = planning_of(round)
    job = making(round)
    shown = {
        "round": round,
        "plan": plan_shown(planning),
        "seen": seen_of(planning),
        "job": job if job and (job.open or job.state in ("failed", "lost")) else None,
        "here": reverse("sessions_plan", args=[programme]),
    }
    return render(request, "reflection/plan.html", {"programme": request.programme, **shown})


@requires(Permission.PLAN_SESSIONS)
@PAGE
@never_cache
def invite(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Who will be told what; then it is sent."""
    round = round_of(request)
    problem = ""
    if request.method == "POST":
        try:
            told = confirm(round=round, seen=request.POST.get("seen", ""), by=request.user)
        except Changed:
            problem = CHANGED
        except NotReady as missing:
            problem = str(missing)
        else:
            messages.success(request, told.in_words())
            return redirect("sessions", programme=programme)
    planning = planning_of(round)
    shown = {"round": round, "plan": plan_shown(planning), "seen": seen_of(planning), "problem": problem}
    return render(request, "reflection/invite.html", {"programme": request.programme, **shown})


def _act(request: ProgrammeRequest, round: Round) -> None:
    try:
        if request.POST.get("do") == "plan":
            job = plan(round=round, by=request.user)
            if job is None:
                messages.success(request, "The plan is made. Nobody is told yet.")
            return
        places = {p.code: _place(request, p.code) for p in planning_of(round).people}
        changed = place_by_hand(round=round, seen=request.POST.get("seen", ""), places=places, by=request.user)
        messages.success(request, f"{changed} places changed. Nobody is told yet." if changed else "Nothing changed.")
    except Changed:
        messages.error(request, CHANGED)


def _place(request: ProgrammeRequest, code: str) -> Place:
    return Place(request.POST.get(f"place-{code}", ""), request.POST.get(f"lock-{code}") == "on")
