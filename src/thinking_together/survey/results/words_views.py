"""Open answers to read, for those who analyse them; a safeguarding concern is raised from there."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE
from thinking_together.programmes.views.raising import Raising, raised_before, raising
from thinking_together.survey.held.naming import name_of
from thinking_together.survey.results import concerns
from thinking_together.survey.results.labels import further_splits, groups_of
from thinking_together.survey.results.page import page
from thinking_together.survey.results.words import ORDER_WORDS, Asked, Order, answer_of, asked_of, page_of

NOBODY_KNOWS = "Nobody can find out who wrote them."


@requires(Permission.ANALYSE_SURVEY)
@require_safe
@never_cache
def words(request: ProgrammeRequest, programme: str, item: str) -> HttpResponse:
    """What was written to one open question, sorted, with the group that may be named beside it."""
    asked = asked_or_404(request, item)
    order = Order(request.GET["order"]) if request.GET.get("order") in ORDER_WORDS else Order.WORDS
    number = request.GET.get("page", "")
    at = max(1, int(number)) if number.isdecimal() and len(number) < 7 else 1
    splits = further_splits(asked.questionnaire)
    by = next((each for each in splits if each.code == request.GET.get("by")), None)
    sectors = dict(request.programme.sectors.values_list("code", "name"))
    answers, more = page_of(asked, groups_of(asked.version, asked.questionnaire, sectors, by), order, at)
    return page(
        request,
        "words.html",
        asked=asked,
        answers=answers,
        order=order,
        orders=ORDER_WORDS,
        splits=splits,
        by=by.code if by else "",
        number=at,
        more=more,
    )


@requires(Permission.ANALYSE_SURVEY)
@PAGE
@never_cache
def concern(request: ProgrammeRequest, programme: str, item: str, answer: str) -> HttpResponse:
    """Raises a concern on one answer; its words go out of everybody's sight."""
    asked = asked_or_404(request, item)
    found = answer_of(asked, answer)
    if found is None and not raised_before(request):
        raise Http404("no such answer")
    about, said = (name_of(found[0], item), found[1]) if found else ("", "")
    back = reverse("survey_results_words", args=(programme, item))
    return raising(request, Raising(concerns.KIND, about, back, "The answers", said, note=NOBODY_KNOWS))


def asked_or_404(request: ProgrammeRequest, item: str) -> Asked:
    """404 where no open question has this code."""
    asked = asked_of(request.programme, item)
    if asked is None:
        raise Http404("no such open question")
    return asked
