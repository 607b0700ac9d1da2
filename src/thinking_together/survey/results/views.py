"""The results of the survey: who took part, the list of what was asked, and each figure by any allowed split."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from thinking_together.analysis.tables import Table
from thinking_together.core.permissions import Permission, allows, requires
from thinking_together.evidence.figures import FigureInfo, Reason, Unresolved
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.survey.answering.reminding import reminder
from thinking_together.survey.figures.questions import TOGETHER, Asking, others, reference_of, splits
from thinking_together.survey.held.queries import waves_of
from thinking_together.survey.results import reading
from thinking_together.survey.results.asking import HOW_WORDS, asking_of
from thinking_together.survey.results.listing import item_of, rows_of, sections
from thinking_together.survey.results.page import figure_or_404, page
from thinking_together.survey.results.shown import shown
from thinking_together.survey.results.taking_part import about, budget, paths, timings_of
from thinking_together.survey.results.wave_tables import compared

ACROSS = ("neutral_items", "answered_items")
WHY = {
    Reason.SUPPRESSED: "This is not shown.",
    Reason.NOT_ASKED: "These people were not asked this.",
    Reason.NO_DATA: "There are no answers to show yet.",
    Reason.UNKNOWN: "This cannot be asked.",
}


@requires(Permission.SEE_PROGRAMME)
@require_safe
def results(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """What is told across items, and every item."""
    offered = reading.figures(request.programme)
    questionnaire = reading.questionnaire_of(request.programme)
    return page(
        request,
        "list.html",
        across=[offered[name] for name in ACROSS if name in offered],
        may_analyse=allows(request.membership, Permission.ANALYSE_SURVEY),
        may_run=allows(request.membership, Permission.RUN_SURVEY),
        asked=sections(questionnaire, offered) if questionnaire else (),
    )


@requires(Permission.SEE_PROGRAMME)
@require_safe
def taking_part(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Who took part, where people stopped, and the minutes of each path beside its budget."""
    questionnaire = reading.questionnaire_of(request.programme)
    return page(
        request,
        "taking_part.html",
        told=about(request.programme) if questionnaire else (),
        paths=paths(questionnaire, timings_of(request.programme)) if questionnaire else (),
        budget=budget(),
        may_remind=allows(request.membership, Permission.RUN_NETWORK),
        reminder=reminder(request.programme),
    )


@requires(Permission.SEE_PROGRAMME)
@require_safe
def waves(request: ProgrammeRequest, programme: str, figure: str) -> HttpResponse:
    """The last two waves of a figure beside each other, or why they are not compared."""
    info = figure_or_404(request, figure)
    asking = asking_of(info, request.GET)
    found = compared(request.programme, reference_of(info, asking))
    return page(request, "waves.html", info=info, asking=asking, found=found, **choices(info, asking))


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
        several_waves=len(waves_of(request.programme)) > 1,
        query=request.GET.urlencode(),
        suppressed=isinstance(found, Unresolved) and found.reason is Reason.SUPPRESSED,
        item=item_of(questionnaire, figure) if questionnaire else None,
        rows=rows_of(questionnaire, figure) if questionnaire else (),
        **choices(info, asking),
    )


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
