"""The work that forgets those who asked to join and did not confirm in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from thinking_together.core.tasks.asking import ask
from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.running import Running
from thinking_together.core.writes import SYSTEM
from thinking_together.network.domain.forgetting import forget_late
from thinking_together.programmes.models import Programme


@job("network.forget", label="Forgetting those who asked to join and did not confirm", repeatable=True)
def forget(running: Running) -> str:
    """Done at the moment when the time of an asking is over; it looks at every programme."""
    for programme in Programme.objects.all():
        forget_late(programme=programme, now=timezone.now(), by=SYSTEM)
    return ""


def ask_to_forget(programme: Programme, when: datetime) -> None:
    """At the full hour after something of this programme is over: once for all of that hour."""
    hour = when.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    ask(forget, f"network/{programme.pk}/{hour:%Y%m%d%H}", not_before=hour)
