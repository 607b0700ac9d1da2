"""Declaring what a worker can do, with what may happen to it when its worker dies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string
from django_tasks import TaskContext, task
from django_tasks.base import Task

from thinking_together.core.tasks.running import Running

Work = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Declared:
    """A kind of work.

    ``repeatable``: done twice it is as if done once, so that a worker that died is replaced without asking; otherwise
    the job is marked as lost and shown. ``attempts`` counts tries that ended in one of ``passing``, errors of a
    condition that passes; each waits longer than the one before.
    """

    kind: str
    label: str
    repeatable: bool
    attempts: int
    passing: tuple[type[Exception], ...]


_BY_PATH: dict[str, Declared] = {}


def job(
    kind: str, *, label: str, repeatable: bool, attempts: int = 1, passing: tuple[type[Exception], ...] = ()
) -> Callable[[Work], Task[Any, Any]]:
    """Makes of ``work(running, **arguments) -> outcome`` a task. The outcome is short and may be an address.

    The arguments are kept in the queue: keys and codes, never personal data.
    """

    def declare(work: Work) -> Task[Any, Any]:
        def in_a_worker(context: TaskContext, **arguments: Any) -> str:
            return work(Running.of(context), **arguments)

        # The queue imports a task by this path, where the decorated name is the task.
        in_a_worker.__module__, in_a_worker.__qualname__ = work.__module__, work.__qualname__
        in_a_worker.__name__, in_a_worker.__doc__ = work.__name__, work.__doc__
        made: Task[Any, Any] = task(takes_context=True)(in_a_worker)
        _BY_PATH[made.module_path] = Declared(kind, label, repeatable, attempts, passing)
        return made

    return declare


def declared_at(path: str) -> Declared | None:
    """What was declared of the task at this path, if this version of the system still has it."""
    if path not in _BY_PATH:
        try:
            import_string(path)
        except ImportError:
            return None
    return _BY_PATH.get(path)


def label_of(kind: str) -> str:
    """What people call a kind of work."""
    return next((declared.label for declared in _BY_PATH.values() if declared.kind == kind), kind)
