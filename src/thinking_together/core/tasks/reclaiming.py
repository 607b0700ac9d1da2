"""What workers left that were killed: their jobs go back into the queue, or are marked as lost and shown."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from thinking_together.core.tasks.declaring import declared_at
from thinking_together.core.tasks.ending import close, put_back
from thinking_together.core.tasks.models import Job, JobState

logger = logging.getLogger(__name__)
MOST_WORKERS = 5  # a job that so many did not survive is not given to another
LEASE_LOST = "thinking_together.core.tasks.running.LeaseLost"


def reclaim() -> int:
    """Takes up what dead workers left, each job by one of the workers that ask; how many this one took.

    A repeatable job goes back into the queue. Any other is marked as lost: a person looks and decides.
    """
    lease = timedelta(seconds=settings.TASK_LEASE_SECONDS)
    silent = Q(job__beat_at__lt=Now() - lease) | Q(job__beat_at=None) | Q(job=None)
    begun_long_ago = Q(started_at__lt=timezone.now() - lease)
    left = DBTaskResult.objects.running().filter(silent, begun_long_ago)
    ended_long_ago = Q(task__finished_at__lt=timezone.now() - lease)
    unsettled = Job.objects.filter(ended_long_ago, open=True).exclude(task__status=TaskResultStatus.READY)
    return sum(_take_up(task, lease) for task in left) + sum(_settle(job) for job in unsettled)


def _take_up(task: DBTaskResult, lease: timedelta) -> bool:
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=task.pk).first()
        if job is not None and Job.objects.filter(pk=job.pk, beat_at__gte=Now() - lease).exists():
            return False  # it was only slow
        still = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
        if not still.update(
            status=TaskResultStatus.FAILED, finished_at=timezone.now(), exception_class_path=LEASE_LOST, traceback=""
        ):
            return False  # another worker was quicker
        if job is not None:
            _repeat_or_mark(job, task)
    return True


def _settle(job: Job) -> bool:
    """Its task ended, and the worker died before it could say so here."""
    with transaction.atomic():
        task = DBTaskResult.objects.finished().filter(pk=job.pk).first()
        mine = Job.objects.select_for_update().filter(pk=job.pk, open=True, attempt=job.attempt).first()
        if task is None or mine is None:
            return False
        if task.status == TaskResultStatus.SUCCESSFUL:
            close(mine, JobState.DONE, str(task.return_value or ""))
        elif task.exception_class_path == LEASE_LOST:
            _repeat_or_mark(mine, task)
        else:
            close(mine, JobState.FAILED, "")
    return True


def _repeat_or_mark(job: Job, task: DBTaskResult) -> None:
    declared = declared_at(task.task_path)
    begun = len(task.worker_ids) - job.workers_before
    again = declared is not None and declared.repeatable and begun < MOST_WORKERS
    if again:
        put_back(job, 0)
    else:
        close(job, JobState.LOST, "")
    told = {"job": str(job.pk), "kind": job.kind, "begun": begun, "again": again}
    logger.warning("a worker died and left a job", extra={"tell": told})
