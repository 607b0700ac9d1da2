"""Planning gatherings, and who comes, for members."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thinking_together.core.permissions import Permission, allows, requires
from thinking_together.core.writes import Actor
from thinking_together.gatherings.domain import call_off as call_it_off
from thinking_together.gatherings.domain import change as change_it
from thinking_together.gatherings.domain import plan as plan_one
from thinking_together.gatherings.domain import set_state
from thinking_together.gatherings.domain.places import has_begun
from thinking_together.gatherings.domain.planning import NotReady, Over
from thinking_together.gatherings.forms import EDITED, CallOffForm, GatheringForm, PlanForm, typed
from thinking_together.gatherings.models import Gathering, GatheringKind, GatheringState
from thinking_together.gatherings.overview import listed, places_of
from thinking_together.gatherings.showing import when
from thinking_together.messaging.markdown import as_html
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, Screen, edit, sent, sentence


@requires(Permission.SEE_PROGRAMME)
@require_safe
def gatherings(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """All of them, with how many come."""
    may_run = allows(request.membership, Permission.RUN_EVENTS)
    shown = {"gatherings": listed(request.programme), "may_run": may_run}
    return render(request, "gatherings/gatherings.html", {"programme": request.programme, **shown})


@requires(Permission.RUN_EVENTS)
@PAGE
def plan(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """A new one; nobody outside sees it before it is opened."""
    form = PlanForm(sent(request))
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in EDITED if name != "recording_link"}
        kind = GatheringKind(form.cleaned_data["kind"])
        made = plan_one(programme=request.programme, kind=kind, by=request.user, **told)
        messages.success(request, f"{made} is planned. Open it when people may sign up.")
        return redirect("gathering", programme=programme, code=made.code)
    return render(request, "gatherings/plan.html", {"programme": request.programme, "form": form})


@requires(Permission.RUN_EVENTS)
@require_safe
def gathering(request: ProgrammeRequest, programme: str, code: str) -> HttpResponse:
    """One of them, who comes, and what can be done."""
    return _one(request, _gathering(request, code))


@requires(Permission.RUN_EVENTS)
@PAGE
def state(request: ProgrammeRequest, programme: str, code: str) -> HttpResponse:
    """Opens it to sign up, or closes it."""
    found = _gathering(request, code)
    if request.method != "POST":
        return _one(request, found)
    to = GatheringState.OPEN if request.POST.get("do") == "open" else GatheringState.CLOSED
    try:
        set_state(gathering=found, state=to, by=request.user)
    except (NotReady, Over) as refused:
        form = Form({})
        form.add_error(None, sentence(refused))
        return _one(request, found, form)
    messages.success(request, f"{found}: {to.label.lower()}.")
    return redirect("gathering", programme=programme, code=code)


@requires(Permission.RUN_EVENTS)
@PAGE
def change(request: ProgrammeRequest, programme: str, code: str) -> HttpResponse:
    """When or where it is: whoever comes is told."""
    found = _gathering(request, code)
    form = GatheringForm(sent(request), initial=typed(found))
    back = reverse("gathering", args=[programme, code])
    intro = "When you change the title, the time, the place or the link, everybody who comes or waits gets a message."
    screen = Screen(f"Change {found}", back, f"{found}: saved.", intro=intro, refusals={Over: "title"})
    return edit(request, screen, form, found, EDITED, partial(_change, found))


@requires(Permission.RUN_EVENTS)
@PAGE
def call_off(request: ProgrammeRequest, programme: str, code: str) -> HttpResponse:
    """Asks once more, and tells everybody."""
    found = _gathering(request, code)
    form = CallOffForm(sent(request))
    if request.method == "POST" and form.is_valid():
        call_it_off(gathering=found, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, f"{found} is called off.")
        return redirect("gathering", programme=programme, code=code)
    shown = {"gathering": found, "form": form, "told": sum(p.state in ("coming", "reserve") for p in places_of(found))}
    return render(request, "gatherings/call_off.html", {"programme": request.programme, **shown})


def _change(gathering: Gathering, *, version: str, yours: dict[str, object], by: Actor) -> object:
    return change_it(gathering=gathering, changes=yours, version=version, by=by)


def _one(request: ProgrammeRequest, found: Gathering, form: Form | None = None) -> HttpResponse:
    shown = {
        "gathering": found,
        "when": when(found),
        "about": as_html(found.about),
        "places": places_of(found),
        "begun": has_begun(found),
        "form": form,
    }
    return render(request, "gatherings/gathering.html", {"programme": request.programme, **shown})


def _gathering(request: ProgrammeRequest, code: str) -> Gathering:
    return get_object_or_404(Gathering.objects.select_related("programme"), programme=request.programme, code=code)
