"""The web server as an installation runs it: a process of its own, in production, asked over a real connection."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.factories.migrated import Migrated
from tests.factories.own_postgres import own_postgres
from tests.factories.shared_database import address_of_the_test_database

HOST = "thinking.example.org"
PROXY = "127.0.0.2"  # on a machine's own network every 127.… is another sender
SILENCE = 2


@dataclass(frozen=True)
class Server:
    port: int
    process: subprocess.Popen[str]
    log: Path

    def ask(
        self, path: str, method: str = "GET", body: bytes = b"", *, sender: str = PROXY, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """Status, headers and body of an answer, asked as a proxy that says what it took by HTTPS."""
        with closing(
            http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(sender, 0))
        ) as line:
            told = {"Host": HOST, "X-Forwarded-Proto": "https"} | {k.replace("_", "-"): v for k, v in headers.items()}
            line.request(method, path, body, told)
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read().decode()


@pytest.fixture(scope="module")
def postgres(django_db_setup: None) -> Iterator[Any]:
    """On PostgreSQL a server that can be stopped without the other tests' notice; nothing on SQLite."""
    if connection.vendor != "postgresql":
        yield None
        return
    with own_postgres(address_of_the_test_database()) as own:
        yield own


@pytest.fixture(scope="module")
def server(
    postgres: Any, migrated: Migrated, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Its database is up to date: one that is empty is begun in test_migrating.py."""
    folder = tmp_path_factory.mktemp("serving")
    if postgres is None:
        migrated.installation(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        "TT_MODE": "production",
        "TT_SECRET_KEY": "k" * 50,
        "TT_ALLOWED_HOSTS": HOST,
        "TT_TRUSTED_PROXIES": PROXY,
        "TT_VAR": str(folder),
        "TT_WEB_WORKERS": "1",
        "TT_WEB_THREADS": "2",
        "TT_WEB_SILENCE": str(SILENCE),
        "TT_UPLOAD_MB": "1",
    }
    if postgres is not None:
        environment["DATABASE_URL"] = postgres.get_uri()
    log = folder / "log"
    command = [sys.executable, "-c", "from thinking_together.cli import main; main()", "serve"]
    with log.open("w") as written:
        process = subprocess.Popen(
            [*command, "--migrate", "--port", str(port)],
            cwd=repository,
            env=os.environ | environment,
            stdout=written,
            stderr=subprocess.STDOUT,
            text=True,
        )
    made = Server(port, process, log)
    for _ in range(1200):  # two minutes on a busy machine
        with suppress(OSError, http.client.HTTPException):
            if made.ask("/healthz")[0] == 200:
                break
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    yield made
    if process.poll() is None:
        process.kill()
    process.wait()


def test_it_is_ready_for_whoever_watches_it_in_the_open(server: Server) -> None:
    assert server.ask("/healthz", sender="127.0.0.3", Host=f"127.0.0.1:{server.port}")[0] == 200
    status, _, told = server.ask("/readyz", sender="127.0.0.3", X_Forwarded_Proto="http")
    assert (status, json.loads(told)["ready"]) == (200, True)


def test_a_visit_by_https_gets_strict_headers(server: Server) -> None:
    status, headers, page = server.ask("/support")
    assert (status, "<h1" in page) == (200, True)
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "upgrade-insecure-requests" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_only_the_proxies_that_are_named_can_say_that_a_visit_came_by_https(server: Server) -> None:
    status, headers, _ = server.ask("/support", sender="127.0.0.3")
    assert (status, headers["Location"]) == (301, f"https://{HOST}/support")


def test_static_files_are_given_out(server: Server) -> None:
    assert "tt-invented" in server.ask("/static/thinking_together/application.css")[2]


def test_what_is_too_large_gets_its_page_and_not_a_broken_line(server: Server) -> None:
    status, _, page = server.ask("/support", "POST", b"x" * 3_000_000)
    assert status == 413
    assert "What you sent is too large" in page


@pytest.mark.one_engine("who has sent no whole request has asked for nothing of a database")
def test_clients_that_stop_sending_do_not_hold_the_server(server: Server) -> None:
    """More of them than threads: half a header, half a body."""
    beginnings = [b"GET / HT", b"POST /support HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nab"] * 2
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in beginnings]
    try:
        for line, beginning in zip(slow, beginnings, strict=True):
            line.sendall(beginning)
        assert server.ask("/support")[0] == 200
        for line in slow:
            line.settimeout(60)
            while line.recv(65536):
                pass  # what it says is an error page; then it closes
    finally:
        for line in slow:
            line.close()


if os.environ.get("DATABASE_URL"):  # SQLite has no server that could stop

    def test_a_database_that_stops_is_told_on_every_page_and_comes_back_by_itself(
        server: Server, postgres: Any
    ) -> None:
        pages = ("/", "/reports/", "/nothing-here", "/sign-in/")
        before = [server.ask(path)[0] for path in pages]
        postgres.stop()
        for path in pages:
            status, headers, page = server.ask(path)
            assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "30", "no-store"), path
            assert page.index("Need help now?") < page.index("<h1") and "busy or away for a moment" in page
        assert server.ask("/healthz")[0] == 200
        status, _, told = server.ask("/readyz")
        assert (status, json.loads(told)) == (503, {"ready": False, "queue": "unknown"})
        postgres.start()
        assert [server.ask(path)[0] for path in pages] == before
        assert server.ask("/readyz")[0] == 200


def test_nothing_personal_is_in_any_line_of_its_log(server: Server) -> None:
    server.ask("/Jane.Doe?phone=07700", User_Agent="Mozilla", Cookie="name=Jane")
    server.ask("/support", "POST", b"name=Jane", Host="jane.example.net")
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(b"GET /Jane HTTP/9.9\r\nJane: Doe\r\n\r\n")
        line.settimeout(60)
        assert line.recv(65536)
    lines = server.log.read_text().splitlines()
    said = [line for line in lines if not line.startswith("{")]
    assert said == [f"http://127.0.0.1:{server.port}/  (production; Ctrl-C stops)"]
    told = [json.loads(line) for line in lines if line not in said]
    assert {"gunicorn.error", "django.security.DisallowedHost"} <= {line["logger"] for line in told}
    for word in ("Jane", "jane", "07700", "Mozilla", "Doe"):
        assert word not in json.dumps(told)


def test_it_ends_when_told(server: Server) -> None:
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(60) == 0
