"""Open answers to read, for those who analyse them; a safeguarding concern is raised from there."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.concern_forms import ConcernForm
from thinking_together.programmes.domain.concerns import raise_concern
from thinking_together.programmes.models import Concern
from thinking_together.programmes.readiness import safeguarding_names
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sent
from thinking_together.survey.results import concerns
from thinking_together.survey.results.labels import groups_of
from thinking_together.survey.results.page import page
from thinking_together.survey.results.words import ORDER_WORDS, Asked, Order, answer_of, asked_of, page_of


@requires(Permission.ANALYSE_SURVEY)
@require_safe
@never_cache
def words(request: ProgrammeRequest, programme: str, item: str) -> HttpResponse:
    """What was written to one open question, sorted, with the group that may be named beside it."""
    asked = asked_or_404(request, item)
    order = Order(request.GET["order"]) if request.GET.get("order") in ORDER_WORDS else Order.WORDS
    number = request.GET.get("page", "")
    at = max(1, int(number)) if number.isdecimal() and len(number) < 7 else 1
    splits = [each for each in asked.questionnaire.variables if each.item.split]
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
    form = ConcernForm(sent(request), initial={"key": uuid.uuid4()})
    again = form.is_valid() and Concern.objects.filter(key=form.cleaned_data["key"]).exists()
    if found is None and not again:
        raise Http404("no such answer")
    if request.method == "POST" and form.is_valid():
        if found is not None:
            told = concerns.about(found[0], item)
            raise_concern(
                programme=request.programme, kind=concerns.KIND, about=told, by=request.user, **form.cleaned_data
            )
        who = " and ".join(safeguarding_names(request.programme)) or "The safeguarding lead"
        messages.success(request, f"The concern is raised. {who} will be told. Follow your safeguarding procedure too.")
        return redirect("survey_results_words", programme=programme, item=item)
    said = found[1] if found else ""
    return page(request, "concern.html", form=form, asked=asked, said=said, names=safeguarding_names(request.programme))


def asked_or_404(request: ProgrammeRequest, item: str) -> Asked:
    """404 where no open question has this code."""
    asked = asked_of(request.programme, item)
    if asked is None:
        raise Http404("no such open question")
    return asked
