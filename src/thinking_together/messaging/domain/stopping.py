"""Somebody wants no more of what is written to many."""

from __future__ import annotations

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.messaging.models import Stop, StopReason
from thinking_together.programmes.models import Programme


@write("messages.stopped", always=True)
def stop(*, programme: Programme, address: str, by: Actor) -> Written[Stop] | Unchanged[Stop]:
    """Nothing that is written to many goes there any more, what waits included. In an archived programme too."""
    address = address.lower()
    found = Stop.objects.filter(programme=programme, address=address).first()
    if found is not None and found.reason == StopReason.ASKED:
        return Unchanged(found)
    made, _ = Stop.objects.update_or_create(programme=programme, address=address, defaults={"reason": StopReason.ASKED})
    return Written(made, made)
