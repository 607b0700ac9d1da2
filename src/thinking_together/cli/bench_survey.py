"""``bench survey``: how many people can answer at once, on the real server in production settings."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from thinking_together.cli.postgres import postgres_server
from thinking_together.cli.process_use import cpu_seconds, disk_milliseconds

ENGINES = ("sqlite", "postgresql")
GOAL_REQUESTS, GOAL_P99_MS, GOAL_STATEMENTS, GOAL_USERS = 300, 50, 3, 4
NOT_MEASURED = 2
MOST_LOOKS = 60  # half a second apart
OK = 200

Users = Annotated[int, typer.Option(min=1, max=200, help="How many people answer at the same time.")]
Seconds = Annotated[float, typer.Option(min=1, max=3600, help="For how long, after two seconds of warming up.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Stored = Annotated[list[int] | None, typer.Option("--stored", help="Responses there already; may be repeated.")]
Engine = Annotated[list[str] | None, typer.Option("--engine", help="sqlite or postgresql; both if left out.")]
Kill = Annotated[int, typer.Option(help="How often, with --kill.", min=1)]
Kills = Annotated[bool, typer.Option("--kill", help="Kill server processes under load, and look for every answer.")]


@dataclass(frozen=True, slots=True)
class Run:
    """One measurement. ``statements_a_page``: the most for one request; ``durable``: the disk is waited for.

    ``server_cpu_ms`` is what a request takes of a processor, ``disk_ms`` what the disk takes to keep a page of 4 KiB.
    """

    engine: str
    users: int
    stored: int
    seconds: float
    requests_per_second: float
    completed_pages: int
    journeys: int
    p50_ms: float
    p99_ms: float
    server_cpu_ms: float
    disk_ms: float
    errors: int
    statements_a_page: int
    statements_to_send: int
    durable: bool

    @property
    def met(self) -> bool:
        fast = self.requests_per_second >= GOAL_REQUESTS and self.p99_ms < GOAL_P99_MS
        return fast and self.durable and not self.errors and self.statements_a_page <= GOAL_STATEMENTS


def bench_survey(
    users: Users = GOAL_USERS,
    seconds: Seconds = 20,
    stored: Stored = None,
    engine: Engine = None,
    kill: Kills = False,
    times: Kill = 50,
    json_out: Json = False,
) -> None:
    """Whole journeys through the shipped questionnaire, load and server on this machine, on each database."""
    load_before = os.getloadavg()[0]
    engines = tuple(engine or ENGINES)
    if set(engines) - set(ENGINES):
        typer.echo(f"--engine is one of {', '.join(ENGINES)}.", err=True)
        raise typer.Exit(NOT_MEASURED)
    if kill:
        from thinking_together.cli.bench_survey_kill import killed

        found: list[Any] = [killed(one, users, times) for one in engines]
        _tell([asdict(one) for one in found], load_before, json_out)
        raise typer.Exit(1 if any(one.lost or one.errors for one in found) else 0)
    runs = [_run(one, users, seconds, many) for one in engines for many in (stored or [0])]
    _tell([asdict(run) | {"met": run.met} for run in runs], load_before, json_out)


def _tell(found: list[dict[str, Any]], load_before: float, json_out: bool) -> None:
    if json_out:
        typer.echo(json.dumps({"load_before": load_before, "runs": found}, indent=2))
        return
    for one in found:
        typer.echo(", ".join(f"{name.replace('_', ' ')} {_shown(value)}" for name, value in one.items()))


def _shown(value: Any) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def _run(engine: str, users: int, seconds: float, stored: int) -> Run:
    with site(engine, stored) as (ground, port, server):
        disk, before = disk_milliseconds(Path(ground["environment"]["TT_VAR"])), cpu_seconds(server.pid)
        command = ["thinking_together.cli.survey_load", str(port), ground["path"], str(users), str(seconds)]
        seen = json.loads(output(command, os.environ))
        used = cpu_seconds(server.pid) - before
    for told in seen["told"]:
        typer.echo(told, err=True)
    return Run(
        engine,
        users,
        stored,
        seen["seconds"],
        seen["requests"] / seen["seconds"],
        seen["pages"],
        seen["journeys"],
        seen["p50_ms"],
        seen["p99_ms"],
        1000 * used / max(1, seen["all_requests"]),
        disk,
        seen["errors"],
        ground["statements"],
        ground["sending"],
        ground["durable"],
    )


@contextmanager
def site(engine: str, stored: int = 0) -> Iterator[tuple[dict[str, Any], int, subprocess.Popen[bytes]]]:
    """What is asked, the port of a server that answers, and its process."""
    with tempfile.TemporaryDirectory(prefix="thinking-together-bench-") as folder, _database(engine) as address:
        environment = _environment(folder, address)
        ground = json.loads(output(["thinking_together.cli.survey_ground", str(stored)], environment))
        port = _free_port()
        with serving(port, environment) as server:
            yield ground | {"environment": environment}, port, server


@contextmanager
def serving(port: int, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """gunicorn as ``serve`` starts it, once it answers."""
    what = ["--config", "python:thinking_together.config.web", "--bind", f"127.0.0.1:{port}"]
    command = [sys.executable, "-m", "gunicorn", *what, "thinking_together.config.wsgi:application"]
    server = subprocess.Popen(command, env=dict(environment), stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    try:
        _wait(port)
        _until_idle(server.pid)
        yield server
    finally:
        server.terminate()
        server.wait(60)


@contextmanager
def _database(engine: str) -> Iterator[str]:
    if engine == "sqlite":
        yield ""
        return
    with postgres_server(durable=True) as address:
        yield address


def _until_idle(server: int) -> None:
    """Every worker process has loaded the site once none of them does anything: the first one answers earlier."""
    before = -1.0
    for _ in range(MOST_LOOKS):
        now = cpu_seconds(server)
        if now == before:
            return
        before = now
        time.sleep(0.5)


def _environment(folder: str, address: str) -> dict[str, str]:
    mine = {
        "DJANGO_SETTINGS_MODULE": "thinking_together.config.settings",
        "TT_MODE": "production",
        "TT_SECRET_KEY": secrets.token_hex(40),
        "TT_ALLOWED_HOSTS": "bench.example",
        "TT_VAR": folder,
        "DATABASE_URL": address,
    }
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):  # compiled modules are kept all the same, as in any installation
        mine |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
    return {name: value for name, value in os.environ.items() if not name.startswith("TT_")} | mine


def output(module: list[str], environment: Mapping[str, str]) -> str:
    done = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-m", *module], env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        typer.echo(done.stderr, err=True)
        raise typer.Exit(NOT_MEASURED)
    return done.stdout


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def _wait(port: int) -> None:
    """Until a worker process has loaded the site and answers; the socket listens long before."""
    for _ in range(30):
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            line.request("GET", "/healthz", headers={"Host": "bench.example"})
            if line.getresponse().status == OK:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
        finally:
            line.close()
    typer.echo("The server did not start.", err=True)
    raise typer.Exit(NOT_MEASURED)
