"""The web server: ``gunicorn --config python:thinking_together.config.web``, which is what ``serve`` starts.

Names here are gunicorn's settings.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from thinking_together.config import environment
from thinking_together.config.bounds import bound_sockets
from thinking_together.config.logs import LOGGING
from thinking_together.config.mode import MODE
from thinking_together.config.security import TRUSTED_PROXIES

workers = environment.number("TT_WEB_WORKERS", 2, least=1)
threads = environment.number("TT_WEB_THREADS", 4, least=1)
worker_class = "thinking_together.config.bounds.PacedWorker"
timeout = 60  # a worker process that does not even turn its loop for so long is replaced
graceful_timeout = environment.number("TT_WEB_GRACE", 30, least=1)
keepalive = 5
max_requests, max_requests_jitter = 5000, 500
limit_request_line = 8190
limit_request_fields = 100
limit_request_field_size = 8190
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - heartbeats, no data
control_socket_disable = True

forwarded_allow_ips = TRUSTED_PROXIES

accesslog = None
logger_class = "thinking_together.config.web_log.OfProcesses"
logconfig_dict = LOGGING


def when_ready(server: Any) -> None:
    bound_sockets(server.LISTENERS)
    for listener in server.LISTENERS:
        print(f"{listener}/  ({MODE}; Ctrl-C stops)", file=sys.stdout, flush=True)


def worker_exit(server: Any, worker: Any) -> None:
    """A process that ends in order leaves no counts behind."""
    from thinking_together.survey.answering.timings import write_all

    write_all()
