"""Real worker processes for tests: one process sets the system up and forks a worker at each word."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

PARENT = """
import json, os, signal, sys
from pathlib import Path
import django
django.setup()
import tests.factories.trial_jobs
from django.conf import settings
from django.db import connections
from thinking_together.core.tasks import daily
from thinking_together.core.tasks.worker import work
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
daily._daily.clear()
for line in sys.stdin:
    told = json.loads(line)
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(os.open(told["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT), 2)
        os.environ.update(told["environment"])
        settings.VAR = Path(told["environment"].get("TT_VAR", settings.VAR))
        if told["database"]:
            connections["default"].settings_dict["NAME"] = told["database"]
            connections.settings["default"]["NAME"] = told["database"]
        if told["daily"]:
            daily.register(tests.factories.trial_jobs.every_day)
        work(interval=0.05)
        os._exit(0)
    print(pid, flush=True)
"""


class WorkerPool:
    """``fork()`` a worker, ``kill`` one as a power cut would, ``end`` one as a service manager does."""

    def __init__(self, repository: Path, environment: dict[str, str]) -> None:
        self.pids: list[int] = []
        self._zygote = subprocess.Popen(
            [sys.executable, "-c", PARENT],
            cwd=repository,
            env=os.environ | {"PYTHONPATH": str(repository)} | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def on(self, database: Path | None, log: Path, environment: dict[str, str]) -> WorkerPool:
        """From now on workers work there; ``None`` is the database of ``DATABASE_URL``."""
        self.log = log
        self._told = {"database": str(database) if database else "", "log": str(log), "environment": environment}
        return self

    def fork(self, *, daily: bool = False) -> int:
        """With ``daily`` it does the trial of each day, else nothing that nobody asked for."""
        assert self._zygote.stdin is not None
        assert self._zygote.stdout is not None
        self._zygote.stdin.write(json.dumps(self._told | {"daily": daily}) + "\n")
        self._zygote.stdin.flush()
        pid = int(self._zygote.stdout.readline())
        self.pids.append(pid)
        return pid

    def kill(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        self.pids.remove(pid)

    def end(self, pid: int) -> None:
        os.kill(pid, signal.SIGTERM)

    def freeze(self, pid: int) -> None:
        os.kill(pid, signal.SIGSTOP)

    def thaw(self, pid: int) -> None:
        os.kill(pid, signal.SIGCONT)

    def alive(self, pid: int) -> bool:
        with suppress(ProcessLookupError):
            os.kill(pid, 0)
            return True
        return False

    def kill_all(self) -> None:
        for pid in list(self.pids):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.pids.clear()

    def close(self) -> None:
        self.kill_all()
        self._zygote.kill()
        self._zygote.communicate()
