"""The audit log of a programme, for its leads."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.requests import ProgrammeRequest

SHOWN = 50


@requires(Permission.SEE_AUDIT)
@require_safe
def audit(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Who did what, the newest first."""
    events = AuditEvent.objects.filter(programme_slug=request.programme.slug)
    page = Paginator(events, SHOWN).get_page(request.GET.get("page"))
    return render(request, "programmes/audit.html", {"programme": request.programme, "page": page})
