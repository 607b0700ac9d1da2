"""When each phase runs."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.domain.timetable import FIELDS, EndsBeforeItStarts, plan_phase
from thinking_together.programmes.models import Phase, PhaseCode
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.setup_forms import PhaseForm
from thinking_together.programmes.timetable import timetable as planned_of
from thinking_together.programmes.timetable import warnings
from thinking_together.programmes.views.editing import PAGE, Screen, edit, held, sent


@requires(Permission.SET_UP)
@require_safe
def timetable(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """The six phases with their days, and what may be a mistake."""
    planned = planned_of(request.programme)
    shown = {"planned": planned, "warnings": warnings(planned)}
    return render(request, "programmes/setup/timetable.html", {"programme": request.programme, **shown})


@requires(Permission.SET_UP)
@PAGE
def phase(request: ProgrammeRequest, programme: str, phase: str) -> HttpResponse:
    """The days of one phase."""
    if phase not in PhaseCode.values:
        raise Http404("no such phase")
    code = PhaseCode(phase)
    found = Phase.objects.filter(programme=request.programme, code=code).first() or Phase()
    screen = Screen(code.label, reverse("setup_timetable", args=[programme]), refusals={EndsBeforeItStarts: "ends"})
    form = PhaseForm(sent(request), initial=held(found, FIELDS))
    save = partial(plan_phase, programme=request.programme, code=code)
    return edit(request, screen, form, found, FIELDS, save)
