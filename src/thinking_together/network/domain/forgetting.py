"""Forgetting those who asked to join and did not confirm, with the messages that were sent to them."""

from __future__ import annotations

from datetime import datetime, timedelta

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.messaging.domain.forgetting import forget
from thinking_together.network.models import ASKING_DAYS, Asking
from thinking_together.network.purposes import ASKED, CONFIRM
from thinking_together.programmes.models import Programme


@write("network.askings_forgotten", whole=True, always=True)
def forget_late(*, programme: Programme, now: datetime, by: Actor) -> Written[int] | Unchanged[int]:
    """Deletes what was asked more than ``ASKING_DAYS`` ago; how many."""
    before = now - timedelta(days=ASKING_DAYS)
    many, _ = Asking.objects.filter(programme=programme, asked__lte=before).delete()
    messages = forget(programme=programme, kind=ASKED.code, purpose=CONFIRM.code, before=before, by=by)
    return Written(programme, many, {"askings": many}) if many or messages else Unchanged(0)
