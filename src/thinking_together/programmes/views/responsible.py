"""Who answers for what."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes import queries
from thinking_together.programmes.domain.responsible import (
    FIELDS,
    NotReachable,
    SamePerson,
    name_responsible,
    release_responsible,
)
from thinking_together.programmes.models import SAFEGUARDING, DutyCode, Responsible
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.setup_forms import ResponsibleForm
from thinking_together.programmes.views.editing import PAGE, Screen, edit, held, sent

SAFEGUARDING_INTRO = (
    "Whoever is worried about a child is told to reach this person, and after a death only this person or the other of "
    "the two can end a pause. For that they sign in with this e-mail address as a member of the programme."
)


@requires(Permission.SET_UP)
@require_safe
def responsible(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Every duty, with who has it and whether they can sign in here."""
    shown = {"duties": queries.duties(request.programme)}
    return render(request, "programmes/setup/responsible.html", {"programme": request.programme, **shown})


@requires(Permission.SET_UP)
@PAGE
def duty(request: ProgrammeRequest, programme: str, duty: str) -> HttpResponse:
    """Names somebody, or changes how they are reached."""
    code = _code(duty)
    found = Responsible.objects.filter(programme=request.programme, duty=code).first() or Responsible()
    form = ResponsibleForm(code, sent(request), initial=held(found, FIELDS))
    screen = Screen(
        code.label,
        reverse("setup_responsible", args=[programme]),
        f"{code.label}: saved.",
        intro=SAFEGUARDING_INTRO if code in SAFEGUARDING else "",
        removes=reverse("setup_duty_end", args=[programme, duty]) if found.pk else "",
        refusals={NotReachable: "email", SamePerson: "email"},
    )
    save = partial(name_responsible, programme=request.programme, duty=code)
    return edit(request, screen, form, found, FIELDS, save)


@requires(Permission.SET_UP)
@PAGE
def duty_end(request: ProgrammeRequest, programme: str, duty: str) -> HttpResponse:
    """Nobody has the duty any more."""
    found = get_object_or_404(Responsible, programme=request.programme, duty=_code(duty))
    if request.method == "POST":
        release_responsible(responsible=found, by=request.user)
        messages.success(request, f"{found}: {found.name} is no longer named.")
        return redirect("setup_responsible", programme=programme)
    shown = {"found": found, "safeguarding": found.duty in SAFEGUARDING}
    return render(request, "programmes/setup/duty_end.html", {"programme": request.programme, **shown})


def _code(duty: str) -> DutyCode:
    if duty not in DutyCode.values:
        raise Http404("no such duty")
    return DutyCode(duty)
