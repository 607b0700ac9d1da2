from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.factories import trial_jobs

from thinking_together.core.tasks.asking import ask

pytestmark = pytest.mark.django_db


def test_it_lives_and_is_ready(client: Client) -> None:
    alive, ready = client.get("/healthz"), client.get("/readyz")
    assert (alive.status_code, alive.content) == (200, b"alive\n")
    assert (ready.status_code, ready.json()) == (200, {"ready": True, "queue": "on time"})
    assert "no-store" in ready["Cache-Control"]


def test_a_database_behind_this_version_is_not_ready(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'report'")
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(("age", "told"), [(300, "on time"), (900, "late")])
def test_a_queue_that_nobody_works_on_is_told_and_is_no_reason_to_serve_nothing(
    client: Client, age: int, told: str
) -> None:
    ask(trial_jobs.repeatable, "trial/1", number=1)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(seconds=age))
    response = client.get("/readyz")
    assert (response.status_code, response.json()["queue"]) == (200, told)


@pytest.mark.parametrize(("ago", "told"), [(300, "on time"), (900, "late"), (-900, "on time")])
def test_what_is_to_be_tried_again_later_is_late_only_after_its_time(client: Client, ago: int, told: str) -> None:
    ask(trial_jobs.repeatable, "trial/1", number=1)
    DBTaskResult.objects.update(
        enqueued_at=timezone.now() - timedelta(days=1), run_after=timezone.now() - timedelta(seconds=ago)
    )
    assert client.get("/readyz").json()["queue"] == told
