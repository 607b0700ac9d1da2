"""The keeper beside each worker: renews its lease, takes up what dead workers left, lets rooms look after theirs."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from thinking_together.core.tasks.lease import renew
from thinking_together.core.tasks.reclaiming import reclaim
from thinking_together.core.tasks.rounds import make_rounds

logger = logging.getLogger(__name__)
RENEWALS = 4  # in the time of a lease
ROUNDS_A_CLEANING = 240  # an hour, with the lease of a minute
LAST_ROUND = 5.0  # seconds


class Keeper(threading.Thread):
    """Beside the worker: renews its lease, takes up what others left, makes the rounds of all rooms, and lets go of
    what ended long ago.
    """

    def __init__(self) -> None:
        super().__init__(name="keeper", daemon=True)
        self._ended = threading.Event()
        self._rounds = 0

    def run(self) -> None:
        try:
            self._keep()
        finally:
            connections.close_all()  # this thread's own, which nobody else would close

    def _keep(self) -> None:
        pause = settings.TASK_LEASE_SECONDS / RENEWALS
        while not self._ended.wait(pause):
            close_old_connections()
            try:
                renew()
                reclaim()
                make_rounds()
                if self._rounds % ROUNDS_A_CLEANING == 0:
                    forget_finished()
                self._rounds += 1
            except DatabaseError:
                logger.warning("the keeper cannot reach the database", exc_info=True)

    def end(self) -> None:
        """Waits for a round that has begun, but not for a database that does not answer."""
        self._ended.set()
        self.join(timeout=LAST_ROUND)


def forget_finished() -> int:
    """Deletes what ended more than ``TT_TASK_DAYS`` ago."""
    long_ago = timezone.now() - timedelta(days=settings.TASK_DAYS)
    deleted, _ = DBTaskResult.objects.finished().filter(finished_at__lt=long_ago).delete()
    return deleted
