"""The two ways in which a worker parts from a job."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from thinking_together.core.tasks.models import Job, JobState


def put_back(job: Job, seconds: int) -> None:
    """Into the queue again, after a while."""
    DBTaskResult.objects.filter(pk=job.pk).update(
        status=TaskResultStatus.READY, run_after=timezone.now() + timedelta(seconds=seconds), finished_at=None
    )
    job.state, job.beat_at, job.step, job.done, job.total = JobState.WAITING, None, "", 0, 0
    # A worker that still thinks it has it must find that it has not.
    job.attempt = 0
    job.save(update_fields=["state", "beat_at", "step", "done", "total", "attempt"])


def close(job: Job, state: JobState, outcome: str) -> None:
    """It has ended, one way or the other: the same may be asked for anew."""
    job.state, job.outcome, job.open, job.ended_at = state, outcome[:200], False, timezone.now()
    job.save(update_fields=["state", "outcome", "open", "ended_at"])
