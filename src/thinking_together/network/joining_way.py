"""Joining the network, and its events to come, as ways to take part."""

from __future__ import annotations

from django.urls import reverse

from thinking_together.network.opening import may_join
from thinking_together.network.showing import Event, events_of
from thinking_together.programmes.models import Programme
from thinking_together.programmes.ways import Minutes, Way

TO_JOIN = Minutes(2, 2)
WHAT = "Hear what is found, what changes and what is on. You choose what interests you, and leave whenever you like."


def ways_of(programme: Programme) -> tuple[Way, ...]:
    """Joining first; then what is planned."""
    address = reverse("network_join", args=[programme.slug]) if may_join(programme) else ""
    join = Way("Join the learning network", WHAT, TO_JOIN, "", address)
    ahead = (event for event in events_of(programme) if event.shown and not event.over and not event.cancelled)
    return (join, *(_way(event) for event in ahead))


def _way(event: Event) -> Way:
    return Way(event.title, f"{event.kind}, {event.where}.", event.minutes, event.when, event.sign_up)
