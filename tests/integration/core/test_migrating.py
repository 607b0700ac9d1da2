"""Two processes that start at the same moment do not both migrate."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection

from thinking_together.cli.migrate import alone

HOLD = """
import sys, time
from pathlib import Path
from thinking_together.cli.django import django_ready
django_ready()
from thinking_together.cli.migrate import alone
with alone(Path(sys.argv[1])):
    print("in", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_second_waits_and_a_dead_holder_lets_go(repository: Path, tmp_path: Path) -> None:
    from tests.factories.shared_database import address_of_the_test_database

    environment = {"DATABASE_URL": address_of_the_test_database()} if connection.vendor == "postgresql" else {}
    lock = tmp_path / "lock"
    command = [sys.executable, "-c", HOLD, str(lock), "600"]
    with subprocess.Popen(
        command, cwd=repository, env=os.environ | environment, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "in\n"
        entered = threading.Event()

        def second() -> None:
            with alone(lock):
                entered.set()
            connection.close()

        waiting = threading.Thread(target=second)
        waiting.start()
        assert not entered.wait(0.5)
        holder.kill()
        assert entered.wait(60)
        waiting.join()


def test_two_that_start_on_an_empty_database_both_end_well(repository: Path, tmp_path: Path) -> None:
    """On the embedded database; on PostgreSQL the lock is the same but for who keeps it."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-c", "from thinking_together.cli import main; main()", "migrate"]
    both = [
        subprocess.Popen(
            command,
            cwd=repository,
            env=environment | {"TT_VAR": str(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=300) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted("Applying tasks.0001_initial" in out for out, _ in said) == [False, True]
