"""Joining: a page for each thing that is asked, check your answers, and the link that confirms."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from thinking_together.accounts.limits import too_often
from thinking_together.core.permissions import Permission, requires
from thinking_together.core.views import too_many
from thinking_together.core.writes import SYSTEM
from thinking_together.network.domain.joining import NotOpen, Wish, ask_to_join
from thinking_together.network.join_form import PAGES, JoinForm, JoinPage, carried, page_at
from thinking_together.network.models import ASKING_DAYS
from thinking_together.network.opening import may_join, of_network
from thinking_together.network.public import current_consent
from thinking_together.network.views.public import PAGE, programme_of
from thinking_together.programmes.models import Programme

# Many of one organisation join on one day, from one address. Who asks is not told that an address had enough.
FROM_ONE_PLACE, TO_ONE_ADDRESS = "120/10m/ip", "3/d/key"


@requires(Permission.PUBLIC, of=of_network)
@PAGE
@never_cache
def join(request: HttpRequest, programme: str) -> HttpResponse:
    """Every page of the journey. Answers travel with the form; the server keeps nothing before the end."""
    of = programme_of(programme)
    if not may_join(of):
        return render(request, "network/join_closed.html", {"programme": of})
    if request.method != "POST":
        return _shown(request, of, PAGES[0], JoinForm(of, initial={"key": uuid4()}))
    form = JoinForm(of, request.POST)
    at, to = page_at(request.POST.get("at", "")), request.POST.get("to", "")
    following = page_at(to) if to else at + 1
    wrong = form.wrong_page(following) if following > at else None
    if wrong is not None:
        return _shown(request, of, wrong, form, wrong=True)
    if following == len(PAGES):
        return _send(request, of, form)
    return _shown(request, of, PAGES[following], form)


@requires(Permission.PUBLIC, of=of_network)
@require_safe
def join_sent(request: HttpRequest, programme: str) -> HttpResponse:
    """The same for everybody, a member or not."""
    return render(request, "network/join_sent.html", {"programme": programme_of(programme), "days": ASKING_DAYS})


def _send(request: HttpRequest, of: Programme, form: JoinForm) -> HttpResponse:
    """Asks; ``form`` is good on every page."""
    if too_often(request, "network_join", FROM_ONE_PLACE):
        return too_many(request, 600)
    good = form.cleaned_data
    consent = current_consent(of)
    wish = Wish(good["key"], good["email"], good["sector"], good["partner"], good["role"], tuple(good["interests"]))
    try:
        if consent is None:
            raise NotOpen("nothing to agree to")
        if str(consent.number) != request.POST.get("agreed"):
            return _shown(request, of, PAGES[-1], form)  # the words changed meanwhile: they are shown anew
        if not too_often(request, "network_join_to", TO_ONE_ADDRESS, f"{of.slug} {wish.email}"):
            ask_to_join(programme=of, wish=wish, consent=consent, by=SYSTEM)
    except NotOpen:
        return render(request, "network/join_closed.html", {"programme": of})
    return redirect("network_join_sent", programme=of.slug)


def _shown(request: HttpRequest, of: Programme, page: JoinPage, form: JoinForm, *, wrong: bool = False) -> HttpResponse:
    """A page with what was answered so far."""
    drawn = form
    if wrong:
        form.keep_errors_of(page)
    elif form.is_bound:
        drawn = JoinForm(of, initial=_initial(request, page))
    shown = {
        "step": page,
        "form": drawn,
        "fields": [drawn[name] for name in page.fields],
        "key": form["key"].value(),
        "carried": carried(request.POST, page) if form.is_bound else (),
        "answers": form.told() if page is PAGES[-1] else (),
        "consent": current_consent(of),
        "back": PAGES[page_at(page.name) - 1].name if page is not PAGES[0] else "",
    }
    return render(request, "network/join.html", {"programme": of, **shown})


def _initial(request: HttpRequest, page: JoinPage) -> dict[str, Any]:
    """What was answered on this page before."""
    many = {"interests"}
    return {
        name: request.POST.getlist(name) if name in many else request.POST.get(name, "")
        for name in page.fields
        if name in request.POST and name != "consent"
    }
