"""A page of results, and the figure that it is about."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from thinking_together.evidence.figures import FigureInfo
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.survey.results import reading


def page(request: ProgrammeRequest, template: str, status: int = 200, **told: Any) -> HttpResponse:
    return render(request, f"survey/results/{template}", {"programme": request.programme, **told}, status=status)


def figure_or_404(request: ProgrammeRequest, figure: str) -> FigureInfo:
    """404 where the survey offers no figure of this name."""
    info = reading.figures(request.programme).get(figure)
    if info is None:
        raise Http404("no such figure")
    return info
