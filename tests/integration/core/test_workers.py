"""Several workers, killed at random: no task is taken twice, none is lost in silence."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from tests.factories import trial_jobs
from tests.factories.shared_database import SharedDatabase
from tests.factories.worker_pool import WorkerPool

from thinking_together.core.tasks.asking import ask
from thinking_together.core.tasks.models import Daily

Notes = Callable[[], list[tuple[str, int, int]]]
Pool = Callable[[], WorkerPool]
Wait = Callable[..., None]


def doing(notes: list[tuple[str, int, int]]) -> dict[int, int]:
    """The job that each process has begun and not ended, as far as it noted."""
    found: dict[int, int] = {}
    for word, number, pid in notes:
        if word == "begin":
            found[pid] = number
        else:
            found.pop(pid, None)
    return found


def test_three_workers_take_each_task_once(shared: SharedDatabase, pool: Pool, notes: Notes, wait: Wait) -> None:
    for number in range(30):
        ask(trial_jobs.once_only, f"trial/{number}", number=number, seconds=0.02)
    workers = pool()
    for _ in range(3):
        workers.fork()
    wait(lambda: set(shared.states().values()) == {"done"})
    begun = [number for word, number, _ in notes() if word == "begin"]
    assert Counter(begun) == Counter(range(30))
    assert len({pid for _, _, pid in notes()}) > 1


def test_workers_killed_at_random_neither_lose_nor_double(
    shared: SharedDatabase, pool: Pool, notes: Notes, wait: Wait
) -> None:
    for number in range(24):
        ask(trial_jobs.repeatable if number % 2 else trial_jobs.once_only, f"trial/{number}", number=number)
    workers = pool()
    for _ in range(3):
        workers.fork()
    chance = random.Random(5)
    killed: dict[int, int] = {}  # process: the job it had in hand
    while len(killed) < 5:
        wait(lambda: bool(set(doing(notes())) & set(workers.pids)))
        victim = chance.choice(sorted(set(doing(notes())) & set(workers.pids)))
        workers.kill(victim)
        in_hand = [number for word, number, pid in notes() if pid == victim]
        killed[victim] = in_hand[-1]
        workers.fork()
    wait(lambda: not set(shared.states().values()) & {"waiting", "running", "retrying"})
    begun = Counter(number for word, number, _ in notes() if word == "begin")
    for number in range(24):
        deaths = list(killed.values()).count(number)
        state = shared.states()[f"trial/{number}"]
        if number % 2:
            assert state == "done"
            assert 1 <= begun[number] <= 1 + deaths
        else:
            assert begun[number] == 1
            assert state == "done" or (state == "lost" and deaths)
    assert set(shared.rows("SELECT status FROM django_tasks_database_dbtaskresult")) <= {("SUCCESSFUL",), ("FAILED",)}


def test_a_worker_that_is_told_to_end_finishes_what_it_has_begun_and_takes_nothing_new(
    shared: SharedDatabase, pool: Pool, notes: Notes, wait: Wait
) -> None:
    for number in range(3):
        ask(trial_jobs.once_only, f"trial/{number}", number=number, seconds=0.6)
    workers = pool()
    only = workers.fork()
    wait(lambda: bool(doing(notes())))
    workers.end(only)
    wait(lambda: not workers.alive(only))
    assert [word for word, _, _ in notes()] == ["begin", "end"]
    assert Counter(shared.states().values()) == {"done": 1, "waiting": 2}


def test_a_worker_that_froze_beyond_its_lease_finds_that_its_job_is_another_s(
    shared: SharedDatabase, pool: Pool, notes: Notes, wait: Wait
) -> None:
    ask(trial_jobs.repeatable, "trial/1", number=1, seconds=0.8)
    workers = pool()
    first = workers.fork()
    wait(lambda: bool(doing(notes())))
    workers.freeze(first)
    second = workers.fork()
    wait(lambda: ("end", 1, second) in notes())
    wait(lambda: shared.states() == {"trial/1": "done"})
    workers.thaw(first)
    workers.end(first)
    wait(lambda: not workers.alive(first))
    assert ("end", 1, first) not in notes()
    assert shared.states() == {"trial/1": "done"}
    assert shared.rows("SELECT outcome, attempt FROM tasks_job") == [("/made/1", 2)]


def test_what_a_failing_job_says_stands_nowhere(shared: SharedDatabase, pool: Pool, wait: Wait) -> None:
    ask(trial_jobs.failing, "trial/1", secret="jane.doe@example.org")
    ask(trial_jobs.broken, "trial/2", secret="jane.doe@example.org")
    workers = pool()
    workers.fork()
    wait(lambda: shared.states() == {"trial/1": "retrying", "trial/2": "failed"})
    assert shared.rows("SELECT traceback FROM django_tasks_database_dbtaskresult") == [("",), ("",)]
    lines = workers.log.read_text().splitlines()
    assert "jane" not in "".join(lines)
    events = [json.loads(line).get("event") for line in lines]
    assert "a job failed" in events
    assert "a job will be tried again" in events


def test_several_workers_do_once_what_is_done_each_day(
    shared: SharedDatabase, pool: Pool, notes: Notes, wait: Wait
) -> None:
    Daily.objects.create(kind="trial.daily", asked=timezone.localdate() - timedelta(days=1))
    workers = pool()
    started = [workers.fork(daily=True) for _ in range(3)]
    wait(lambda: shared.states() == {"installation": "done"})
    for each in started:
        workers.end(each)
    wait(lambda: not any(workers.alive(each) for each in started))
    assert [word for word, _, _ in notes()] == ["begin", "end"]
    assert shared.states() == {"installation": "done"}
