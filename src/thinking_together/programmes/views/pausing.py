"""Pausing everything with one button, and ending the pause."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.domain.pausing import NotForThem, resume
from thinking_together.programmes.domain.pausing import pause as pause_everything
from thinking_together.programmes.models import Pause
from thinking_together.programmes.pauses import may_resume, open_pauses, paused
from thinking_together.programmes.readiness import safeguarding_names
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.setup_forms import PauseForm
from thinking_together.programmes.views.editing import PAGE, sent, sentence


@requires(Permission.PAUSE)
@PAGE
def pause(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """What is paused, and the button; which of the two was pressed says what of."""
    form = PauseForm(request.programme, request.POST.get("of") == "partner", sent(request))
    if request.method == "POST" and form.is_valid():
        made = pause_everything(programme=request.programme, by=request.user, **form.cleaned_data)
        messages.success(request, f"{made.partner or 'Everything'} is paused.")
        return redirect("pause", programme=programme)
    pauses = [(one, may_resume(request.user, one)) for one in open_pauses(request.programme).select_related("by")]
    shown = {
        "form": form,
        "pauses": pauses,
        "everything": paused(request.programme),
        "names": safeguarding_names(request.programme),
    }
    return render(request, "programmes/pause.html", {"programme": request.programme, **shown})


@requires(Permission.RESUME)
@PAGE
def end(request: ProgrammeRequest, programme: str, pause: int) -> HttpResponse:
    """Asks once more, then ends it."""
    found = get_object_or_404(Pause.objects.select_related("partner"), programme=request.programme, pk=pause)
    form = Form({} if request.method == "POST" else None)
    if request.method == "POST":
        try:
            resume(pause=found, by=request.user)
        except NotForThem as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, f"{found.partner or 'Everything'} goes on.")
            return redirect("programme", programme=programme)
    return render(request, "programmes/resume.html", {"programme": request.programme, "form": form, "pause": found})
