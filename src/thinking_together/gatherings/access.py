"""Whose a public page of a gathering is, and whether it is there at all."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from thinking_together.core.permissions import Subject
from thinking_together.gatherings.models import Gathering, GatheringKind, GatheringState


def of_event(*, programme: str, code: str) -> Subject:
    """Open to everybody once it is no draft; one that is not there looks the same.

    A session of a group whose people are invited one by one has no page outside.
    """
    if not _shown().filter(programme__slug=programme, code=code).exists():
        raise Http404("no such event")
    return Subject(programme, open=True)


def event_of(programme: str, code: str) -> Gathering:
    return get_object_or_404(_shown().select_related("programme"), programme__slug=programme, code=code)


def _shown() -> QuerySet[Gathering]:
    events = Gathering.objects.filter(starts__isnull=False).exclude(state=GatheringState.DRAFT)
    return events.exclude(kind=GatheringKind.REFLECTIVE_SESSION)
