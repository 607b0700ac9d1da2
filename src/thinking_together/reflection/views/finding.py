"""What the address of a page names, in the programme of whoever looks."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from thinking_together.gatherings.models import Gathering, GatheringKind
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.reflection.models import Round
from thinking_together.reflection.sessions_ahead import open_round


def session_of(request: ProgrammeRequest, code: str) -> Gathering:
    """A reflective session of this programme and no other gathering."""
    sessions = Gathering.objects.filter(programme=request.programme, kind=GatheringKind.REFLECTIVE_SESSION)
    return get_object_or_404(sessions.select_related("programme"), code=code)


def round_of(request: ProgrammeRequest) -> Round:
    """The round that is planned now; 404 where none is."""
    found = open_round(request.programme)
    if found is None:
        raise Http404("no round is planned")
    return found
