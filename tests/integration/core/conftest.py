"""Workers on a database that other processes see too."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from tests.factories.shared_database import SharedDatabase, address_of_the_test_database
from tests.factories.trial_jobs import NOTES
from tests.factories.worker_pool import WorkerPool

LEASE = 2


@pytest.fixture(scope="module")
def processes(django_db_setup: None, repository: Path) -> Iterator[WorkerPool]:
    environment = {"TT_TASK_LEASE": str(LEASE)}
    if connection.vendor == "postgresql":
        environment["DATABASE_URL"] = address_of_the_test_database()
    pool = WorkerPool(repository, environment)
    yield pool
    pool.close()


@pytest.fixture
def pool(shared: SharedDatabase, processes: WorkerPool) -> Iterator[Callable[[], WorkerPool]]:
    """``pool()`` shares the database and gives a pool of workers on it."""

    def begin() -> WorkerPool:
        shared.share()
        file = shared.file if connection.vendor == "sqlite" else None
        return processes.on(file, shared.folder / "log", {NOTES: str(shared.folder / "notes")})

    yield begin
    processes.kill_all()


def until(true: Callable[[], bool], seconds: float = 300) -> None:
    """Waits for something that other processes do; the bound is for a test that would hang, not a measure."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


@pytest.fixture
def notes(shared: SharedDatabase) -> Callable[[], list[tuple[str, int, int]]]:
    """``notes()``: what trial jobs noted, in order: word, number, process."""

    def read() -> list[tuple[str, int, int]]:
        path = shared.folder / "notes"
        lines = path.read_text().splitlines() if path.exists() else []
        return [(word, int(number), int(pid)) for word, number, pid in (line.split() for line in lines)]

    return read


@pytest.fixture
def wait() -> Callable[..., None]:
    return until
