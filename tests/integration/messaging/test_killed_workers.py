"""Real workers, killed at random while a mail server fails at random: nothing goes out twice, nobody is forgotten."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from tests.factories.mail_server import MailServer, RunningMailServer
from tests.factories.outbox import real_programme
from tests.factories.shared_database import SharedDatabase, address_of_the_test_database
from tests.factories.worker_pool import WorkerPool

from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.mail_parts import NEWS  # the workers know no kinds of tests
from thinking_together.messaging.domain import send
from thinking_together.messaging.parts import Recipient

PEOPLE, KILLS, LONGEST = 24, 6, 150
SHARED_STATES = "SELECT address, state FROM messaging_delivery"
# Whoever is to be tried again need not wait half a minute here.
HURRY = "UPDATE messaging_delivery SET next_try = '2020-01-01 00:00:00+00:00' WHERE state = 'waiting'"


@pytest.fixture(scope="module")
def server() -> Iterator[RunningMailServer]:
    behaviour = MailServer(random.Random(7), later=8, never=3, breaks_before=5, breaks_after=8, takes_seconds=0.05)
    running = RunningMailServer(behaviour)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def processes(django_db_setup: None, repository: Path, server: RunningMailServer) -> Iterator[WorkerPool]:
    environment = {
        "TT_TASK_LEASE": "1",
        "TT_SMTP_HOST": "127.0.0.1",
        "TT_SMTP_PORT": str(server.port),
        "TT_SMTP_SECURITY": "none",
    }
    if connection.vendor == "postgresql":
        environment["DATABASE_URL"] = address_of_the_test_database()
    pool = WorkerPool(repository, environment)
    yield pool
    pool.close()


def states(shared: SharedDatabase) -> dict[str, str]:
    return dict(shared.rows(SHARED_STATES))


def test_nothing_goes_out_twice_and_nobody_is_forgotten(
    shared: SharedDatabase, processes: WorkerPool, server: RunningMailServer
) -> None:
    everybody = {f"{slug}{n}@trust.example" for slug in ("alder", "birch") for n in range(PEOPLE)}
    for slug in ("alder", "birch"):
        to = [Recipient(address) for address in sorted(everybody) if address.startswith(slug)]
        send(programme=real_programme(slug), key="k", kind=NEWS.code, subject="News", body="News.", to=to, by=SYSTEM)
    shared.share()
    workers = processes.on(shared.file if connection.vendor == "sqlite" else None, shared.folder / "log", {})
    chance, end = random.Random(3), time.monotonic() + LONGEST
    for _ in range(3):
        workers.fork()
    killed = 0
    while set(states(shared).values()) & {"waiting", "handing_over"}:
        assert time.monotonic() < end, Counter(states(shared).values())
        time.sleep(chance.uniform(0.1, 0.5))
        shared.rows(HURRY)
        if killed < KILLS and "handing_over" in states(shared).values():
            workers.kill(chance.choice(workers.pids))
            workers.fork()
            killed += 1
    workers.kill_all()

    ended, taken = states(shared), Counter(server.handler.taken)
    assert set(ended) == everybody
    assert set(taken.values()) == {1}, "somebody got it twice"
    assert {to for to, state in ended.items() if state == "sent"} <= set(taken)
    assert {to for to, state in ended.items() if state == "failed"} == set(server.handler.refused)
    assert set(taken) <= {to for to, state in ended.items() if state in ("sent", "unknown")}
    assert killed >= KILLS // 2, "too few were killed to tell"
