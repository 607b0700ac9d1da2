"""Background work: Django's task framework on a queue in the database."""

from __future__ import annotations

from thinking_together.config import environment

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
# A worker that has not said for so long that it lives has lost its work.
TASK_LEASE_SECONDS = environment.number("TT_TASK_LEASE", 60, least=1)
TASK_DAYS = environment.number("TT_TASK_DAYS", 14, least=1)
# The queue counts as late when something has waited longer.
TASK_LATE_SECONDS = environment.number("TT_TASK_LATE", 600, least=1)
