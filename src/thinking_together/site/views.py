"""Pages about the service itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thinking_together.site.queries import programme_entries


def home(request: HttpRequest) -> HttpResponse:
    """Every programme of this installation, with the editions of its report."""
    return render(request, "site/home.html", {"entries": programme_entries()})


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "site/privacy.html")


def cookies(request: HttpRequest) -> HttpResponse:
    return render(request, "site/cookies.html")


def support(request: HttpRequest) -> HttpResponse:
    """Begins with 999: a person in crisis may open this page."""
    return render(request, "site/support.html")
