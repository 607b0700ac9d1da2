"""Removing words for good: found by what they say, chosen, and confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from thinking_together.core.permissions import Permission, allows, requires
from thinking_together.core.writes import Actor
from thinking_together.evidence.domain.purging import purge_log, purge_text, purge_words
from thinking_together.evidence.forms import RemoveForm, WordsForm
from thinking_together.evidence.words_found import places_of
from thinking_together.evidence.words_standing import standing
from thinking_together.programmes.models import Programme
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.status import counted


@requires(Permission.PURGE)
@require_http_methods(["GET", "HEAD", "POST"])
def purge(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Asks for the words; shows where they stand; removes what was chosen. Words never stand in an address."""
    asked = WordsForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not asked.is_valid():
        return render(request, "evidence/purge.html", {"programme": request.programme, "form": asked})
    places = places_of(request.programme, asked.cleaned_data["words"], partial(allows, request.membership))
    removes = request.POST.get("act") == "remove"
    form = RemoveForm(places, request.POST if removes else None)
    if removes and form.is_valid():
        chosen = form.cleaned_data["chosen"]
        _remove(request.programme, chosen, by=request.user)
        messages.success(request, f"The words of {counted(len(chosen), 'place', 'places')} are gone for good.")
        return redirect("purge", programme=programme)
    stays = standing(request.programme, asked.cleaned_data["words"])
    shown = {"programme": request.programme, "asked": asked, "form": form, "places": places, "stays": stays}
    return render(request, "evidence/purge_choose.html", shown)


@transaction.atomic
def _remove(programme: Programme, chosen: Iterable[tuple[str, str]], *, by: Actor) -> None:
    for kind, key in chosen:
        if kind == "text":
            purge_text(programme=programme, ref=key, by=by)
        elif kind != "line":
            purge_words(programme=programme, kind=kind, number=int(key), by=by)
        else:
            purge_log(programme=programme, event=int(key), by=by)
