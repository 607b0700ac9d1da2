"""The page of one job: how far it is, and where what was made is."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from thinking_together.core.permissions import Permission, requires
from thinking_together.core.tasks.queries import job_view


@requires(Permission.SIGNED_IN)
@require_safe
@never_cache
def job(request: HttpRequest, key: UUID) -> HttpResponse:
    """For who is signed in and was given the job's address: it tells what kind of work it is and how far, no more."""
    view = job_view(key)
    if view is None:
        raise Http404("no such job")
    return render(request, "tasks/job.html", {"job": view})
