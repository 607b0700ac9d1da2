"""Raising a safeguarding concern about what was said in a session."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from thinking_together.core.permissions import Permission, requires
from thinking_together.evidence.concerns import KIND as OF_TEXT
from thinking_together.evidence.models import Text
from thinking_together.gatherings.models import Gathering
from thinking_together.gatherings.notes import GROUP
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE
from thinking_together.programmes.views.raising import Raising, raising
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
    back = reverse("session", args=(programme, session))
    return raising(request, Raising(kind, about, back, found.title, of_words=about != narrowed.about(found.code)))


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
