"""The page that offers to enter the example as each role, and entering."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.models import Programme
from thinking_together.site.demo.guides import BY_ROLE, GUIDES, Guide
from thinking_together.site.demo.mailbox import messages
from thinking_together.site.demo.people import played_by
from thinking_together.site.demo.second_factor import ENTERED
from thinking_together.site.demo.survey import way_to_try
from thinking_together.site.demo.tour import Look, go, looks


@dataclass(frozen=True, slots=True)
class Offer:
    """A role that one can enter as, with the stops of its look round."""

    guide: Guide
    here: bool
    looks: tuple[Look, ...]

    @property
    def been(self) -> int:
        return sum(look.been for look in self.looks)


@requires(Permission.PUBLIC)
@require_safe
@never_cache
def demo(request: HttpRequest) -> HttpResponse:
    """Every role, with what it does and what to look at; links for the one that is here."""
    _in_programme(request)
    email = getattr(request.user, "email", "")
    offers = [Offer(guide, guide.email == email, looks(request, guide)) for guide in GUIDES]
    here = next((offer for offer in offers if offer.here), None)
    return render(request, "site/demo/demo.html", {"offers": offers, "here": here, "survey": bool(way_to_try())})


@requires(Permission.SIGNED_IN)
@require_safe
@never_cache
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """To a stop of the look round of whoever is here."""
    guide = next((guide for guide in GUIDES if guide.email == getattr(request.user, "email", "")), None)
    programme = Programme.objects.filter(invented=True, memberships__person=request.user.pk).first()
    if not settings.DEMO or guide is None or programme is None or not 1 <= number <= len(guide.stops):
        raise Http404("there is no such stop")
    return redirect(go(request, guide, number, programme))


@requires(Permission.PUBLIC)
@require_safe
@never_cache
def mail(request: HttpRequest) -> HttpResponse:
    """What would have been sent: to invited people, codes for signing in."""
    if not settings.DEMO:
        raise Http404("only in a demonstration")
    _in_programme(request)
    return render(request, "site/demo/mail.html", {"messages": messages()})


@requires(Permission.PUBLIC)
@require_safe
@never_cache
def survey(request: HttpRequest) -> HttpResponse:
    """To the first page of the survey, as somebody who was sent the link."""
    address = way_to_try() if settings.DEMO else ""
    if not address:
        raise Http404("no survey is open")
    return redirect(address)


@requires(Permission.PUBLIC)
@require_POST
def enter(request: HttpRequest, role: str) -> HttpResponse:
    """Signs in as the invented person of the role."""
    member = played_by(BY_ROLE[role]) if settings.DEMO and role in BY_ROLE else None
    if member is None:
        raise Http404("nobody is in this role")
    login(request, member.person, settings.AUTHENTICATION_BACKENDS[0])
    request.session[ENTERED] = member.person.pk
    return redirect("programme", programme=member.programme.slug)


def _in_programme(request: HttpRequest) -> None:
    """Whoever was entered as keeps the sections of the programme at the top of these pages."""
    guide = next((guide for guide in GUIDES if guide.email == getattr(request.user, "email", "")), None)
    request.membership = played_by(guide) if guide else None  # type: ignore[attr-defined]
