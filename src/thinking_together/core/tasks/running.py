"""What the work itself is given: how to say how far it is, and how to make sure that it is still the one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django_tasks import TaskContext

from thinking_together.core.progress import Step
from thinking_together.core.tasks.models import Job


class LeaseLost(Exception):
    """This worker was taken for dead and its job went to another. It must leave everything as it is."""


@dataclass(frozen=True, slots=True)
class Running:
    """A job in the hands of one worker."""

    key: UUID
    attempt: int

    @classmethod
    def of(cls, context: TaskContext) -> Running:
        return cls(UUID(context.task_result.id), context.attempt)

    def step(self, words: str, done: int = 0, total: int = 0) -> None:
        """Shows how far it is, and that the worker lives. ``LeaseLost`` when the job is no longer this worker's."""
        self._mine(step=words[:120], done=done, total=total)

    def progress(self, step: Step) -> None:
        """``step``, for work that tells how far it is."""
        self.step(step.doing, step.done, step.of)

    def hold(self) -> None:
        """To be called first in the transaction that keeps what was made: nobody takes the job before it ends.

        ``LeaseLost`` when somebody has.
        """
        if not transaction.get_connection().in_atomic_block:
            raise RuntimeError("hold() protects a transaction: call it inside one")
        self._mine()

    def _mine(self, **fields: object) -> None:
        mine = Job.objects.filter(pk=self.key, attempt=self.attempt, open=True)
        if not mine.update(beat_at=Now(), **fields):
            raise LeaseLost
