"""What is shown of background work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from thinking_together.core.tasks.declaring import label_of
from thinking_together.core.tasks.models import Job, JobState


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as a page or a list shows it."""

    key: UUID
    kind: str
    label: str
    subject: str
    state: JobState
    open: bool
    step: str
    done: int
    total: int
    outcome: str
    asked_at: datetime
    ended_at: datetime | None

    @property
    def percent(self) -> int:
        """How far it is, in whole percent; 0 where the steps are not counted."""
        return min(100, self.done * 100 // self.total) if self.total else 0


def job_view(key: UUID) -> JobView | None:
    found = Job.objects.filter(pk=key).first()
    return _view(found) if found else None


def latest_of(kind: str, subject: str) -> JobView | None:
    """The newest job of a kind about a subject."""
    found = Job.objects.filter(kind=kind, subject=subject).order_by("-asked_at").first()
    return _view(found) if found else None


def jobs(limit: int = 100) -> list[JobView]:
    """The newest first."""
    return [_view(job) for job in Job.objects.order_by("-asked_at")[:limit]]


def queue_is_late() -> bool:
    """Whether something that could be done has waited too long: no worker runs, or too few."""
    limit = timezone.now() - timedelta(seconds=settings.TASK_LATE_SECONDS)
    return DBTaskResult.objects.ready().filter(enqueued_at__lt=limit, run_after__gt=timezone.now()).exists() or (
        DBTaskResult.objects.ready().filter(run_after__lt=limit).exists()
    )


def _view(job: Job) -> JobView:
    return JobView(
        job.pk,
        job.kind,
        label_of(job.kind),
        job.subject,
        JobState(job.state),
        job.open,
        job.step,
        job.done,
        job.total,
        job.outcome,
        job.asked_at,
        job.ended_at,
    )
