"""The network for members of the programme: who belongs to it, what they were told, and for leads how it is run."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thinking_together.content.network import network_words
from thinking_together.core.permissions import Permission, allows, requires
from thinking_together.network.domain.leaving import leave
from thinking_together.network.domain.page import (
    PAGE_FIELDS,
    NotReady,
    change_consent,
    change_page,
    close_page,
    open_page,
)
from thinking_together.network.forms import ConsentForm, InterestForm, PageForm
from thinking_together.network.inside import overview
from thinking_together.network.members import current_members
from thinking_together.network.models import Interest
from thinking_together.network.opening import is_open, missing_to_open
from thinking_together.network.public import current_consent, page_of
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import PAGE, Screen, edit, held, sent, sentence
from thinking_together.programmes.views.entries import ListOf, pages

INTERESTS = ListOf(
    "interests",
    Interest,
    ("name",),
    InterestForm,
    "Interests of members",
    "interest",
    "What people can choose when they join, and what updates can be sent by.",
    above="network_inside",
    permission=Permission.RUN_NETWORK,
)
interests, interests_new, interests_change, interests_remove = pages(INTERESTS)


@requires(Permission.SEE_PROGRAMME)
@require_safe
def inside(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """The page that the section leads to."""
    runs = allows(request.membership, Permission.RUN_NETWORK)
    return _page(request, "inside.html", runs=runs, network=overview(request.programme, drafts=runs))


@requires(Permission.RUN_NETWORK)
@PAGE
def words(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """The words of the public page."""
    page = page_of(request.programme)
    screen = Screen("Words of the public page", back(request), "The public page is changed.")
    form = PageForm(sent(request), initial=held(page, PAGE_FIELDS))
    return edit(request, screen, form, page, PAGE_FIELDS, partial(change_page, programme=request.programme))


@requires(Permission.RUN_NETWORK)
@PAGE
def consent(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """What people agree to who join from now on."""
    newest = current_consent(request.programme)
    form = ConsentForm(sent(request), initial={"words": newest.words if newest else network_words().consent})
    if request.method == "POST" and form.is_valid():
        made = change_consent(programme=request.programme, by=request.user, **form.cleaned_data)
        messages.success(request, f"People who join agree to version {made.number} now.")
        return redirect(back(request))
    return _page(request, "consent.html", form=form, newest=newest)


@requires(Permission.RUN_NETWORK)
@PAGE
def opening(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """What is missing before the page can be opened; the button that opens it, or closes it."""
    form = Form({} if request.method == "POST" else None)
    if request.method == "POST":
        try:
            _open_or_close(request)
        except NotReady as missing:
            form.add_error(None, sentence(missing))
        else:
            return redirect(back(request))
    shown = {"form": form, "opened": is_open(request.programme), "missing": missing_to_open(request.programme)}
    return _page(request, "opening.html", **shown)


@requires(Permission.RUN_NETWORK)
@require_safe
def members(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Everybody in the network with their address: for leads alone."""
    return _page(request, "members.html", members=list(current_members(request.programme)))


@requires(Permission.RUN_NETWORK)
@PAGE
def member_end(request: ProgrammeRequest, programme: str, participant: str) -> HttpResponse:
    """Ends a membership for somebody who asked for it in another way."""
    found = current_members(request.programme).filter(participant__code=participant).first()
    if found is None:
        raise Http404("no such member")
    if request.method == "POST":
        leave(member=found, by=request.user)
        messages.success(request, "The membership is ended, and no update goes there any more.")
        return redirect("network_members", programme=programme)
    return _page(request, "member_end.html", member=found)


def back(request: ProgrammeRequest) -> str:
    return reverse("network_inside", args=[request.programme.slug])


def _open_or_close(request: ProgrammeRequest) -> None:
    if request.POST.get("to") == "close":
        close_page(programme=request.programme, by=request.user)
        messages.success(request, "The public page is closed.")
    else:
        open_page(programme=request.programme, by=request.user)
        messages.success(request, "The public page is open.")


def _page(request: ProgrammeRequest, template: str, **shown: object) -> HttpResponse:
    return render(request, f"network/{template}", {"programme": request.programme, **shown})
