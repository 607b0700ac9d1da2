"""The launch webinar and the meetings of the network: planned, opened, called off, who came, how it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thinking_together.core.permissions import Permission, allows, requires
from thinking_together.gatherings.domain import call_off as call_off_gathering
from thinking_together.gatherings.domain import change as change_gathering
from thinking_together.gatherings.domain import plan, record_attendance, set_state
from thinking_together.gatherings.domain.planning import FIELDS, Over
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering, GatheringKind, GatheringState
from thinking_together.network.domain.evaluating import NotOver, close_evaluation, open_evaluation
from thinking_together.network.event_forms import CameForm, EventForm, NewEventForm, WhyForm, initial_of
from thinking_together.network.models import Evaluation
from thinking_together.network.opening import missing_to_open
from thinking_together.network.queries import EVENT_KINDS
from thinking_together.network.showing import event_of, places_of
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, Screen, edit, sent, sentence

HAD_A_PLACE = (
    AttendanceState.COMING,
    AttendanceState.ATTENDED,
    AttendanceState.DID_NOT_ATTEND,
    AttendanceState.CANCELLED,
)


@requires(Permission.SEE_PROGRAMME)
@require_safe
def event(request: ProgrammeRequest, programme: str, event: str) -> HttpResponse:
    """One event; for leads what can be done about it."""
    found = _gathering(request, event)
    runs = allows(request.membership, Permission.RUN_NETWORK)
    if found.state == GatheringState.DRAFT and not runs:
        raise Http404("not shown yet")
    asked = Evaluation.objects.filter(gathering=found).first()
    shown = event_of(found, evaluation=asked is not None and asked.closed is None)
    places = places_of(found) if runs else None
    return _page(request, "event.html", event=shown, about=found.about, asked=asked, places=places, runs=runs)


@requires(Permission.RUN_NETWORK)
@PAGE
def new(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Plans one; nobody outside sees it before it is opened."""
    form = NewEventForm(sent(request))
    screen = Screen(
        "Plan a webinar or meeting",
        reverse("network_inside", args=[programme]),
        "It is planned. Nobody outside sees it before you open it.",
    )

    def save(*, version: str, yours: dict[str, Any], by: Any) -> object:
        told = {name: value for name, value in yours.items() if name != "recording_link"}
        return plan(programme=request.programme, kind=GatheringKind(form.cleaned_data["kind"]), by=by, **told)

    return edit(request, screen, form, Gathering(programme=request.programme), FIELDS, save)


@requires(Permission.RUN_NETWORK)
@PAGE
def change(request: ProgrammeRequest, programme: str, event: str) -> HttpResponse:
    """Changes it; whoever comes or waits is told when or where it is now."""
    found = _gathering(request, event)
    form = EventForm(sent(request), initial=initial_of(found), planned_size=found.planned_size)
    intro = "If you change the title, when or where it is, everybody who signed up gets a message."
    screen = Screen("Change the event", _at(found), intro=intro, refusals={Over: "title"})

    def save(*, version: str, yours: dict[str, Any], by: Any) -> object:
        return change_gathering(gathering=found, changes=yours, version=version, by=by)

    return edit(request, screen, form, found, FIELDS, save)


@requires(Permission.RUN_NETWORK)
@PAGE
def state(request: ProgrammeRequest, programme: str, event: str) -> HttpResponse:
    """Opens it to sign up, or closes it."""
    found = _gathering(request, event)
    missing = missing_to_open(request.programme)
    opens = found.state != GatheringState.OPEN

    def act() -> str:
        if opens and missing:
            raise NotOver(" ".join(one.what for one in missing))
        set_state(gathering=found, state=GatheringState.OPEN if opens else GatheringState.CLOSED, by=request.user)
        return "People can sign up." if opens else "Nobody can sign up any more."

    return _act(request, found, "event_state.html", act, opens=opens, missing=missing if opens else ())


@requires(Permission.RUN_NETWORK)
@PAGE
def call_off(request: ProgrammeRequest, programme: str, event: str) -> HttpResponse:
    """Asks once more, then tells everybody who signed up that it does not take place."""
    found = _gathering(request, event)
    form = WhyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        call_off_gathering(gathering=found, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, "It is called off, and everybody who signed up is told.")
        return redirect(_at(found))
    return _page(request, "event_call_off.html", form=form, event=event_of(found))


@requires(Permission.RUN_NETWORK)
@PAGE
def attendance(request: ProgrammeRequest, programme: str, event: str) -> HttpResponse:
    """Who came."""
    found = _gathering(request, event)
    places = list(
        Attendance.objects.filter(gathering=found, state__in=HAD_A_PLACE, participant__isnull=False)
        .select_related("participant", "sector")
        .order_by("participant__email", "pk")
    )
    came = [str(place.pk) for place in places if place.state == AttendanceState.ATTENDED]
    form = CameForm(places, sent(request), initial={"came": came})
    if request.method == "POST" and form.is_valid():
        record_attendance(gathering=found, outcomes=form.outcomes(), by=request.user)
        messages.success(request, "Who came is noted.")
        return redirect(_at(found))
    return _page(request, "event_attendance.html", form=form, event=event_of(found), places=places)


@requires(Permission.RUN_NETWORK)
@PAGE
def evaluation(request: ProgrammeRequest, programme: str, event: str) -> HttpResponse:
    """Asks those who came how it was; later closes the form, from when its figures are offered."""
    found = _gathering(request, event)
    asked = Evaluation.objects.filter(gathering=found).first()

    def act() -> str:
        if asked is None:
            open_evaluation(gathering=found, by=request.user)
            return "Those who came are asked how it was."
        close_evaluation(evaluation=asked, by=request.user)
        return "The form is closed, and its figures stand with the evidence."

    return _act(request, found, "event_evaluation.html", act, asked=asked)


def _act(
    request: ProgrammeRequest, found: Gathering, template: str, act: Callable[[], str], **shown: object
) -> HttpResponse:
    """Asks once more by a button; what is refused is said above it."""
    form = Form({} if request.method == "POST" else None)
    if request.method == "POST":
        try:
            done = act()
        except (NotOver, Over) as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, done)
            return redirect(_at(found))
    return _page(request, template, form=form, event=event_of(found), **shown)


def _gathering(request: ProgrammeRequest, code: str) -> Gathering:
    of = Gathering.objects.filter(programme=request.programme, kind__in=EVENT_KINDS).select_related("programme")
    found = of.filter(code=code).first()
    if found is None:
        raise Http404("no such event")
    return found


def _at(gathering: Gathering) -> str:
    return reverse("network_event", args=[gathering.programme.slug, gathering.code])


def _page(request: ProgrammeRequest, template: str, **shown: object) -> HttpResponse:
    return render(request, f"network/{template}", {"programme": request.programme, **shown})
