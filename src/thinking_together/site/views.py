"""Pages about the service itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from thinking_together.core.permissions import Permission, allows, requires
from thinking_together.programmes.models import Programme
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.site.cookies import cookies as essential
from thinking_together.site.dashboard import dashboard
from thinking_together.site.demo.guides import SUGGESTIONS
from thinking_together.site.demo.survey import way_to_try
from thinking_together.site.queries import my_programmes, programme_entries


@requires(Permission.PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """What this visit may see: programmes with the editions of their reports, and one's own programmes."""
    entries, mine = programme_entries(request.user), my_programmes(request.user)
    shown: dict[str, Any] = {
        "entries": entries,
        "mine": mine,
        "any_programme": not entries and Programme.objects.exists(),
    }
    if settings.DEMO:
        shown |= {"demo": reverse("demo"), "suggestions": SUGGESTIONS, "try_survey": bool(way_to_try())}
    return render(request, "site/home.html", shown)


@requires(Permission.PUBLIC)
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibility.html")


@requires(Permission.PUBLIC)
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "site/privacy.html")


@requires(Permission.PUBLIC)
def cookies(request: HttpRequest) -> HttpResponse:
    return render(request, "site/cookies.html", {"cookies": essential()})


@requires(Permission.PUBLIC)
def support(request: HttpRequest) -> HttpResponse:
    """Begins with 999: a person in crisis may open this page."""
    return render(request, "site/support.html")


@requires(Permission.SEE_PROGRAMME)
def programme(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Where a member's way through the programme begins."""
    shown = dashboard(request.membership, request.user)
    role = request.membership.get_role_display()
    told = {"role": role, "dashboard": shown, "may_pause": allows(request.membership, Permission.PAUSE)}
    return render(request, "site/programme.html", {"programme": request.programme, **told})
