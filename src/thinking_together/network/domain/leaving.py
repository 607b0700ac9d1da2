"""What members do by the links they are sent: leave, and change what interests them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.messaging.domain.forgetting import forget_address, withdraw_from
from thinking_together.network.models import Asking, Member
from thinking_together.network.public import interests_of
from thinking_together.network.purposes import ASKED, UPDATE
from thinking_together.programmes.uses import address_needed


@write("network.left", whole=True, always=True)
def leave(*, member: Member, by: Actor) -> Written[Member] | Unchanged[Member]:
    """Ends the membership; the address goes, unless the person has a place at something else they signed up for.

    It works in a programme that is paused or archived too. Who left twice left once.
    """
    of = Member.objects.select_for_update(of=("self",)).select_related("participant", "programme")
    held = of.get(pk=member.pk)
    today = timezone.localdate()
    if held.left is not None and held.left <= today:
        return Unchanged(held)
    held.left = today
    held.save(update_fields=["left"])
    person = held.participant
    withdraw_from(participant=person, kind=UPDATE.code, by=by)
    if person.email:
        Asking.objects.filter(programme=held.programme_id, email__iexact=person.email).delete()
        forget_address(programme=held.programme, address=person.email, kind=ASKED.code, by=by)
    if not address_needed(person):
        person.email = ""
        person.save(update_fields=["email"])
    return Written(held, held)


@write("network.interests_changed")
def change_interests(*, member: Member, interests: Sequence[str], by: Actor) -> Written[Member] | Unchanged[Member]:
    """Says anew what interests somebody; what is not in the programme's list is left out."""
    held = Member.objects.select_for_update(of=("self",)).select_related("participant").get(pk=member.pk)
    wanted = [code for code, _ in interests_of(held.programme) if code in interests]
    person = held.participant
    if person.interests == wanted:
        return Unchanged(held)
    person.interests = wanted
    person.save(update_fields=["interests"])
    return Written(held, held)
