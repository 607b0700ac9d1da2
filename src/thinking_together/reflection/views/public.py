"""What people do by one link, without signing in: offer times, and say how a session was."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thinking_together.core.permissions import Permission, requires
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.mail_parts import gathering_of
from thinking_together.gatherings.showing import when
from thinking_together.messaging.models import Link
from thinking_together.messaging.opening import by_link
from thinking_together.programmes.models import Programme
from thinking_together.reflection.domain.feedback import EnoughForms, give_feedback
from thinking_together.reflection.domain.offers import RoundOver, offer_times
from thinking_together.reflection.feedback_form import FeedbackOfSession
from thinking_together.reflection.models import Offer, Round
from thinking_together.reflection.questions import feedback_items
from thinking_together.reflection.sessions_ahead import sessions_ahead
from thinking_together.reflection.telling import FEEDBACK, TIMES
from thinking_together.reflection.times_form import TimesForm


@requires(Permission.PUBLIC)
@by_link(TIMES.code)
def times(request: HttpRequest, link: Link) -> HttpResponse:
    """One person's times. What they said in private is taken and never shown again: a link may be passed on."""
    round = _round(link)
    if round is None or link.participant is None:
        return _over(request)
    offer = Offer.objects.filter(round=round, participant=link.participant).first()
    chosen = list(offer.times.values_list("session__code", flat=True)) if offer else []
    form = TimesForm(
        sessions_ahead(round), request.POST if request.method == "POST" else None, initial={"times": chosen}
    )
    done = False
    if request.method == "POST" and form.is_valid():
        good = form.cleaned_data
        told = {"sessions": form.chosen, "apart": good["apart"], "forget": good["forget"]}
        try:
            offer_times(round=round, participant=link.participant, by=SYSTEM, **told)
        except RoundOver:
            return _over(request)
        done = True
    shown = {
        "form": form,
        "done": [when(one) for one in form.chosen] if done else None,
        "wished": bool(offer and offer.wishes.exists()),
        "rules": round,
    }
    return _page(request, "times.html", link.programme, **shown)


@requires(Permission.PUBLIC)
@by_link(FEEDBACK.code)
def feedback(request: HttpRequest, link: Link) -> HttpResponse:
    """Points for a few sentences. Nothing of the request is kept."""
    session = gathering_of(link.programme, link.target)
    if session is None:
        return _over(request)
    items = feedback_items(link.programme)
    form = FeedbackOfSession(items, request.POST if request.method == "POST" else None, initial={"key": uuid.uuid4()})
    shown = {"session": session, "when": when(session), "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            give_feedback(session=session, key=form.cleaned_data["key"], points=form.points)
        except EnoughForms:
            return _page(request, "feedback_done.html", link.programme, enough=True, **shown)
        return _page(request, "feedback_done.html", link.programme, enough=False, **shown)
    return _page(request, "feedback.html", link.programme, **shown)


def _round(link: Link) -> Round | None:
    number = link.target.partition(":")[2]
    return Round.objects.filter(programme=link.programme, number=number, closed=None).first()


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "messaging/link_over.html", status=410)


def _page(request: HttpRequest, template: str, programme: Programme, **shown: object) -> HttpResponse:
    return render(request, f"reflection/{template}", {"programme": programme, **shown})
