"""Forgetting those who asked to join and did not confirm."""

from __future__ import annotations

from datetime import datetime, timedelta

from thinking_together.network.models import Asking
from thinking_together.network.waiting import ASKING_DAYS
from thinking_together.programmes.models import Programme


def forget_late(*, programme: Programme | None, now: datetime) -> int:
    """Deletes what was asked more than ``ASKING_DAYS`` ago, of one programme or of all; how many."""
    late = Asking.objects.filter(asked__lte=now - timedelta(days=ASKING_DAYS))
    if programme is not None:
        late = late.filter(programme=programme)
    many, _ = late.delete()
    return many
