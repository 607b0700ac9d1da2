"""One's own place at a gathering, by the link in a message."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thinking_together.core.permissions import Permission, requires
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings import calendar
from thinking_together.gatherings.domain import NotOpen, cancel, sign_up
from thinking_together.gatherings.domain.filling import free_places
from thinking_together.gatherings.domain.places import ON_THE_LIST, is_open
from thinking_together.gatherings.mail_parts import CALENDAR, INVITED, PLACE, gathering_of
from thinking_together.gatherings.models import AbsenceReason, Attendance, AttendanceState, Gathering, GatheringState
from thinking_together.gatherings.public_forms import CancelForm
from thinking_together.gatherings.showing import when
from thinking_together.gatherings.views.public import as_file
from thinking_together.messaging.links import use
from thinking_together.messaging.models import Link
from thinking_together.messaging.opening import by_link


@requires(Permission.PUBLIC)
@by_link(PLACE.code)
def place(request: HttpRequest, link: Link) -> HttpResponse:
    """What they have, and giving it back with a reason. Whoever gave it back may take one again while it is open."""
    gathering, found = _theirs(link)
    if gathering is None or found is None:
        return render(request, "messaging/link_over.html", status=410)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and found.state in ON_THE_LIST and form.is_valid():
        cancel(attendance=found, reason=AbsenceReason(form.cleaned_data["reason"]), by=SYSTEM)
        use(link)
        return redirect(request.path)
    shown = {"form": form, "place": found, "on_the_list": found.state in ON_THE_LIST}
    return render(request, "gatherings/place.html", _shown(gathering) | shown)


@requires(Permission.PUBLIC)
@by_link(INVITED.code)
def invited(request: HttpRequest, link: Link) -> HttpResponse:
    """Signing up by a button, where the address is known."""
    gathering, found = _theirs(link)
    if gathering is None or link.participant is None:
        return render(request, "messaging/link_over.html", status=410)
    if request.method == "POST":
        try:
            sign_up(gathering=gathering, participant=link.participant, by=SYSTEM)
        except NotOpen:
            return redirect(request.path)
        use(link)
        return redirect(request.path)
    shown = {"place": found, "on_the_list": found is not None and found.state in ON_THE_LIST}
    is_full = free_places(gathering) == 0
    return render(request, "gatherings/invited.html", _shown(gathering) | shown | {"is_full": is_full})


@requires(Permission.PUBLIC)
@by_link(PLACE.code)
def place_calendar(request: HttpRequest, link: Link) -> HttpResponse:
    """The calendar file of one's place, from the page of it."""
    return _file(request, link)


@requires(Permission.PUBLIC)
@by_link(CALENDAR.code)
def calendar_file(request: HttpRequest, link: Link) -> HttpResponse:
    """The same, by a link in a message that cannot carry it."""
    return _file(request, link)


def _file(request: HttpRequest, link: Link) -> HttpResponse:
    """As it is now: whoever has no place any more, or whose gathering was called off, takes it out again."""
    gathering, found = _theirs(link)
    if gathering is None or link.participant is None:
        return render(request, "messaging/link_over.html", status=410)
    has_place = found is not None and found.state in (AttendanceState.COMING, AttendanceState.ATTENDED)
    if has_place and gathering.state != GatheringState.CANCELLED:
        return as_file(calendar.request(gathering, link.to), gathering)
    return as_file(calendar.cancellation(gathering, link.to), gathering)


def _theirs(link: Link) -> tuple[Gathering | None, Attendance | None]:
    gathering = gathering_of(link.programme, link.target)
    if gathering is None or link.participant is None:
        return gathering, None
    of = Attendance.objects.filter(gathering=gathering, participant=link.participant)
    return gathering, of.select_related("gathering", "participant").first()


def _shown(gathering: Gathering) -> dict[str, object]:
    return {
        "programme": gathering.programme,
        "gathering": gathering,
        "when": when(gathering),
        "is_open": is_open(gathering) and gathering.programme.archived is None,
    }
