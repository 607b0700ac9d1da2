"""Work for tests of workers: it notes when it began and when it had ended, and takes its time."""

from __future__ import annotations

import os
import time
from pathlib import Path

from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.running import Running

NOTES = "TRIAL_NOTES"


class Passing(Exception):
    """A condition that passes. Its words are personal, and must be found nowhere."""


def _note(word: str, number: int) -> None:
    line = f"{word} {number} {os.getpid()}\n".encode()
    file = os.open(Path(os.environ[NOTES]), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, line)
    os.close(file)


def _take_time(running: Running, number: int, seconds: float) -> str:
    _note("begin", number)
    for step in range(4):
        time.sleep(seconds / 4)
        running.step("Working", step + 1, 4)
    _note("end", number)
    return f"/made/{number}"


@job("trial.repeatable", label="A trial", repeatable=True)
def repeatable(running: Running, *, number: int, seconds: float = 0.2) -> str:
    return _take_time(running, number, seconds)


@job("trial.once", label="A trial that must not be repeated", repeatable=False)
def once_only(running: Running, *, number: int, seconds: float = 0.2) -> str:
    return _take_time(running, number, seconds)


@job("trial.passing", label="A trial that fails", repeatable=True, attempts=3, passing=(Passing,))
def failing(running: Running, *, secret: str) -> str:
    raise Passing(secret)


@job("trial.broken", label="A trial that is broken", repeatable=True)
def broken(running: Running, *, secret: str) -> str:
    raise ValueError(secret)


@job("trial.daily", label="A trial of each day", repeatable=True)
def every_day(running: Running) -> str:
    return _take_time(running, 0, 0.02)
