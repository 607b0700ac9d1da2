"""What is done once a day is asked for once, by whichever worker looks first."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connections
from django_tasks_db.models import DBTaskResult
from tests.factories import trial_jobs
from tests.factories.shared_database import SharedDatabase

from thinking_together.core.tasks import daily
from thinking_together.core.tasks.models import Job
from thinking_together.core.tasks.worker import work

NOON = datetime(2027, 3, 27, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_trial(daily_work: object) -> None:
    daily.register(trial_jobs.every_day)


def asked() -> int:
    return DBTaskResult.objects.count()


@pytest.mark.django_db
def test_it_is_asked_for_once_a_day() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert (daily.ask_for_today(), daily.ask_for_today()) == (1, 0)
        Job.objects.update(open=False)
        clock.move_to(NOON + timedelta(hours=11, minutes=59))
        assert daily.ask_for_today() == 0
        clock.move_to(NOON + timedelta(hours=12))
        assert daily.ask_for_today() == 1
    assert asked() == 2


@pytest.mark.django_db
def test_the_day_is_that_of_the_clocks_here() -> None:
    """From 28 March 2027 the clocks are an hour ahead: the next day begins an hour early."""
    with time_machine.travel(NOON + timedelta(days=1), tick=False) as clock:
        daily.ask_for_today()
        Job.objects.update(open=False)
        clock.move_to(datetime(2027, 3, 28, 22, 59, tzinfo=UTC))
        assert daily.ask_for_today() == 0
        clock.move_to(datetime(2027, 3, 28, 23, 0, tzinfo=UTC))
        assert daily.ask_for_today() == 1


@pytest.mark.django_db
def test_what_is_still_open_is_not_asked_for_beside_itself() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        daily.ask_for_today()
        clock.move_to(NOON + timedelta(days=1))
        daily.ask_for_today()
    assert asked() == 1


@pytest.mark.django_db
def test_where_asking_fails_the_day_is_not_taken_for_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*args: object, **kwargs: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(daily, "ask", lost)
        with pytest.raises(DatabaseError):
            daily.ask_for_today()
    assert daily.ask_for_today() == 1


def test_only_what_may_be_repeated_can_be_daily() -> None:
    with pytest.raises(LookupError, match="repeatable"):
        daily.register(trial_jobs.once_only)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_started_by_a_timer_asks_and_does_it(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(trial_jobs.NOTES, f"{tmp_path}/notes")
    work(interval=0.01, until_empty=True)
    work(interval=0.01, until_empty=True)
    assert [job.state for job in Job.objects.all()] == ["done"]


def test_many_that_look_at_the_same_moment_ask_once(in_threads: Callable[[], None], shared: SharedDatabase) -> None:
    in_threads()
    ready = threading.Barrier(6)

    def look(_: int) -> int:
        try:
            ready.wait(30)
            return daily.ask_for_today()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        assert Counter(threads.map(look, range(6))) == Counter({0: 5, 1: 1})
    assert shared.states() == {"installation": "waiting"}
