"""Who offers which times, and what they say in private."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.gatherings.models import Gathering
from thinking_together.programmes.domain.participants import take_part
from thinking_together.programmes.models import Participant, Partner, Programme, Sector
from thinking_together.reflection.models import Offer, OfferedTime, Round, Wish
from thinking_together.reflection.sessions_ahead import sessions_ahead

MOST_WISHES = 10


class RoundOver(ValueError):
    """The round was closed."""


@write("session_person.added")
def add_person(
    *, programme: Programme, email: str, sector: Sector, partner: Partner | None, role: str, by: Actor
) -> Written[Participant] | Unchanged[Participant]:
    """Somebody whom a lead knows: the participant of this address, whoever entered it first."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    person, is_new = take_part(programme=programme, email=email, sector=sector, partner=partner, role=role)
    return Written(person, person) if is_new else Unchanged(person)


@write("offer.given")
def offer_times(
    *,
    round: Round,
    participant: Participant,
    sessions: Iterable[Gathering],
    apart: Iterable[str],
    forget: bool,
    by: Actor,
) -> Written[Offer]:
    """The times as they are now, in the place of any before; an empty offer takes part in no plan.

    ``apart``: addresses of people with whom they would not speak freely, beside those that they named before, unless
    they ``forget`` them. A time for a session that has begun stays as it was. The log tells how many times, and of the
    private wishes nothing at all, not even that there are any.
    """
    held = Round.objects.select_for_update(of=("self",)).select_related("programme").get(pk=round.pk)
    if held.closed is not None:
        raise RoundOver("these sessions are over")
    if participant.programme_id != held.programme_id:
        raise ValueError("the participant is of another programme")
    offer, _ = Offer.objects.get_or_create(round=held, participant=participant)
    ahead = {session.pk for session in sessions_ahead(held)}
    wanted = {session.pk for session in sessions} & ahead
    offer.times.filter(session__in=ahead - wanted).delete()
    before = set(offer.times.values_list("session_id", flat=True))
    OfferedTime.objects.bulk_create(OfferedTime(offer=offer, session_id=pk) for pk in sorted(wanted - before))
    _wish(offer, apart, forget)
    return Written(offer, offer, {"times": len(wanted)}, programme=held.programme.slug)


def _wish(offer: Offer, apart: Iterable[str], forget: bool) -> None:
    if forget:
        offer.wishes.all().delete()
    before = set(offer.wishes.values_list("email", flat=True))
    wanted = {address.strip().lower() for address in apart} - {offer.participant.email.lower(), ""} - before
    room = max(MOST_WISHES - len(before), 0)
    Wish.objects.bulk_create(Wish(offer=offer, email=address) for address in sorted(wanted)[:room])


def offers_of(round: Round) -> QuerySet[Offer]:
    """In the order in which they came."""
    return Offer.objects.filter(round=round).select_related("participant__sector", "participant__partner")
