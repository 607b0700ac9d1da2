"""What waits in the queue, done here and now in the test's own transaction, without a worker."""

from __future__ import annotations

from types import SimpleNamespace

from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from thinking_together.core.tasks.ending import close
from thinking_together.core.tasks.models import Job, JobState


def do_what_waits() -> list[str]:
    """Does each job that could be done now, the oldest first; their outcomes. An error of the work is the test's."""
    outcomes = []
    while (found := DBTaskResult.objects.ready().order_by("enqueued_at").first()) is not None:
        outcomes.append(_do(found))
    return outcomes


def _do(found: DBTaskResult) -> str:
    job = Job.objects.get(pk=found.pk)
    context = SimpleNamespace(task_result=SimpleNamespace(id=str(found.pk)), attempt=job.attempt)
    outcome = str(import_string(found.task_path).func(context, **found.args_kwargs["kwargs"]))
    DBTaskResult.objects.filter(pk=found.pk).update(status=TaskResultStatus.SUCCESSFUL)
    job.refresh_from_db()
    close(job, JobState.DONE, outcome)
    return outcome
