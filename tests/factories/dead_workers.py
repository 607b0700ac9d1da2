"""A job as it is left when the machine loses power while a worker does it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from thinking_together.core.tasks.models import Job, JobState

LONG_AGO = timezone.now() - timedelta(days=1)


def as_if_its_worker_died(job: Job, workers: int = 1) -> None:
    """Begun by so many workers, the last of them silent for long."""
    DBTaskResult.objects.filter(pk=job.pk).update(
        status=TaskResultStatus.RUNNING, started_at=LONG_AGO, worker_ids=["w"] * workers
    )
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempt=workers, beat_at=LONG_AGO)
