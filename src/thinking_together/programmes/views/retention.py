"""How long things are kept."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thinking_together.content.programme_template import self_harm_template
from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.domain.retention import FIELDS, plan_retention, propose
from thinking_together.programmes.models import Retention, RetentionCode
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.retention import kept
from thinking_together.programmes.setup_forms import RetentionForm
from thinking_together.programmes.timetable import last_day
from thinking_together.programmes.views.editing import PAGE, Screen, edit, held, sent


@requires(Permission.SET_UP)
@require_safe
def retention(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Each kind with its date and why."""
    shown = {"kept": kept(request.programme), "last": last_day(request.programme)}
    return render(request, "programmes/setup/retention.html", {"programme": request.programme, **shown})


@requires(Permission.SET_UP)
@PAGE
def kind(request: ProgrammeRequest, programme: str, kind: str) -> HttpResponse:
    """How long one kind is kept. Where nothing is set, the form begins with what the template proposes."""
    if kind not in RetentionCode.values:
        raise Http404("no such kind")
    code = RetentionCode(kind)
    found = Retention.objects.filter(programme=request.programme, code=code).first()
    proposed = {one.code: one for one in propose(request.programme, self_harm_template())}
    begun = held(found or proposed.get(kind) or Retention(), FIELDS)
    form = RetentionForm(sent(request), initial=begun)
    intro = (
        "Counted from the last day of the last phase. Once deleted it cannot be brought back, not even from a backup."
    )
    screen = Screen(code.label, reverse("setup_retention", args=[programme]), intro=intro)
    save = partial(plan_retention, programme=request.programme, code=code)
    return edit(request, screen, form, found or Retention(), FIELDS, save)
