"""``bench survey --kill``: server processes are killed under load, and every acknowledged answer is looked for.

It tests processes, not power: what the kernel was given is on the disk all the same.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import typer

from thinking_together.cli.bench_survey import output, site
from thinking_together.cli.survey_load import Journey, Line, Unexpected

LONGEST_WAIT, LEAST_BETWEEN = 120, 3  # seconds, and confirmed answers between two kills
TESTS = "killed processes, not a loss of power"


@dataclass(frozen=True, slots=True)
class Killed:
    """``acknowledged``: open answers and sendings that the server confirmed; ``found`` of them; ``lost`` the others."""

    engine: str
    kills: int
    acknowledged: int
    found: int
    lost: int
    doubled: int
    errors: int
    tests: str = TESTS


@dataclass
class Confirmed:
    """What users were told was kept: their markers, by whether they were told that all was sent."""

    sent: set[str] = field(default_factory=set)
    on_their_way: set[str] = field(default_factory=set)
    posts: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, marker: str, *, sent: bool) -> None:
        with self.lock:  # who was asked for no words cannot be looked for, and is not counted
            self.posts += 1
            if sent and marker in self.on_their_way:
                self.on_their_way.discard(marker)
                self.sent.add(marker)
            elif not sent and marker not in self.sent:
                self.on_their_way.add(marker)


def killed(engine: str, users: int, times: int) -> Killed:
    """Kills a process of the server so often, at random moments, while people answer."""
    confirmed, done, failed = Confirmed(), threading.Event(), list[str]()
    with site(engine) as (ground, port, server):
        people = [
            threading.Thread(target=_answer, args=(port, ground["path"], number, confirmed, done, failed))
            for number in range(users)
        ]
        for one in people:
            one.start()
        kills = _kill(server.pid, times, confirmed)
        done.set()
        for one in people:
            one.join()
        told = json.loads(output(["thinking_together.cli.survey_found"], ground["environment"]))
    held: dict[str, int] = told["responses"]
    drafts = set(told["drafts"])
    lost = {m for m in confirmed.sent if not held.get(m)}
    lost |= {m for m in confirmed.on_their_way if not held.get(m) and m not in drafts}
    for what in failed[:5]:
        typer.echo(what, err=True)
    many = len(confirmed.sent) + len(confirmed.on_their_way)
    doubled = sum(times > 1 for times in held.values())
    return Killed(engine, kills, many, many - len(lost), len(lost), doubled, len(failed))


def _answer(port: int, path: str, number: int, confirmed: Confirmed, done: threading.Event, failed: list[str]) -> None:
    """One user after the other; one whose line breaks is a person who was cut off, and the next begins."""
    at = 0
    while not done.is_set():
        at += 1
        marker = f"marker {number} {at}"
        line = Line(port)

        def ask(method: str, address: str, body: str, line: Line = line, marker: str = marker) -> tuple[int, str, str]:
            status, location, page = line.ask(method, address, body)
            if method == "POST" and status == 303:
                if location.endswith("/sent"):
                    confirmed.note(marker, sent=True)
                elif "marker" in body:
                    confirmed.note(marker, sent=False)
            return status, location, page

        try:
            Journey(path, ask, seed=number * 1_000_000 + at, marker=marker).whole()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        except Unexpected as error:
            if not str(error).startswith("5"):
                failed.append(str(error))
        finally:
            line.close()


def _kill(server: int, times: int, confirmed: Confirmed) -> int:
    """A process at a random moment under load: each time some answers were confirmed since the one before."""
    chance, kills = random.Random(7), 0  # noqa: S311 - moments, no secret
    while kills < times:
        before, ends = confirmed.posts, time.monotonic() + LONGEST_WAIT
        while confirmed.posts < before + LEAST_BETWEEN and time.monotonic() < ends:
            time.sleep(0.05)
        if confirmed.posts == before:
            break
        time.sleep(chance.uniform(0, 1))
        workers = _children(server)
        if workers:
            os.kill(chance.choice(workers), signal.SIGKILL)
            kills += 1
    return kills


def _children(server: int) -> list[int]:
    """The worker processes, as the kernel lists them."""
    told = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii")
    return [int(one) for one in told.split()]
