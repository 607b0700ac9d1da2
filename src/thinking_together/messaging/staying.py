"""The outbox stays when a newer folder replaces its programme: no folder holds it, nor anybody's address."""

from __future__ import annotations

from thinking_together.messaging.models import Delivery, Link, Message, QuietHours, Stop
from thinking_together.programmes.models import Participant, Programme


def move(old: Programme, new: Programme) -> None:
    """Those who take part go with the old programme: meanwhile the address says whose something is."""
    Delivery.objects.filter(message__programme=old, participant__email="").delete()
    Link.objects.filter(programme=old, participant__email="").delete()
    for person in Participant.objects.filter(programme=old).exclude(email=""):
        address = person.email.lower()
        mine = Delivery.objects.filter(participant=person)
        mine.filter(message__deliveries__address=address).delete()
        mine.update(address=address, participant=None)
        Link.objects.filter(participant=person).update(address=address, participant=None)
    for of_programme in (Message.objects, Link.objects, Stop.objects, QuietHours.objects):
        of_programme.filter(programme=old).update(programme=new)


def nothing(old: Programme) -> None:
    """All that stays was moved."""


def settle(programme: Programme, taken: None) -> None:
    """Once it is known again who takes part, what is theirs is known by that."""
    for person in Participant.objects.filter(programme=programme).exclude(email=""):
        address = person.email.lower()
        mine = Delivery.objects.filter(message__programme=programme, participant=None, address=address)
        mine.update(participant=person, address="")
        Link.objects.filter(programme=programme, participant=None, address=address).update(
            participant=person, address=""
        )
