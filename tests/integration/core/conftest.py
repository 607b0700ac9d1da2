"""A database that other processes see too, and workers on it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, connections
from tests.factories.trial_jobs import NOTES
from tests.factories.worker_pool import WorkerPool

LEASE = 2


@dataclass
class SharedDatabase:
    """The test's database: on PostgreSQL itself, on SQLite a file made of it, since the test's own is in memory."""

    folder: Path

    def share(self) -> None:
        """What was written up to now is what other processes see. From then on look with ``rows``."""
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.file)) as other:
                connection.connection.backup(other)
                other.execute("PRAGMA journal_mode=WAL")

    @property
    def file(self) -> Path:
        return self.folder / "thinking-together.sqlite3"

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.file, timeout=20)) as other, other:
                return other.execute(sql).fetchall()
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def states(self, kind: str = "") -> dict[str, str]:
        """The state of each job by its subject."""
        found = self.rows("SELECT subject, state, kind FROM tasks_job")
        return {subject: state for subject, state, of in found if kind in ("", of)}


@pytest.fixture
def shared(transactional_db: None, tmp_path: Path) -> SharedDatabase:
    return SharedDatabase(tmp_path)


@pytest.fixture(scope="module")
def processes(django_db_setup: None, repository: Path) -> Iterator[WorkerPool]:
    environment = {"TT_TASK_LEASE": str(LEASE)}
    if connection.vendor == "postgresql":
        environment["DATABASE_URL"] = address_of_the_test_database()
    pool = WorkerPool(repository, environment)
    yield pool
    pool.close()


def address_of_the_test_database() -> str:
    """Of PostgreSQL: the settings name it while tests run."""
    named = connection.settings_dict
    where = {"host": named["OPTIONS"].get("host") or named["HOST"], "port": named["PORT"]}
    query = urlencode({name: value for name, value in where.items() if value})
    return f"postgres://{named['USER']}:{named['PASSWORD']}@/{named['NAME']}?{query}"


@pytest.fixture
def pool(shared: SharedDatabase, processes: WorkerPool) -> Iterator[Callable[[], WorkerPool]]:
    """``pool()`` shares the database and gives a pool of workers on it."""

    def begin() -> WorkerPool:
        shared.share()
        file = shared.file if connection.vendor == "sqlite" else None
        return processes.on(file, shared.folder / "log", {NOTES: str(shared.folder / "notes")})

    yield begin
    processes.kill_all()


def until(true: Callable[[], bool], seconds: float = 60) -> None:
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


@pytest.fixture
def in_threads(shared: SharedDatabase, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """``in_threads()``: what was written up to now is what new threads see, each by a connection of its own."""

    def begin() -> None:
        shared.share()
        if connection.vendor == "sqlite":
            there = connections.settings["default"] | {"NAME": str(shared.file)}
            monkeypatch.setitem(connections.settings, "default", there)

    return begin
