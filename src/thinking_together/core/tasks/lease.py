"""That a worker lives: its job's lease is renewed while it works."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from uuid import UUID

from django.db.models.functions import Now

from thinking_together.core.tasks.models import Job


@dataclass(slots=True)
class _Held:
    """The job in this process's hands; a worker does one at a time."""

    key: UUID | None = None
    attempt: int = 0


_held = _Held()
_lock = threading.Lock()


def take(key: UUID | None, attempt: int) -> None:
    with _lock:
        _held.key, _held.attempt = key, attempt


def leave() -> None:
    take(None, 0)


def renew() -> None:
    """Says that this worker lives."""
    with _lock:
        key, attempt = _held.key, _held.attempt
    if key is not None:
        Job.objects.filter(pk=key, attempt=attempt, open=True).update(beat_at=Now())
