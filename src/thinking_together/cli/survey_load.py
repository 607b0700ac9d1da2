"""People who answer the survey over HTTP, as fast as they are let: a process of its own, with nothing of the site.

``python -m thinking_together.cli.survey_load PORT PATH USERS SECONDS``; tells what it saw as JSON.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from urllib.parse import urlencode

HOST = "bench.example"
FORM = "application/x-www-form-urlencoded"
_FIELD = re.compile(r'<input[^>]*?name="([^"]+)"[^>]*?type="(radio|checkbox|text)"[^>]*?value="([^"]*)"')
_AREA = re.compile(r'<textarea[^>]*?name="([^"]+)"')
_MARK = re.compile(r'name="(_|nonce)" value="([^"]+)"')
_ACTION = re.compile(r'<form method="post" action="([^"]+)"')
Ask = Callable[[str, str, str], tuple[int, str, str]]  # method, address, body: status, location, page
OK, SEE_OTHER = 200, 303
MOST_PAGES = 120


class Unexpected(RuntimeError):
    """The site did not answer as somebody who answers a survey expects."""


@dataclass
class Journey:
    """Somebody who answers every page by chance. ``pages`` are those that were sent, and so acknowledged."""

    path: str
    ask: Ask
    seed: int
    pages: int = 0
    done: bool = False
    marker: str = ""
    texts: int = 0

    def whole(self) -> None:
        """From the introduction to the receipt."""
        chance = random.Random(self.seed)  # noqa: S311 - which answers, no secret
        html = self._get(self.path)
        while not self._at.partition("?")[0].endswith("/sent"):
            html = self._sent(html, chance)
            if self.pages > MOST_PAGES:
                raise Unexpected(f"no end at {self._at}")
        self.done = True

    def _get(self, address: str) -> str:
        status, _, page = self.ask("GET", address, "")
        if status != OK:
            raise Unexpected(f"{status} at {address}")
        self._at = address
        return page

    def _sent(self, html: str, chance: random.Random) -> str:
        found = _ACTION.search(html)
        if found is None:
            raise Unexpected(f"no form at {self._at}")
        status, location, _ = self.ask("POST", found[1], urlencode(self._fields(html, chance), doseq=True))
        if status != SEE_OTHER:
            raise Unexpected(f"{status} from {found[1]}")
        self.pages += 1
        return self._get(location)

    def _fields(self, html: str, chance: random.Random) -> dict[str, list[str]]:
        fields = {name: [value] for name, value in _MARK.findall(html)}
        if self._at.endswith("/more"):
            return fields | {"second": [chance.choice(["yes", "no"])]}
        choices: dict[str, list[str]] = {}
        for name, kind, value in _FIELD.findall(html):
            if kind != "text":
                choices.setdefault(name, []).append(value)
        for name, values in choices.items():
            fields[name] = [values[0] if name == "consent" else chance.choice(values)]
        for name in _AREA.findall(html):
            fields[name] = [self.marker or "More time with colleagues, and somebody to ask."]
            self.texts += 1
        return fields


@dataclass
class Line:
    """A connection that is kept, and one visitor's cookie. ``times``: when a request began and how long it took."""

    port: int
    times: list[tuple[float, float]] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    cookie: str = ""

    def __post_init__(self) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def ask(self, method: str, address: str, body: str) -> tuple[int, str, str]:
        headers = {"Host": HOST, "X-Forwarded-Proto": "https"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if method == "POST":
            headers |= {"Content-Type": FORM, "Sec-Fetch-Site": "same-origin"}
        begun = time.perf_counter()
        self._line.request(method, address, body or None, headers)
        response = self._line.getresponse()
        page = response.read().decode()
        self.times.append((begun, time.perf_counter() - begun))
        if method == "POST" and response.status == SEE_OTHER:
            self.sent.append(begun)
        given = response.headers.get("Set-Cookie")
        if given:
            self.cookie = given.partition(";")[0]
        return response.status, response.headers.get("Location", ""), page

    def close(self) -> None:
        self._line.close()


@dataclass
class Seen:
    """What all users together saw in the measured time; ``told`` are errors in words, the first few.

    ``all_requests`` has those of the warming up and of the end too.
    """

    requests: int = 0
    all_requests: int = 0
    pages: int = 0
    journeys: int = 0
    seconds: float = 0.0
    p50_ms: float = 0.0
    p99_ms: float = 0.0
    errors: int = 0
    told: list[str] = field(default_factory=list)


def load(port: int, path: str, users: int, seconds: float, warm: float = 2.0) -> Seen:
    """Users who begin a new journey as soon as one is sent, for so long after the warming up."""
    seen, times, lock = Seen(), list[float](), threading.Lock()
    begins = time.perf_counter() + warm
    ends = begins + seconds

    def user(number: int) -> None:
        line, seed = Line(port), number * 1_000_000
        while time.perf_counter() < ends:
            line.close()  # another person, another device
            line.cookie, seed = "", seed + 1
            journey = Journey(path, line.ask, seed)
            try:
                journey.whole()
            except (Unexpected, OSError, http.client.HTTPException) as error:
                with lock:
                    seen.errors += 1
                    seen.told = [*seen.told, f"{type(error).__name__}: {error}"][:5]
            seen.journeys += journey.done
        line.close()
        with lock:
            times.extend(took for begun, took in line.times if begins <= begun < ends)
            seen.all_requests += len(line.times)
            seen.pages += sum(begins <= begun < ends for begun in line.sent)

    people = [threading.Thread(target=user, args=(number,)) for number in range(users)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    seen.seconds = seconds
    times.sort()
    seen.requests = len(times)
    if times:
        seen.p50_ms, seen.p99_ms = (1000 * times[int(len(times) * share)] for share in (0.5, 0.99))
    return seen


if __name__ == "__main__":
    told = sys.argv[1:]
    print(json.dumps(asdict(load(int(told[0]), told[1], int(told[2]), float(told[3])))))
