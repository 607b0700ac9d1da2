"""The page on which a safeguarding concern is raised, whichever room shows the words that it is about."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from thinking_together.programmes.concern_forms import ConcernForm
from thinking_together.programmes.domain.concerns import raise_concern
from thinking_together.programmes.models import Concern
from thinking_together.programmes.readiness import safeguarding_names
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import sent


@dataclass(frozen=True, slots=True)
class Raising:
    """What the concern is about, and the page it is raised from. ``said`` are its words, where they are shown again.

    ``of_words``: it takes words out of sight; ``note`` is one more sentence about them.
    """

    kind: str
    about: str
    back: str
    back_words: str
    said: str = ""
    of_words: bool = True
    note: str = ""


def raising(request: ProgrammeRequest, told: Raising) -> HttpResponse:
    """Shows the form, or raises the concern. Sent twice it is raised once."""
    form = ConcernForm(sent(request), initial={"key": uuid.uuid4()})
    names = safeguarding_names(request.programme)
    if request.method == "POST" and form.is_valid():
        raise_concern(
            programme=request.programme, kind=told.kind, about=told.about, by=request.user, **form.cleaned_data
        )
        who = " and ".join(names) or "The safeguarding lead"
        messages.success(request, f"The concern is raised. {who} will be told. Follow your safeguarding procedure too.")
        return redirect(told.back)
    shown = {"programme": request.programme, "form": form, "told": told, "names": names}
    return render(request, "programmes/raise_concern.html", shown)


def raised_before(request: ProgrammeRequest) -> bool:
    """Whether the form that was sent has raised a concern already, so that its words are gone."""
    form = ConcernForm(sent(request))
    return form.is_valid() and Concern.objects.filter(key=form.cleaned_data["key"]).exists()
