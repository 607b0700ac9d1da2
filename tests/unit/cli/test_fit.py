"""What serves and works refuses to start where it would do harm, and says why."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from click.testing import Result
from django.db import OperationalError
from tests.factories import trial_jobs
from typer.testing import CliRunner

from thinking_together.cli import build
from thinking_together.core.tasks.asking import ask
from thinking_together.core.tasks.models import Job, JobState

PENDING = "thinking_together.core.health.pending_migrations"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(arguments[0]), list(arguments))


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_settings_that_forbid_to_start_are_told(settings: Any, command: str) -> None:
    settings.REFUSALS = ["TT_SECRET_KEY is not set: …", "TT_ALLOWED_HOSTS is not set: …"]
    done = run(command)
    assert done.exit_code == 2
    assert done.stderr.splitlines() == settings.REFUSALS


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_production_does_not_migrate_unless_it_is_told_to(
    settings: Any, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    settings.PRODUCTION = True
    monkeypatch.setattr(PENDING, lambda: True)
    done = run(command)
    assert done.exit_code == 2
    assert "thinking-together migrate" in done.stderr


@pytest.mark.django_db
def test_in_production_no_command_migrates_a_database_that_is_behind(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    settings.PRODUCTION, settings.VAR = True, tmp_path
    monkeypatch.setattr(PENDING, lambda: True)
    done = run("tasks", "list")
    assert done.exit_code == 2
    assert "thinking-together migrate" in done.stderr


@pytest.mark.django_db(transaction=True)
def test_a_worker_migrates_when_it_is_told_to_and_ends_when_nothing_is_left(settings: Any, tmp_path: Any) -> None:
    settings.PRODUCTION, settings.VAR = True, tmp_path
    done = run("worker", "--once", "--migrate")
    assert done.exit_code == 0, done.output
    assert run("worker", "--once").exit_code == 0


def test_a_server_migrates_before_it_serves_when_it_is_told_to(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    settings.PRODUCTION = True
    monkeypatch.setattr("thinking_together.cli.migrate.bring_up_to_date", lambda: done.append("migrated"))
    monkeypatch.setattr("thinking_together.cli.django._finish_a_restore", lambda: None)
    monkeypatch.setattr("thinking_together.cli.serve._check_free", lambda *of: None)
    monkeypatch.setattr("os.execv", lambda *of: done.append("served"))
    assert run("serve", "--migrate").exit_code == 0
    assert done == ["migrated", "served"]


def test_a_database_that_cannot_be_reached_is_told_without_its_password(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> bool:
        raise OperationalError("connection to someone:hunter2@db failed")

    settings.PRODUCTION = True
    monkeypatch.setattr(PENDING, away)
    done = run("worker")
    assert done.exit_code == 2
    assert "The database cannot be reached" in done.stderr
    assert "hunter2" not in done.output


def test_a_demonstration_stays_on_this_machine(settings: Any) -> None:
    settings.DEMO = True
    done = run("serve", "--host", "0.0.0.0")
    assert done.exit_code == 2
    assert "a demonstration stays on this machine" in done.stderr


@pytest.mark.django_db
def test_a_job_that_failed_is_listed_and_can_be_asked_for_again(settings: Any, tmp_path: Any) -> None:
    settings.VAR = tmp_path
    job = ask(trial_jobs.once_only, "trial/1", number=1)
    Job.objects.update(state=JobState.FAILED, open=False)
    assert f"{job.pk}  failed    trial.once  trial/1" in run("tasks", "list").stdout
    assert run("tasks", "again", str(job.pk)).stdout == "trial.once of trial/1 waits for a worker\n"
    done = run("tasks", "again", str(uuid4()))
    assert done.exit_code == 2
    assert "no job that failed or was lost; nothing was done" in done.stderr
