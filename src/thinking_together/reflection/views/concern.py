"""Raising a safeguarding concern about what was said in a session."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from thinking_together.core.permissions import Permission, requires
from thinking_together.evidence.concerns import KIND as OF_TEXT
from thinking_together.evidence.models import Text
from thinking_together.gatherings.models import Gathering
from thinking_together.gatherings.notes import GROUP
from thinking_together.programmes.concern_forms import ConcernForm
from thinking_together.programmes.domain.concerns import raise_concern
from thinking_together.programmes.readiness import safeguarding_names
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sent
from thinking_together.reflection import narrowed
from thinking_together.reflection.models import Question
from thinking_together.reflection.views.finding import session_of


@requires(Permission.RUN_SESSIONS)
@PAGE
@never_cache
def concern(request: ProgrammeRequest, programme: str, session: str) -> HttpResponse:
    """About a field of the notes, a finished contribution, or what was said and not written down."""
    found = session_of(request, session)
    kind, about = _about(request, found)
    form = ConcernForm(sent(request), initial={"key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        raise_concern(programme=request.programme, kind=kind, about=about, by=request.user, **form.cleaned_data)
        who = " and ".join(safeguarding_names(request.programme)) or "The safeguarding lead"
        messages.success(request, f"The concern is raised. {who} will be told. Follow your safeguarding procedure too.")
        return redirect("session", programme=programme, session=session)
    shown = {
        "session": found,
        "form": form,
        "of_words": about != narrowed.about(found.code),
        "names": safeguarding_names(request.programme),
        "here": request.get_full_path(),
    }
    return render(request, "reflection/concern.html", {"programme": request.programme, **shown})


def _about(request: ProgrammeRequest, session: Gathering) -> tuple[str, str]:
    """Kind and place, out of the address; 404 for one that is not of this session."""
    ref = request.GET.get("text", "")
    if ref:
        of = Text.objects.filter(programme=request.programme, phase="reflection", unit=session.code, ref=ref)
        if not of.exists():
            raise Http404("no such text")
        return OF_TEXT, ref
    question, who = request.GET.get("question", ""), request.GET.get("who", "")
    if not question:
        return narrowed.KIND, narrowed.about(session.code)
    known = {GROUP, *request.programme.sectors.values_list("code", flat=True)}
    if who not in known or not Question.objects.filter(programme=request.programme, code=question).exists():
        raise Http404("no such field")
    return narrowed.KIND, narrowed.about(session.code, question, who)
