"""``serve``: the site on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from thinking_together.cli.django import database_ready

Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]
Host = Annotated[str, typer.Option(help="Address to listen on; only this machine unless you change it.")]


def serve(port: Port = 8000, host: Host = "127.0.0.1") -> None:
    """Serve the site until Ctrl-C."""
    database_ready()
    serve_until_interrupted(host, port)


def serve_until_interrupted(host: str, port: int) -> None:
    """Django's threaded WSGI server without its reloader; WhiteNoise gives out the static files."""
    from django.core.servers.basehttp import WSGIServer, get_internal_wsgi_application, run

    shown = f"[{host}]" if ":" in host else host

    def told(bound: object) -> None:
        typer.echo(f"http://{shown}:{bound}/  (Ctrl-C stops)")

    try:
        application = get_internal_wsgi_application()
        run(host, port, application, ":" in host, threading=True, on_bind=told, server_cls=WSGIServer)
    except KeyboardInterrupt:
        typer.echo("Stopped.", err=True)
    except OSError as error:
        typer.echo(f"Cannot listen on {host} port {port}: {error.strerror}. Choose another with --port.", err=True)
        raise typer.Exit(2) from error
