"""The list of resources that are looked for in the answers to an open question: read and changed."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from thinking_together.core.editing import FIELD, Conflict
from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.fields import Words
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, sent, sentence
from thinking_together.survey.results.mentioning import (
    NoSuchQuestion,
    NotAList,
    current,
    keep_list,
    read_lines,
    spelled,
)
from thinking_together.survey.results.page import page
from thinking_together.survey.results.words_views import asked_or_404


class ListForm(forms.Form):
    lines = Words(
        "the resources",
        longest=60_000,
        label="Resources, one a line",
        help_text="Its name, then other spellings, parted by |, as in: YoungMinds | Young Minds | youngminds.org.uk. "
        "Letter case, blanks and hyphens do not matter.",
    )


@requires(Permission.ANALYSE_SURVEY)
@PAGE
def mentions(request: ProgrammeRequest, programme: str, item: str) -> HttpResponse:
    """Changes the list; figures of named resources are counted by it from then on."""
    asked = asked_or_404(request, item)
    try:
        number, resources = current(asked.version, item)
    except NoSuchQuestion as gone:
        raise Http404(str(gone)) from None
    form = ListForm(sent(request), initial={"lines": spelled(resources)})
    seen, conflict = request.POST.get(FIELD, "") or str(number), None
    if request.method == "POST" and form.is_valid() and seen.isdecimal():
        wanted = read_lines(form.cleaned_data["lines"], resources)
        try:
            made = keep_list(programme=request.programme, item=item, seen=int(seen), resources=wanted, by=request.user)
        except Conflict as found:
            conflict, seen = found, found.version
        except NotAList as refused:
            form.add_error("lines", sentence(refused))
        else:
            messages.success(request, f"List {made} counts from now on.")
            return redirect("survey_results", programme=programme)
    return page(request, "mentions.html", form=form, asked=asked, number=number, version=seen, conflict=conflict)
