"""The page of one job: how far it is, and where what was made is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from thinking_together.core.permissions import Permission, requires
from thinking_together.core.tasks.access import of_job
from thinking_together.core.tasks.queries import job_view


@requires(Permission.SEE_PROGRAMME, of=of_job)
@require_safe
@never_cache
def job(request: Any, key: UUID) -> HttpResponse:
    """For members of its programme: it tells what kind of work it is and how far, no more."""
    view = job_view(key)
    if view is None:
        raise Http404("no such job")
    return render(request, "tasks/job.html", {"job": view, "programme": request.programme})
