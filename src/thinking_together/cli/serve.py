"""``serve``: the site, by gunicorn."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from typing import Annotated

import typer

from thinking_together.cli.django import django_ready, fit_to_run

Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]
Host = Annotated[str, typer.Option(help="Address to listen on; only this machine unless you change it.")]
Migrate = Annotated[bool, typer.Option("--migrate", help="Bring the database up to date first.")]


def serve(port: Port = 8000, host: Host = "127.0.0.1", migrate: Migrate = False) -> None:
    """Serve the site until SIGTERM or Ctrl-C."""
    django_ready()
    _refuse_open_demo(host)
    fit_to_run(migrate=migrate)
    command = server(host, port)
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606 - our own interpreter; it takes the signals of whoever started us


def serve_until_interrupted(host: str, port: int) -> None:
    """As ``serve``, for a command that has to tidy up afterwards."""
    running = subprocess.Popen(server(host, port))  # noqa: S603 - our own interpreter
    before = signal.signal(signal.SIGTERM, lambda *_: running.terminate())
    try:
        running.wait()
    except KeyboardInterrupt:
        running.wait()  # Ctrl-C reaches it too
        typer.echo("Stopped.", err=True)
    finally:
        signal.signal(signal.SIGTERM, before)


def server(host: str, port: int) -> list[str]:
    """The command of the web server; exit status 2 where the address cannot be listened on."""
    from django.conf import settings

    _check_free(host, port)
    os.environ["TT_SECRET_KEY"] = settings.SECRET_KEY  # where none was set one was drawn: the same in every process
    shown = f"[{host}]" if ":" in host else host
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "python:thinking_together.config.web",
        "--bind",
        f"{shown}:{port}",
        "thinking_together.config.wsgi:application",
    ]


def _refuse_open_demo(host: str) -> None:
    """A demonstration lets everybody in as anybody: it is not for other machines."""
    from django.conf import settings

    if settings.DEMO and host not in ("127.0.0.1", "::1", "localhost"):
        typer.echo(f"TT_MODE is demo and --host is {host}: a demonstration stays on this machine.", err=True)
        raise typer.Exit(2)


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
    except OSError as error:
        typer.echo(f"Cannot listen on {host} port {port}: {error.strerror}. Choose another with --port.", err=True)
        raise typer.Exit(2) from error
