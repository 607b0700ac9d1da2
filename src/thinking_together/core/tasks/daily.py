"""What is done once a day: every worker looks whether it is time, and one of them asks for it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks.base import Task

from thinking_together.core.tasks.asking import ask
from thinking_together.core.tasks.declaring import declared_at
from thinking_together.core.tasks.models import Daily

SUBJECT = "installation"
_daily: list[Task[Any, Any]] = []


def register(task: Task[Any, Any]) -> None:
    """The task takes no arguments, and done twice it is as if done once. Its day begins at midnight, by the clocks."""
    declared = declared_at(task.module_path)
    if declared is None or not declared.repeatable:
        raise LookupError(f"{task.module_path} is not declared with @job as repeatable")
    if task not in _daily:
        _daily.append(task)


def ask_for_today() -> int:
    """Asks for what nobody has asked for today; how many this worker was the first to ask for."""
    return sum(_ask(task) for task in _daily)


def _ask(task: Task[Any, Any]) -> bool:
    declared, today = declared_at(task.module_path), timezone.localdate()
    assert declared is not None
    if Daily.objects.filter(kind=declared.kind, asked__gte=today).exists():
        return False
    Daily.objects.get_or_create(kind=declared.kind)
    with transaction.atomic():
        # The others wait here for the first, and then find that the day is no longer before today.
        first = Daily.objects.filter(kind=declared.kind).exclude(asked__gte=today).update(asked=today)
        if first:
            ask(task, SUBJECT)
    return bool(first)
