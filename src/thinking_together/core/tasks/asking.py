"""Asking for background work, and asking again for what was lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, get_date_max

from thinking_together.core.tasks.declaring import declared_at
from thinking_together.core.tasks.models import Job, JobState


def ask(
    task: Task[Any, Any],
    subject: str,
    *,
    of_programme: str = "",
    not_before: datetime | None = None,
    **arguments: object,
) -> Job:
    """The job, put into the queue with the surrounding transaction; the open one, where it was asked for already.

    ``subject`` names what it is about, such as ``programme/3``; ``of_programme`` is the short name of the programme
    whose members may see how far it is. ``not_before`` is when it may begin.
    """
    declared = declared_at(task.module_path)
    if declared is None:
        raise LookupError(f"{task.module_path} is not declared with @job")
    try:
        with transaction.atomic():
            queued = task.using(run_after=not_before).enqueue(**arguments)
            job = Job(task_id=UUID(queued.id), kind=declared.kind, subject=subject, programme_slug=of_programme)
            job.save(force_insert=True)
            return job
    except IntegrityError:
        found = Job.objects.filter(kind=declared.kind, subject=subject, open=True).first()
        # It ended in between: then it is asked for anew.
        if found is not None:
            return found
        return ask(task, subject, of_programme=of_programme, not_before=not_before, **arguments)


class CannotAskAgain(Exception):
    """The job is not one that ended without being done."""


def ask_again(key: UUID) -> Job:
    """Puts a job that failed or was lost back into the queue, because a person decided so."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=key, state__in=[JobState.FAILED, JobState.LOST]).first()
        if job is None:
            raise CannotAskAgain(f"{key} is no job that failed or was lost")
        if Job.objects.filter(kind=job.kind, subject=job.subject, open=True).exists():
            raise CannotAskAgain(f"{job.kind} of {job.subject} has been asked for anew already")
        task = DBTaskResult.objects.get(pk=key)
        task.status, task.run_after, task.finished_at = TaskResultStatus.READY, get_date_max(), None
        task.save(update_fields=["status", "run_after", "finished_at"])
        job.open, job.state, job.ended_at, job.attempt = True, JobState.WAITING, None, 0
        job.workers_before = len(task.worker_ids)
        job.step, job.done, job.total = "", 0, 0
        job.save()
    return job
