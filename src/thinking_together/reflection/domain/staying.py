"""What stays with a programme that a newer folder replaces: who facilitates, and what was said in private."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.programmes.domain.carrying import Carry
from thinking_together.programmes.models import Programme
from thinking_together.reflection.models import Facilitation, Offer, Wish


@dataclass(frozen=True, slots=True)
class Staying:
    """By codes of sessions and people, and numbers of rounds: a newer folder may have all of them or not."""

    facilitates: tuple[tuple[str, int], ...]
    wishes: tuple[tuple[int, str, str], ...]


def _take(programme: Programme) -> Staying:
    facilitates = Facilitation.objects.filter(session__programme=programme)
    wishes = Wish.objects.filter(offer__round__programme=programme)
    return Staying(
        tuple(facilitates.values_list("session__code", "member__person_id")),
        tuple(wishes.values_list("offer__round__number", "offer__participant__code", "email")),
    )


def _give(programme: Programme, staying: Staying) -> None:
    """Wishes of a round that is open still, and no others."""
    sessions = dict(programme.gatherings.values_list("code", "pk"))
    members = dict(programme.memberships.values_list("person_id", "pk"))
    Facilitation.objects.bulk_create(
        Facilitation(session_id=sessions[code], member_id=members[person])
        for code, person in staying.facilitates
        if code in sessions and person in members
    )
    offers = Offer.objects.filter(round__programme=programme, round__closed=None)
    known = {(o.round.number, o.participant.code): o.pk for o in offers.select_related("round", "participant")}
    Wish.objects.bulk_create(
        Wish(offer_id=known[number, code], email=email)
        for number, code, email in staying.wishes
        if (number, code) in known
    )


CARRY = Carry(_take, _give)
