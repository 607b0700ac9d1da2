"""The worker: the queue's own, begun again when the database was away, with the keeper beside it."""

from __future__ import annotations

import logging
import signal
import time

from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connections

from thinking_together.core.tasks.keeper import Keeper
from thinking_together.core.tasks.rounds import make_rounds

logger = logging.getLogger(__name__)
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0


def work(*, interval: float, until_empty: bool = False) -> None:
    """Does what is asked for until it is told to end; SIGTERM and Ctrl-C let it finish what it has begun.

    ``until_empty`` ends when nothing is left that could be done now.
    """
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)
    before = [signal.getsignal(each) for each in signals]
    keeper = Keeper()
    keeper.start()
    pause = FIRST_PAUSE
    try:
        while True:
            begun = time.monotonic()
            try:
                make_rounds()
                call_command(
                    "db_worker",
                    queue_name="*",
                    interval=interval,
                    batch=until_empty,
                    reload=False,
                    startup_delay=False,
                    verbosity=1,
                )
                return
            except (OperationalError, InterfaceError):
                logger.warning("the worker cannot reach the database", exc_info=True)
                connections.close_all()
            pause = FIRST_PAUSE if time.monotonic() - begun > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
            time.sleep(pause)
    finally:
        keeper.end()
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)
