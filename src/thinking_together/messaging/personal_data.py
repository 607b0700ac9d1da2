"""What this room holds about a person: what was written to their address, links of theirs, that they want no more."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from thinking_together.accounts.models import Person
from thinking_together.messaging.models import Delivery, Link, Message, Stop
from thinking_together.programmes.models import Programme


def export(person: Person) -> dict[str, Any]:
    """Tokens of links are not known here, and open doors."""
    return {
        "messages_to_you": [
            {
                "programme": delivery.message.programme.title,
                "subject": delivery.message.subject,
                "text": delivery.message.body_markdown,
                "written": delivery.message.created.isoformat(),
                "state": delivery.get_state_display(),
            }
            for delivery in Delivery.objects.filter(_to(person)).select_related("message__programme")
        ],
        "links_of_yours": [
            {"purpose": link.purpose, "issued": link.issued.isoformat(), "expires": link.expires.isoformat()}
            for link in Link.objects.filter(_to(person))
        ],
        "no_more_messages": [
            {"programme": stop.programme.title, "since": stop.since.isoformat(), "because": str(stop)}
            for stop in Stop.objects.filter(address__iexact=person.email).select_related("programme")
        ],
        "messages_you_wrote": [
            {"programme": message.programme.title, "subject": message.subject, "written": message.created.isoformat()}
            for message in Message.objects.filter(written_by=person).select_related("programme")
        ],
    }


def erase(person: Person) -> None:
    """What was written by them stays without their name; what was written to them goes, and their links with it."""
    Link.objects.filter(_to(person)).delete()
    Delivery.objects.filter(_to(person)).delete()
    Stop.objects.filter(address__iexact=person.email).delete()


def forget(programme: Programme) -> int:
    """When contacts have been kept long enough: nobody can be written to, so that nothing of it has a use."""
    Link.objects.filter(programme=programme).delete()
    Stop.objects.filter(programme=programme).delete()
    count = Delivery.objects.filter(message__programme=programme).count()
    Message.objects.filter(programme=programme).delete()
    return count


def _to(person: Person) -> Q:
    return Q(participant__email__iexact=person.email) | Q(address__iexact=person.email, participant=None)
