"""Counting what came: a release from the site, as ``./run survey release`` makes it."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect

from thinking_together.analysis.disclosure import SURVEY
from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sent, sentence
from thinking_together.survey.domain.releasing import NoSurvey, collected_version
from thinking_together.survey.domain.releasing_ahead import ask_for_release, asked_for_release
from thinking_together.survey.results.page import page


class ReleaseForm(forms.Form):
    """Nothing need be said; ``closing`` counts all where nothing was counted before."""

    closing = forms.BooleanField(
        label="The survey is closed: no more answers will come",
        help_text="Where no release was made before, all answers are then counted, however few.",
        required=False,
    )


@requires(Permission.ANALYSE_SURVEY)
@PAGE
def release(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Says what a release does, then asks for one. Sent twice it is made once."""
    version = collected_version(request.programme)
    form = ReleaseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_release(programme=request.programme, closing=form.cleaned_data["closing"], by=request.user)
        except NoSurvey as refused:
            form.add_error(None, sentence(refused))
        else:
            return redirect("survey_results_release", programme=programme)
    return page(
        request,
        "release.html",
        form=form,
        job=asked_for_release(request.programme),
        last=version.releases.last() if version else None,
        survey=version,
        fewest=SURVEY.fewest_new,
    )
