"""Messages to people who are not here any more, or who come back."""

from __future__ import annotations

from datetime import datetime

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.messaging.domain.deciding import OPEN
from thinking_together.messaging.models import Delivery, DeliveryState, Link, Message, Stop, StopReason
from thinking_together.programmes.models import Participant, Programme


@write("messages.forgotten", always=True)
def forget(
    *, programme: Programme, kind: str, purpose: str, before: datetime, by: Actor
) -> Written[int] | Unchanged[int]:
    """Deletes what was written of a kind up to a moment, and the links of a purpose: no address of it stays."""
    links, _ = Link.objects.filter(programme=programme, purpose=purpose, issued__lte=before).delete()
    found = Message.objects.filter(programme=programme, kind=kind, created__lte=before)
    many = found.count()
    Link.objects.filter(delivery__message__in=found).delete()
    found.delete()
    return Written(programme, many, {"kind": kind, "messages": many}) if many or links else Unchanged(0)


@write("messages.forgotten_of", always=True)
def forget_address(*, programme: Programme, address: str, kind: str, by: Actor) -> Written[int] | Unchanged[int]:
    """Deletes what was written of a kind to somebody who took no part yet, and every link of that address."""
    links, _ = Link.objects.filter(programme=programme, participant=None, address=address.lower()).delete()
    to = Delivery.objects.filter(participant=None, address=address.lower())
    found = Message.objects.filter(programme=programme, kind=kind, pk__in=to.values("message"))
    many = found.count()
    found.delete()
    return Written(programme, many, {"kind": kind, "messages": many}) if many or links else Unchanged(0)


@write("messages.withdrawn_from", always=True)
def withdraw_from(*, participant: Participant, kind: str, by: Actor) -> Written[int] | Unchanged[int]:
    """What waits for somebody of a kind they want no more does not go there."""
    waiting = Delivery.objects.filter(participant=participant, message__kind=kind, state__in=OPEN)
    many = waiting.update(state=DeliveryState.WITHDRAWN, note="")
    return Written(participant, many, {"deliveries": many}) if many else Unchanged(0)


@write("messages.wanted_again")
def want_again(*, programme: Programme, address: str, by: Actor) -> Written[int] | Unchanged[int]:
    """Somebody who wanted no more messages asked for them anew; what came back is nothing that they decided."""
    asked, _ = Stop.objects.filter(programme=programme, address=address.lower(), reason=StopReason.ASKED).delete()
    return Written(programme, asked) if asked else Unchanged(0)
