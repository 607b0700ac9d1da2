"""Whose a job is."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from thinking_together.core.permissions import Subject
from thinking_together.core.tasks.models import Job


def of_job(*, key: UUID) -> Subject:
    """What a job's page is about, for its permission. One that belongs to no programme has no page."""
    programme = Job.objects.filter(pk=key).values_list("programme_slug", flat=True).first()
    if not programme:
        raise Http404("no such job")
    return Subject(programme)
