"""By what one tells whether anything that a programme's figures are computed from has changed.

Every write leaves an event, and events are only added to, so that their number and the last of them name a state of
the data. What respondents send leaves none: the phase that takes it in tells its own state.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Count, Max

from thinking_together.core.audit import AuditEvent
from thinking_together.programmes.models import Programme

StateOf = Callable[[Programme], str]
_without_events: dict[str, StateOf] = {}


def register(phase: str, state_of: StateOf) -> None:
    """A phase whose data change without an event; ``state_of`` gives another word whenever they have."""
    _without_events[phase] = state_of


def data_state(programme: Programme) -> str:
    """The same as long as nothing was written; one statement, and what the phases ask.

    Both numbers of the events count: of two writes at once the one with the lower key may end last.
    """
    told = AuditEvent.objects.filter(programme_slug=programme.slug).aggregate(many=Count("id"), last=Max("id"))
    own = (f"{phase} {state_of(programme)}" for phase, state_of in sorted(_without_events.items()))
    return "; ".join([f"{programme.pk} {told['many']} {told['last']}", *own])
