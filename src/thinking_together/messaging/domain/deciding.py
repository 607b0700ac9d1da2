"""What people decide about messages: send again, withdraw, mark as come back."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.messaging.handing_over import ask_for_round
from thinking_together.messaging.models import Delivery, DeliveryState, Message, Stop, StopReason

AGAIN = frozenset({DeliveryState.UNKNOWN, DeliveryState.FAILED, DeliveryState.BOUNCED})
OPEN = (DeliveryState.WAITING, DeliveryState.HELD)


class CannotSendAgain(ValueError):
    """It is not one whose fate a person has to decide."""


@write("delivery.asked_for_again")
def send_again(*, delivery: Delivery, by: Actor) -> Written[Delivery]:
    """Puts one that is unknown, failed or came back into the queue again, because a person decided so."""
    held = _locked(delivery)
    if held.state not in AGAIN:
        raise CannotSendAgain("only what is unknown, failed or came back can be sent again")
    held.state, held.note, held.tries = DeliveryState.WAITING, "", 0
    held.next_try = held.asked = timezone.now()
    held.save(update_fields=["state", "note", "tries", "next_try", "asked"])
    Stop.objects.filter(programme=held.message.programme, address=held.to.lower(), reason=StopReason.BOUNCED).delete()
    transaction.on_commit(partial(ask_for_round, held.message.programme), robust=True)
    return Written(held, held, programme=held.message.programme.slug)


@write("message.withdrawn")
def withdraw(*, message: Message, by: Actor) -> Written[int] | Unchanged[int]:
    """Whoever has not got it yet does not get it; how many."""
    found = Delivery.objects.filter(message=message, state__in=OPEN)
    count = found.update(state=DeliveryState.WITHDRAWN, note="")
    return Written(message, count, {"deliveries": count}) if count else Unchanged(0)


@write("delivery.bounced")
def mark_bounced(
    *, delivery: Delivery, by: Actor, note: str = "", lasting: bool = True
) -> Written[Delivery] | Unchanged[Delivery]:
    """It came back. Where that will last, what is written to many goes there no more, until somebody sends again."""
    held = _locked(delivery)
    if held.state not in (DeliveryState.SENT, DeliveryState.UNKNOWN):
        return Unchanged(held)
    held.state, held.note = DeliveryState.BOUNCED, note[:200]
    held.save(update_fields=["state", "note"])
    if held.to and lasting:
        Stop.objects.get_or_create(
            programme=held.message.programme, address=held.to.lower(), defaults={"reason": StopReason.BOUNCED}
        )
    return Written(held, held, programme=held.message.programme.slug)


def _locked(delivery: Delivery) -> Delivery:
    of = Delivery.objects.select_related("message__programme", "participant").select_for_update(of=("self",))
    return of.get(pk=delivery.pk)
