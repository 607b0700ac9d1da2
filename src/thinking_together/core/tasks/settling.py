"""What follows when a worker begins a task and when one ends: the lease, another try, the outcome."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils.module_loading import import_string
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.signals import task_finished, task_started
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import retry

from thinking_together.core.tasks import lease
from thinking_together.core.tasks.declaring import Declared, declared_at
from thinking_together.core.tasks.ending import close, put_back
from thinking_together.core.tasks.models import Job, JobState

logger = logging.getLogger(__name__)
FIRST_WAIT = 30  # seconds; doubled at each try
LONGEST_WAIT = 3600
STOPPED = ("builtins.SystemExit", "builtins.KeyboardInterrupt")


def connect() -> None:
    task_started.connect(begun, dispatch_uid="tasks.begun")
    task_finished.connect(ended, dispatch_uid="tasks.ended")


def begun(sender: object, task_result: TaskResult[Any], **signal: object) -> None:
    """The worker has it: from now on its lease is renewed."""
    attempt, key = len(task_result.worker_ids), UUID(task_result.id)
    Job.objects.filter(pk=key).update(attempt=attempt, state=JobState.RUNNING, beat_at=Now())
    lease.take(key, attempt)


@retry()
def ended(sender: object, task_result: TaskResult[Any], **signal: object) -> None:
    """Done, to be tried again, or failed. A worker that had lost the job changes nothing of it."""
    lease.leave()
    attempt, key = len(task_result.worker_ids), UUID(task_result.id)
    with transaction.atomic():
        _clear_words(key)
        job = Job.objects.select_for_update().filter(pk=key, open=True, attempt=attempt).first()
        if job is None:
            return
        if task_result.status == TaskResultStatus.SUCCESSFUL:
            close(job, JobState.DONE, str(task_result.return_value or ""))
            return
        _failed(job, task_result, declared_at(task_result.task.module_path))


def _failed(job: Job, task_result: TaskResult[Any], declared: Declared | None) -> None:
    error = task_result.errors[0].exception_class_path if task_result.errors else ""
    tries = len(task_result.worker_ids) - job.workers_before
    if declared is not None and error in STOPPED and declared.repeatable:
        put_back(job, 0)
    elif error in STOPPED:
        close(job, JobState.LOST, "")
    elif declared is not None and tries < declared.attempts and _passes(error, declared):
        put_back(job, min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT))
        job.state = JobState.RETRYING
        job.save(update_fields=["state"])
        logger.warning("a job will be tried again", extra={"tell": _told(job, error)})
    else:
        close(job, JobState.FAILED, "")
        logger.error("a job failed", extra={"tell": _told(job, error)})


def _told(job: Job, error: str = "") -> dict[str, object]:
    return {"job": str(job.pk), "kind": job.kind, "attempt": job.attempt, "class": error}


def _passes(error: str, declared: Declared) -> bool:
    try:
        kind = import_string(error)
    except ImportError:
        return False
    return isinstance(kind, type) and issubclass(kind, declared.passing)


def _clear_words(key: UUID) -> None:
    """The message of an exception may hold what somebody wrote: the queue keeps its class alone."""
    DBTaskResult.objects.filter(pk=key).exclude(traceback="").update(traceback="")
