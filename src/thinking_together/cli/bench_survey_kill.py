"""``bench survey --kill``: server processes are killed under load, and all that they acknowledged is looked for.

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
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

import typer

from thinking_together.cli.bench_survey import output, site
from thinking_together.cli.survey_load import SEE_OTHER, Journey, Line, Unexpected

LONGEST_WAIT, LEAST_BETWEEN = 120, 3  # seconds, and confirmed posts between two kills
TESTS = "killed processes, not a loss of power"
OF_FORMS = ("_", "nonce", "second")  # fields that are no answers


@dataclass(frozen=True, slots=True)
class Killed:
    """``acknowledged``: answers and sendings that the server confirmed; ``found`` of them; ``lost`` the others."""

    engine: str
    kills: int
    acknowledged: int
    found: int
    lost: int
    doubled: int
    errors: int
    tests: str = TESTS


@dataclass
class Told:
    """What somebody was told was kept: each answer, and whether all was sent. ``marker`` once they wrote it."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    marker: str = ""
    sent: bool = False


@dataclass
class Confirmed:
    """What all of them were told, by the token in their browser."""

    by_token: dict[str, Told] = field(default_factory=dict)
    posts: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, token: str, location: str, body: str, marker: str) -> None:
        """Of one post that led on."""
        answers = {name: given for name, given in parse_qs(body).items() if name not in OF_FORMS}
        with self.lock:
            self.posts += 1
            told = self.by_token.setdefault(token, Told())
            told.answers |= answers
            told.sent = told.sent or location.partition("?")[0].endswith("/sent")
            told.marker = told.marker or (marker if [marker] in answers.values() else "")


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
        told = Path(ground["environment"]["TT_VAR"]) / "told.json"
        told.write_text(json.dumps({token: asdict(one) for token, one in confirmed.by_token.items()}), encoding="utf-8")
        found = json.loads(output(["thinking_together.cli.survey_found", str(told)], ground["environment"]))
    for what in failed[:5]:
        typer.echo(what, err=True)
    many = found["acknowledged"]
    return Killed(engine, kills, many, found["found"], many - found["found"], found["doubled"], len(failed))


def _answer(port: int, path: str, number: int, confirmed: Confirmed, done: threading.Event, failed: list[str]) -> None:
    """One user after the other; one whose line breaks is a person who was cut off, and the next begins."""
    at = 0
    while not done.is_set():
        at += 1
        marker = f"marker {number} {at}"
        line = Line(port)

        def ask(method: str, address: str, body: str, line: Line = line, marker: str = marker) -> tuple[int, str, str]:
            token = _token(line)
            status, location, page = line.ask(method, address, body)
            if method == "POST" and status == SEE_OTHER and token:
                confirmed.note(token, location, body, marker)
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


def _token(line: Line) -> str:
    """What the cookie opens; nothing before there is one."""
    return line.cookie.partition("=")[2].partition(".")[0]


def _kill(server: int, times: int, confirmed: Confirmed) -> int:
    """A process at a random moment under load: each time some posts were confirmed since the one before."""
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
