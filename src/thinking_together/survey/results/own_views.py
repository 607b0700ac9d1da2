"""Somebody told of their own experience: said by whoever reads it, and then read by leads alone."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sent
from thinking_together.survey.held.naming import name_of
from thinking_together.survey.models import OwnWords
from thinking_together.survey.results.own_words import keep_own_words, settle_own_words
from thinking_together.survey.results.page import page
from thinking_together.survey.results.words import answer_of
from thinking_together.survey.results.words_views import asked_or_404


@requires(Permission.ANALYSE_SURVEY)
@PAGE
@never_cache
def own(request: ProgrammeRequest, programme: str, item: str, answer: str) -> HttpResponse:
    """Says so of one answer."""
    asked = asked_or_404(request, item)
    found = answer_of(asked, answer)
    if found is None:
        raise Http404("no such answer")
    if request.method == "POST":
        keep_own_words(programme=request.programme, about=name_of(found[0], item), by=request.user)
        messages.success(request, "Only leads read that answer now.")
        return redirect("survey_results_words", programme=programme, item=item)
    return page(request, "own.html", asked=asked, said=found[1], form=forms.Form())


@requires(Permission.RUN_SURVEY)
@PAGE
@never_cache
def own_list(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """What leads alone read: put back where it is none, or deleted."""
    told = sent(request)
    key = told.get("key", "") if told else ""
    if key.isdecimal() and len(key) < 19:
        put_back = told.get("do") == "back"
        settle_own_words(programme=request.programme, key=int(key), put_back=put_back, by=request.user)
        messages.success(request, "The words stand where they stood." if put_back else "The words are deleted.")
        return redirect("survey_results_own", programme=programme)
    kept = OwnWords.objects.filter(programme=request.programme)
    return page(request, "own_list.html", kept=kept, form=forms.Form())
