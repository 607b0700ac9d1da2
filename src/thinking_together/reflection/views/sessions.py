"""One session: planned, changed, called off, and as those who run it see it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from thinking_together.content.session_guide import shipped_guide
from thinking_together.core.dates.showing import show_time
from thinking_together.core.dates.zone import local_parts
from thinking_together.core.editing import FIELD, Conflict, Gone
from thinking_together.core.permissions import Permission, allows, requires
from thinking_together.gatherings.forms import CallOffForm
from thinking_together.gatherings.models import Gathering, GatheringState
from thinking_together.gatherings.showing import when
from thinking_together.programmes.readiness import safeguarding_names
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import GONE, PAGE, sent
from thinking_together.reflection.domain.sessions import add_session, call_off_session, change_session, version_now
from thinking_together.reflection.expected import expected
from thinking_together.reflection.forms import SessionForm
from thinking_together.reflection.models import Facilitation
from thinking_together.reflection.notes_shown import finished, progress
from thinking_together.reflection.people_coming import comers
from thinking_together.reflection.views.finding import round_of, session_of


@requires(Permission.RUN_SESSIONS)
@require_safe
@never_cache
def session(request: ProgrammeRequest, programme: str, session: str) -> HttpResponse:
    """Who comes, the guide, and the way to the notes."""
    found = session_of(request, session)
    shown = {
        "session": found,
        "when": when(found),
        "people": comers(found),
        "facilitators": [f.member.person for f in found.facilitations.select_related("member__person")],
        "guide": shipped_guide(),
        "questions": progress(found),
        "finished": finished(found),
        "plans": allows(request.membership, Permission.PLAN_SESSIONS),
        "safeguarding": safeguarding_names(request.programme),
        "expected": expected(found),
        "called_off": found.state == GatheringState.CANCELLED,
    }
    return render(request, "reflection/session.html", {"programme": request.programme, **shown})


@requires(Permission.PLAN_SESSIONS)
@PAGE
def new(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Plans a session of the round."""
    round = round_of(request)
    number = round.programme.gatherings.filter(kind="reflective_session").count() + 1
    form = SessionForm(request.programme, sent(request), initial={"title": f"Reflective session {number}"})
    if request.method == "POST" and form.is_valid():
        made = add_session(round=round, by=request.user, **_told(form))
        messages.success(request, f"{made.title} is planned. Nobody is invited yet.")
        return redirect("sessions", programme=programme)
    return _form(request, form, "Plan a session", reverse("sessions", args=[programme]))


@requires(Permission.PLAN_SESSIONS)
@PAGE
def change(request: ProgrammeRequest, programme: str, session: str) -> HttpResponse:
    """Changes when, where or who facilitates; those who come are told what concerns them."""
    found = session_of(request, session)
    form = SessionForm(request.programme, sent(request), initial=_held(found))
    back, conflict = reverse("session", args=[programme, session]), None
    version = request.POST.get(FIELD, "") if request.method == "POST" else version_now(found)
    if request.method == "POST" and form.is_valid():
        try:
            change_session(session=found, version=version, by=request.user, **_told(form))
        except Conflict as other:
            conflict, version = other, other.version
        except Gone:
            form.add_error(None, GONE)
        else:
            messages.success(request, "The session is saved. Whoever is coming is told of a new time or place.")
            return redirect(back)
    return _form(request, form, found.title, back, version=version, conflict=conflict)


@requires(Permission.PLAN_SESSIONS)
@PAGE
def call_off(request: ProgrammeRequest, programme: str, session: str) -> HttpResponse:
    """Asks once more, then tells everybody who was coming."""
    found = session_of(request, session)
    form = CallOffForm(sent(request))
    if request.method == "POST" and form.is_valid():
        call_off_session(session=found, by=request.user, why=form.cleaned_data["why"])
        messages.success(request, f"{found.title} is called off.")
        return redirect("session", programme=programme, session=session)
    shown = {"programme": request.programme, "session": found, "form": form}
    return render(request, "reflection/call_off.html", shown)


def _form(request: ProgrammeRequest, form: SessionForm, title: str, back: str, **shown: Any) -> HttpResponse:
    told = {"programme": request.programme, "form": form, "title_of_page": title, "back": back, **shown}
    return render(request, "reflection/session_form.html", told)


def _told(form: SessionForm) -> dict[str, Any]:
    good = form.cleaned_data
    return {
        "title": good["title"],
        "starts": good["starts"],
        "ends": good["until"],
        "place": good["place"],
        "facilitators": list(good["facilitators"]),
    }


def _held(session: Gathering) -> dict[str, Any]:
    begun = local_parts(session.starts) if session.starts else (session.day, None)
    ended = local_parts(session.ends)[1] if session.ends else None
    return {
        "title": session.title,
        "day": begun[0],
        "begins": show_time(begun[1]) if begun[1] else "",
        "ends": show_time(ended) if ended else "",
        "place": session.place,
        "facilitators": list(Facilitation.objects.filter(session=session).values_list("member_id", flat=True)),
    }
