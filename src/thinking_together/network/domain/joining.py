"""Joining by two steps: somebody asks, and confirms by the link that is sent to the address they gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from thinking_together.core.writes import Actor, Written, write
from thinking_together.messaging.domain.forgetting import want_again
from thinking_together.network import mails
from thinking_together.network.domain.forgetting import forget_late
from thinking_together.network.members import member_with
from thinking_together.network.models import ASKING_DAYS, Asking, Consent, Member
from thinking_together.network.opening import may_join
from thinking_together.network.waiting import ask_to_forget
from thinking_together.programmes.domain.participants import take_part
from thinking_together.programmes.models import Participant, Partner, Programme, Sector


class NotOpen(ValueError):
    """Nobody can join now."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody who wants to join told. ``key`` is of the form that was sent, however often."""

    key: UUID
    email: str
    sector: Sector
    partner: Partner | None
    role: str
    interests: tuple[str, ...]


@write("network.asked", whole=True)
def ask_to_join(*, programme: Programme, wish: Wish, consent: Consent, by: Actor) -> Written[None]:
    """Keeps the wish for some days and sends the link that confirms it; to a member the links that members have.

    Whoever asks is told the same in both cases, so that nobody learns who is a member.
    """
    held = _open(programme)
    forget_late(programme=held, now=timezone.now(), by=by)
    address = wish.email.strip().lower()
    known = member_with(held, address)
    if known is not None:
        mails.member_already(known, wish.key, by)
        return Written(known, None)
    asking, _ = Asking.objects.update_or_create(
        programme=held,
        email=address,
        defaults={
            "sector": wish.sector,
            "partner": wish.partner,
            "role": wish.role,
            "interests": list(wish.interests),
            "consent": consent,
            "asked": timezone.now(),
        },
    )
    mails.confirm(asking, wish.key, by)
    ask_to_forget(held, asking.asked + timedelta(days=ASKING_DAYS))
    return Written(asking, None)


@write("network.joined", whole=True)
def confirm(*, asking: Asking, by: Actor) -> Written[Member]:
    """Makes a member of somebody who asked; ``NotOpen`` when nobody can join any more."""
    programme = _open(asking.programme)
    person = _participant(programme, asking)
    last = Member.objects.filter(programme=programme).aggregate(last=Max("position"))["last"]
    member = Member.objects.filter(participant=person).first() or Member(
        programme=programme, participant=person, position=0 if last is None else last + 1
    )
    member.joined, member.left = timezone.localdate(), None
    member.consent, member.consented = asking.consent, timezone.localdate(asking.asked)
    member.save()
    want_again(programme=programme, address=asking.email, by=by)
    Asking.objects.filter(pk=asking.pk).delete()
    mails.welcome(member, by)
    return Written(member, member)


def _open(programme: Programme) -> Programme:
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    if not may_join(held):
        raise NotOpen("nobody can join now")
    return held


def _participant(programme: Programme, asking: Asking) -> Participant:
    """Whoever takes part already by this address, or somebody new; as they told it now."""
    person, _ = take_part(
        programme=programme, email=asking.email, sector=asking.sector, partner=asking.partner, role=asking.role
    )
    person.sector, person.partner = asking.sector, asking.partner
    person.role, person.interests = asking.role, asking.interests
    person.save()
    return person
