"""The outbox as its pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from thinking_together.messaging.kinds import kind_of
from thinking_together.messaging.models import Delivery, DeliveryState, Message
from thinking_together.programmes.models import Programme

TO_DECIDE = (DeliveryState.UNKNOWN, DeliveryState.FAILED, DeliveryState.BOUNCED)


@dataclass(frozen=True, slots=True)
class Written:
    """A message with how many deliveries it has in each state, those first that somebody has to look at."""

    pk: int
    subject: str
    kind: str
    created: datetime
    counts: tuple[tuple[DeliveryState, int], ...]


def messages_of(programme: Programme) -> QuerySet[Message]:
    """With one that nobody knows the fate of first, then the newest."""
    doubt = Count("deliveries", filter=Q(deliveries__state=DeliveryState.UNKNOWN))
    return Message.objects.filter(programme=programme).annotate(doubt=doubt).order_by("-doubt", "-created", "-pk")


def written(messages: Sequence[Message]) -> list[Written]:
    """One statement for all of them."""
    rows = Delivery.objects.filter(message__in=list(messages)).order_by().values_list("message", "state")
    counts: dict[int, dict[str, int]] = {message.pk: {} for message in messages}
    for pk, state, count in rows.annotate(count=Count("pk")):
        counts[pk][state] = count
    return [
        Written(
            message.pk,
            message.subject,
            _label(message.kind),
            message.created,
            tuple((state, counts[message.pk][state]) for state in DeliveryState if state in counts[message.pk]),
        )
        for message in messages
    ]


def counts_of(programme: Programme) -> dict[DeliveryState, int]:
    """How many deliveries are in each state, of those that somebody has to look at or that have not gone."""
    open_states = (*TO_DECIDE, DeliveryState.HELD, DeliveryState.WAITING, DeliveryState.HANDING_OVER)
    found = Delivery.objects.filter(message__programme=programme, state__in=open_states).order_by()
    counted = dict(found.values_list("state").annotate(count=Count("pk")))
    return {state: counted[state] for state in open_states if state in counted}


def deliveries_of(message: Message) -> QuerySet[Delivery]:
    """Those first that somebody has to look at."""
    ranks = (When(state=state, then=Value(at)) for at, state in enumerate(DeliveryState))
    rank = Case(*ranks, output_field=IntegerField())
    return message.deliveries.select_related("participant").order_by(rank, "pk")


def _label(kind: str) -> str:
    """A kind that no room has any more keeps its code."""
    try:
        return kind_of(kind).label
    except LookupError:
        return kind
