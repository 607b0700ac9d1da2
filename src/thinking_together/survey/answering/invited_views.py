"""The page of the list of invited people: who is put on it, and writing to all of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE
from thinking_together.survey.answering.collection_forms import ListForm, OffForm
from thinking_together.survey.answering.invited_list import read_list
from thinking_together.survey.answering.inviting import add_invited, invite, remind, remove_invited
from thinking_together.survey.answering.models import Collection
from thinking_together.survey.answering.opening import current

FEWEST = 10  # of a sector whose answers may be shown by themselves
MOST_TOLD = 20


@requires(Permission.RUN_SURVEY)
@PAGE
def invited(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """How many are on the list, by sector; adding, taking off, inviting and reminding, each by a button of its own."""
    collection = current(request.programme)
    if collection is None or not collection.invited_only:
        return redirect("survey_collect", programme=programme)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    sectors = _sectors(collection)
    adding = ListForm(sectors, request.POST, request.FILES) if do == "add" else ListForm(sectors)
    off = OffForm(request.POST) if do == "remove" else OffForm()
    said = _done(request, collection, do, adding, off)
    if said:
        messages.success(request, said)
        return redirect("survey_invited", programme=programme)
    names = dict(request.programme.sectors.values_list("code", "name"))
    shown = {
        "programme": request.programme,
        "form": off if off.is_bound else adding,
        "adding": adding,
        "off": off,
        "sectors": [(code, names.get(code, code), collection.invited.get(code, 0)) for code in sectors],
        "many": sum(collection.invited.values()),
        "fewest": FEWEST,
        "new": collection.invited_people.filter(written=False).count(),
        "old": collection.invited_people.filter(written=True).count(),
    }
    return render(request, "survey/collect/invited.html", shown)


def _sectors(collection: Collection) -> list[str]:
    """Those that the questionnaire asks for; none where it asks for none, and then there is one list of everybody."""
    links = collection.links.filter(trial=False).exclude(sector="")
    return list(links.values_list("sector", flat=True))


def _done(request: ProgrammeRequest, collection: Collection, do: str, adding: ListForm, off: OffForm) -> str:
    """What was done, in words; nothing where something is wrong, which its form tells."""
    if do == "add" and adding.is_valid():
        return _added(request, collection, adding)
    if do == "remove" and off.is_valid():
        if remove_invited(collection=collection, address=off.cleaned_data["address"], by=request.user):
            return "They are off the list. An invitation that was sent still has the link."
        off.add_error("address", "This address is not on the list")
    if do == "invite":
        many = invite(collection=collection, by=request.user)
        return f"Invitations are on their way: {many}." if many else "Everybody on the list was invited before."
    if do == "remind":
        many = remind(collection=collection, by=request.user)
        return f"Reminders are on their way: {many}." if many else "Nobody was invited yet."
    return ""


def _added(request: ProgrammeRequest, collection: Collection, form: ListForm) -> str:
    given = form.given()
    if not given.strip():
        form.add_error("pasted", "Paste lines, or choose a file")
        return ""
    found = read_list(given, _sectors(collection))
    for problem in found.problems[:MOST_TOLD]:
        form.add_error("pasted", f"{problem.file.capitalize()} {problem.row or ''}: {problem.what}. {problem.remedy}")
    if found.problems:
        return ""
    many = add_invited(collection=collection, people=found.people, by=request.user)
    return f"New on the list: {many}." if many else "All of them are on the list already."
