"""What is written down while it runs: errors, and what background work does. Requests are not."""

from __future__ import annotations

from typing import Any

from thinking_together.config import environment
from thinking_together.config.mode import DEBUG

LEVEL = environment.text("TT_LOG_LEVEL", "INFO")

# Requests are not logged: an address can hold what somebody looked for, and the moment of an answer could say whose
# it is. A technician at work with TT_DEBUG sees everything in clear, which production refuses.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {"()": "thinking_together.core.logs.JsonLines"},
        "clear": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "clear" if DEBUG else "lines"}},
    "root": {"handlers": ["stderr"], "level": "ERROR"},
    "loggers": {
        "thinking_together": {"handlers": ["stderr"], "level": LEVEL, "propagate": False},
        "gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django_tasks": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django_tasks_db": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
