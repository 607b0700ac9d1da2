"""The results of the survey: who took part, the list of what was asked, and each figure by any allowed split."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thinking_together.analysis.tables import Table
from thinking_together.core.permissions import Permission, requires
from thinking_together.evidence.figures import FigureInfo, Reason, Unresolved
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.survey.results import reading
from thinking_together.survey.results.asking import (
    HOW_WORDS,
    TOGETHER,
    Asking,
    asking_of,
    others,
    reference_of,
    splits,
)
from thinking_together.survey.results.listing import item_of, rows_of, sections
from thinking_together.survey.results.shown import shown

ABOUT_THE_SURVEY = ("participation", "responses", "breakoff", "minutes", "neutral_items")
WHY = {
    Reason.SUPPRESSED: "This is not shown.",
    Reason.NOT_ASKED: "These people were not asked this.",
    Reason.NO_DATA: "There are no answers to show yet.",
    Reason.UNKNOWN: "This cannot be asked.",
}


def page(request: ProgrammeRequest, template: str, status: int = 200, **told: Any) -> HttpResponse:
    return render(request, f"survey/results/{template}", {"programme": request.programme, **told}, status=status)


@requires(Permission.SEE_PROGRAMME)
@require_safe
def results(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """What the survey is about itself, and every item."""
    offered = reading.figures(request.programme)
    questionnaire = reading.questionnaire_of(request.programme)
    return page(
        request,
        "list.html",
        about=[offered[name] for name in ABOUT_THE_SURVEY if name in offered],
        asked=sections(questionnaire, offered) if questionnaire else (),
    )


@requires(Permission.SEE_PROGRAMME)
@require_safe
def figure(request: ProgrammeRequest, programme: str, figure: str) -> HttpResponse:
    """One figure as bars and table, by the split and the groups that were chosen; or why it is not shown."""
    info = figure_or_404(request, figure)
    asking = asking_of(info, request.GET)
    reference = reference_of(info, asking)
    found = reading.answer(request.programme, reference)
    questionnaire = reading.questionnaire_of(request.programme)
    return page(
        request,
        "figure.html",
        404 if isinstance(found, Unresolved) and found.reason is Reason.UNKNOWN else 200,
        info=info,
        asking=asking,
        reference=str(reference).partition("?"),
        shown=shown(found) if isinstance(found, Table) else None,
        why=(WHY[found.reason], found.detail) if isinstance(found, Unresolved) else (),
        suppressed=isinstance(found, Unresolved) and found.reason is Reason.SUPPRESSED,
        item=item_of(questionnaire, figure) if questionnaire else None,
        rows=rows_of(questionnaire, figure) if questionnaire else (),
        **choices(info, asking),
    )


def figure_or_404(request: ProgrammeRequest, figure: str) -> FigureInfo:
    """404 where the survey offers no figure of this name."""
    info = reading.figures(request.programme).get(figure)
    if info is None:
        raise Http404("no such figure")
    return info


def choices(info: FigureInfo, asking: Asking) -> dict[str, Any]:
    """What the form offers."""
    by = info.dimension(asking.by) if asking.by else None
    return {
        "splits": splits(info),
        "split": by,
        "how_words": HOW_WORDS,
        "others": others(info),
        "may_be_together": info.dimension(TOGETHER) is not None,
    }
