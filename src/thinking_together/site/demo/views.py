"""The page that offers to enter the example as each role, and entering."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.models import Programme
from thinking_together.site.demo.guides import BY_ROLE, GUIDES, Guide
from thinking_together.site.demo.people import played_by
from thinking_together.site.demo.second_factor import ENTERED


@dataclass(frozen=True, slots=True)
class Look:
    """A page to look at; without an address until one has entered."""

    text: str
    why: str
    address: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A role that one can enter as."""

    guide: Guide
    here: bool
    looks: tuple[Look, ...]


@requires(Permission.PUBLIC)
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Every role, with what it does and what to look at; links for the one that is here."""
    programme = Programme.objects.filter(invented=True).order_by("title").first()
    email = getattr(request.user, "email", "")
    offers = [_offer(guide, programme, guide.email == email) for guide in GUIDES]
    here = next((offer for offer in offers if offer.here), None)
    return render(request, "site/demo/demo.html", {"offers": offers, "here": here})


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


def _offer(guide: Guide, programme: Programme | None, here: bool) -> Offer:
    looks = []
    for stop in guide.stops:
        takes = {"programme": programme.slug} if stop.of_programme and programme else None
        address = reverse(stop.name, kwargs=takes) if here and (takes or not stop.of_programme) else ""
        looks.append(Look(stop.text, stop.why, address))
    return Offer(guide, here, tuple(looks))
