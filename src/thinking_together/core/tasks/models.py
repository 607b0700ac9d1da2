"""What is known of a piece of background work beside what the queue keeps of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django_tasks_db.models import DBTaskResult


class JobState(models.TextChoices):
    WAITING = "waiting", "Waiting for a worker"
    RUNNING = "running", "Being done"
    RETRYING = "retrying", "Did not work; will be tried again"
    DONE = "done", "Done"
    FAILED = "failed", "Did not work"
    LOST = "lost", "Stopped part-way: whether it was done is not known"


class Job(models.Model):
    """A task of the queue: what it is about, how far it is, and that its worker still lives (``beat_at``).

    ``subject`` names what it works on, such as ``programme/3``; at most one job of a kind is open for a subject, so
    that asking twice does it once. ``programme_slug`` is the programme whose members may see how far it is; nobody
    may, where it is empty. ``attempt`` numbers the workers that began it: what an earlier one still writes is
    refused. ``workers_before`` of them had begun it when it was asked for again.
    """

    task = models.OneToOneField(DBTaskResult, models.CASCADE, primary_key=True, related_name="job")
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    programme_slug = models.CharField(max_length=80, blank=True)
    open = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    workers_before = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], condition=Q(open=True), name="job_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject}"


class Daily(models.Model):
    """A kind of work that is done once a day, and the last day on which a worker asked for it."""

    kind = models.CharField(max_length=60, primary_key=True)
    asked = models.DateField(null=True)

    def __str__(self) -> str:
        return self.kind
