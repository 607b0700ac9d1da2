"""What this room holds about a person: times that they offered, whom they named in private, what they facilitate."""

from __future__ import annotations

from typing import Any

from thinking_together.accounts.models import Person
from thinking_together.reflection.models import Facilitation, NoteDraft, Offer, Wish


def export(person: Person) -> dict[str, Any]:
    """What others said of this person in private was said in confidence, and is not told."""
    offers = Offer.objects.filter(participant__email__iexact=person.email)
    return {
        "offered": [
            {
                "programme": offer.round.programme.title,
                "times": [time.session.title for time in offer.times.all()],
                "would_not_speak_freely_with": [wish.email for wish in offer.wishes.all()],
            }
            for offer in offers.select_related("round__programme").prefetch_related("times__session", "wishes")
        ],
        "facilitates": [
            {"programme": one.session.programme.title, "session": one.session.title}
            for one in Facilitation.objects.filter(member__person=person).select_related("session__programme")
        ],
    }


def erase(person: Person) -> None:
    """Offers and private wishes go, those that name this person too; notes lose who wrote them."""
    Wish.objects.filter(email__iexact=person.email).delete()
    Offer.objects.filter(participant__email__iexact=person.email).delete()
    Facilitation.objects.filter(member__person=person).delete()
    NoteDraft.objects.filter(last_by=person).update(last_by=None)
