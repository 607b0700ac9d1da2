"""Whose a public page of a gathering is, and whether it is there at all."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from thinking_together.core.permissions import Subject
from thinking_together.gatherings.models import Gathering, GatheringState


def of_event(*, programme: str, code: str) -> Subject:
    """Open to everybody once it is no draft; one that is not there looks the same."""
    shown = Gathering.objects.filter(programme__slug=programme, code=code).exclude(state=GatheringState.DRAFT)
    if not shown.filter(starts__isnull=False).exists():
        raise Http404("no such event")
    return Subject(programme, open=True)


def event_of(programme: str, code: str) -> Gathering:
    shown = Gathering.objects.exclude(state=GatheringState.DRAFT).select_related("programme")
    return get_object_or_404(shown, programme__slug=programme, code=code, starts__isnull=False)
