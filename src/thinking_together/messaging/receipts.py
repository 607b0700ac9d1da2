"""What GOV.UK Notify tells of a message that it took: https://docs.notifications.service.gov.uk/rest-api.html

It tells again until it is answered, so that taking the same twice changes nothing twice.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from thinking_together.core.writes import Actor
from thinking_together.messaging.bounces import reference_in
from thinking_together.messaging.domain import mark_bounced
from thinking_together.messaging.models import Delivery, DeliveryState

DELIVERED = "Delivered"


class Outcome(StrEnum):
    """As Notify names them. Any other tells of something that goes on."""

    DELIVERED = "delivered"
    PERMANENT = "permanent-failure"
    TEMPORARY = "temporary-failure"
    TECHNICAL = "technical-failure"


_NOTES = {
    Outcome.PERMANENT: "Came back: there is no such address, or it takes nothing",
    Outcome.TEMPORARY: "Came back: it could not be delivered for three days",
    Outcome.TECHNICAL: "Came back: something went wrong at GOV.UK Notify, and it can be sent again",
}


class NotAReceipt(ValueError):
    """It is not written as Notify writes."""


class TooEarly(Exception):
    """The worker has not noted yet that the message was taken: it is to be told again later."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """``reference`` is empty of a message of another system, ``outcome`` while nothing is settled."""

    reference: UUID | None
    outcome: Outcome | None


def receipt_of(body: bytes) -> Receipt:
    """``NotAReceipt`` for what is none. The address that it names is left out: it is known by the reference."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise NotAReceipt("it is no JSON") from None
    if not isinstance(told, dict) or not isinstance(told.get("status"), str):
        raise NotAReceipt("it names no status")
    status = told["status"]
    outcome = Outcome(status) if status in set(Outcome) else None
    return Receipt(reference_in(str(told.get("reference") or "")), outcome)


def take_receipt(receipt: Receipt, *, by: Actor) -> None:
    """Notes it with the delivery. What was not known is known now; what came back stops what is written to many."""
    delivery = Delivery.objects.filter(reference=receipt.reference).first() if receipt.reference else None
    if delivery is None or receipt.outcome is None:
        return
    if delivery.state == DeliveryState.HANDING_OVER:
        raise TooEarly
    if receipt.outcome is Outcome.DELIVERED:
        known = (DeliveryState.SENT, DeliveryState.UNKNOWN)
        Delivery.objects.filter(pk=delivery.pk, state__in=known).update(state=DeliveryState.SENT, note=DELIVERED)
        return
    mark_bounced(delivery=delivery, note=_NOTES[receipt.outcome], lasting=receipt.outcome is Outcome.PERMANENT, by=by)
