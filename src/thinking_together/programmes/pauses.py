"""Whether a programme, or what concerns one of its organisations, is paused, and who may end it.

After a death in the community one button stops all that goes out. Whoever sends, asks or shows something outside asks
``paused`` first.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from thinking_together.accounts.models import Person
from thinking_together.core.banners import Banner
from thinking_together.core.permissions import Member, Permission, allows
from thinking_together.core.wordings import Wording
from thinking_together.programmes.models import SAFEGUARDING, Membership, Partner, Pause, Programme, Responsible
from thinking_together.programmes.readiness import safeguarding_names

REASONS = Wording("programmes.pause", Pause, "programme", ("reason",), "Reason of pause")
NOTHING: frozenset[Permission] = frozenset()
OF_SAFEGUARDING = frozenset({Permission.PAUSE, Permission.RESUME, Permission.PURGE, Permission.SEE_CONCERNS})


def paused(programme: Programme, partner: Partner | None = None) -> bool:
    """Whether nothing may go out: of the programme, or to and about this organisation of it."""
    of = Q(partner=None) | Q(partner=partner) if partner is not None else Q(partner=None)
    return open_pauses(programme).filter(of).exists()


def open_pauses(programme: Programme) -> QuerySet[Pause]:
    """The pauses that nobody has ended."""
    return Pause.objects.filter(programme=programme, ended=None).select_related("partner")


def may_resume(person: Person, pause: Pause) -> bool:
    """The safeguarding lead or deputy, signed in as a member. Nobody by naming themselves once it was paused."""
    duties = _safeguarding(pause.programme, person.email)
    return any(duty.named_at <= pause.since or duty.named_by_id != person.pk for duty in duties)


def by_duty(member: Member) -> frozenset[Permission]:
    """What whoever answers for safeguarding may do, whatever their role."""
    assert isinstance(member, Membership)
    return OF_SAFEGUARDING if _safeguarding(member.programme, member.person.email).exists() else NOTHING


def banners_of(member: Membership) -> Iterator[Banner]:
    """One statement while nothing is paused."""
    pauses = list(open_pauses(member.programme))
    if not pauses:
        return
    of_all = any(pause.partner is None for pause in pauses)
    named = "everything" if of_all else ", ".join(str(pause.partner) for pause in pauses)
    names = " or ".join(safeguarding_names(member.programme))
    who = f"Only {names} can end it" if names else "It can be ended once a safeguarding lead or deputy is named"
    text = f"Nothing of it is sent or shown outside. {who}."
    leads_there = allows(member, Permission.PAUSE)
    href = reverse("pause", args=[member.programme.slug]) if leads_there else ""
    yield Banner(f"Paused: {named}", text, "See the pause", href)


def held_back(request: HttpRequest, slug: str) -> HttpResponse | None:
    """In the place of the open pages of a programme that is paused; its members see them as ever.

    Status 200: what stands before the service must not put a page of its own in the place of the support lines.
    """
    pause = Pause.objects.filter(programme__slug=slug, partner=None, ended=None).select_related("programme").first()
    if pause is None or _is_member(request, pause.programme):
        return None
    page = render(request, "programmes/paused.html", {"programme": pause.programme})
    page.headers["Cache-Control"] = "no-store"
    page.headers["X-Robots-Tag"] = "noindex"
    return page


def _is_member(request: HttpRequest, programme: Programme) -> bool:
    if isinstance(request.user, AnonymousUser):
        return False
    return Membership.objects.filter(programme=programme, person=request.user).exists()


def _safeguarding(programme: Programme, email: str) -> QuerySet[Responsible]:
    return Responsible.objects.filter(programme=programme, duty__in=SAFEGUARDING, email__iexact=email)
