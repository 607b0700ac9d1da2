"""What holds a message back, though nothing is lost: a pause, an archived programme, an example."""

from __future__ import annotations

from django.conf import settings

from thinking_together.programmes.models import Partner, Programme
from thinking_together.programmes.pauses import paused

EXAMPLE = "An example programme sends to nobody"
ARCHIVED = "The programme is archived"
PAUSED = "Sending is paused"


def why_held(programme: Programme, partner: Partner | None) -> str:
    """In words, for somebody of this organisation; empty where it may go out. One statement at most."""
    if programme.invented and not settings.DEMO:
        return EXAMPLE
    if programme.archived is not None:
        return ARCHIVED
    return PAUSED if paused(programme, partner) else ""
