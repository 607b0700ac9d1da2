"""Archiving, bringing back, deleting."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from thinking_together.analysis.tables import day
from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.domain.closing import NotConfirmed, archive, ask_deletion, bring_back, keep
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.setup_forms import DeleteForm
from thinking_together.programmes.views.editing import PAGE, sent, sentence

ACTS = {
    "archive": (archive, "The programme is archived."),
    "bring_back": (bring_back, "The programme is back."),
    "keep": (keep, "Nothing will be deleted."),
}


@requires(Permission.SET_UP)
@PAGE
def close(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """What can be done with it now; which button was pressed says what is."""
    if request.method == "POST" and request.POST.get("act") in ACTS:
        act, told = ACTS[request.POST["act"]]
        act(programme=request.programme, by=request.user)
        messages.success(request, told)
        return redirect("setup_close", programme=programme)
    return _page(request, "close.html")


@requires(Permission.SET_UP)
@PAGE
def delete(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Asks for the short name, then sets the day."""
    form = DeleteForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            on = ask_deletion(programme=request.programme, typed=form.cleaned_data["typed"], by=request.user)
        except NotConfirmed as refused:
            form.add_error("typed", sentence(refused))
        else:
            messages.success(request, f"Everything will be deleted on {day(on)}, unless a lead keeps it.")
            return redirect("setup_close", programme=programme)
    on = timezone.localdate() + timedelta(days=settings.TT_DELETION_DAYS)
    return _page(request, "delete.html", form=form, on=on)


def _page(request: ProgrammeRequest, template: str, **shown: object) -> HttpResponse:
    return render(request, f"programmes/setup/{template}", {"programme": request.programme, **shown})
