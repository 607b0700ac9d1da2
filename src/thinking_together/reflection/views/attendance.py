"""Who came."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from thinking_together.core.permissions import Permission, requires
from thinking_together.gatherings.domain import record_attendance
from thinking_together.gatherings.models import AttendanceState
from thinking_together.gatherings.views.walk_in import walk_in_page
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE
from thinking_together.reflection.people_coming import comers
from thinking_together.reflection.views.finding import session_of

CAME = {"yes": AttendanceState.ATTENDED, "no": AttendanceState.DID_NOT_ATTEND}


@requires(Permission.RUN_SESSIONS)
@PAGE
@never_cache
def attendance(request: ProgrammeRequest, programme: str, session: str) -> HttpResponse:
    """Came or did not, for everybody with a place; of the reserve and those who cancelled, who came all the same."""
    found = session_of(request, session)
    people = comers(found)
    if request.method == "POST":
        outcomes = {one.key: CAME[said] for one in people if (said := request.POST.get(f"place-{one.key}", "")) in CAME}
        record_attendance(gathering=found, outcomes=outcomes, by=request.user)
        messages.success(request, "Who came is saved.")
        return redirect("session", programme=programme, session=session)
    shown = {"programme": request.programme, "session": found, "people": people}
    return render(request, "reflection/attendance.html", shown)


@requires(Permission.RUN_SESSIONS)
@PAGE
@never_cache
def walk_in(request: ProgrammeRequest, programme: str, session: str) -> HttpResponse:
    """Somebody who was not invited was there all the same."""
    found = session_of(request, session)
    return walk_in_page(request, found, reverse("session_attendance", args=[programme, session]))
