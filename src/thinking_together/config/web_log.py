"""The web server's own log: of its processes, and never of who asked for what."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger


class OfProcesses(Logger):
    """gunicorn puts together what it would say of a request even where nobody wants to hear it."""

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Nothing is said of a request."""
