"""Asking for work, asking twice, asking again, and the page that shows how far it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult
from tests.factories import trial_jobs
from tests.factories.dead_workers import LONG_AGO, as_if_its_worker_died
from tests.factories.people import member, person, programme, visit

from thinking_together.core.permissions import Role
from thinking_together.core.tasks.asking import CannotAskAgain, ask, ask_again
from thinking_together.core.tasks.keeper import forget_finished
from thinking_together.core.tasks.models import Job, JobState
from thinking_together.core.tasks.queries import latest_of
from thinking_together.core.tasks.reclaiming import MOST_WORKERS, reclaim
from thinking_together.core.tasks.running import LeaseLost, Running
from thinking_together.programmes.models import Programme

pytestmark = pytest.mark.django_db


def test_asking_twice_does_it_once() -> None:
    first = ask(trial_jobs.repeatable, "trial/1", number=1)
    assert ask(trial_jobs.repeatable, "trial/1", number=1) == first
    assert ask(trial_jobs.repeatable, "trial/2", number=2) != first
    assert DBTaskResult.objects.count() == 2


def test_what_is_asked_for_in_a_transaction_that_fails_is_not_done() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ask(trial_jobs.repeatable, "trial/1", number=1)
        raise ZeroDivisionError
    assert not DBTaskResult.objects.exists()


def plain() -> None:
    """A function that nobody declared."""


def test_only_what_is_declared_can_be_asked_for() -> None:
    with pytest.raises(LookupError, match="not declared"):
        ask(task()(plain), "x")


def test_a_repeatable_job_of_a_dead_worker_goes_back_into_the_queue_once() -> None:
    job = ask(trial_jobs.repeatable, "trial/1", number=1)
    as_if_its_worker_died(job)
    assert (reclaim(), reclaim()) == (1, 0)
    job.refresh_from_db()
    assert (job.state, job.open, job.attempt) == ("waiting", True, 0)
    assert list(DBTaskResult.objects.ready().values_list("pk", flat=True)) == [job.pk]


def test_a_job_that_must_not_be_repeated_is_shown_as_lost_and_a_person_may_ask_again() -> None:
    client = visit(member(programme("alder"), Role.VIEWER).person)
    job = ask(trial_jobs.once_only, "trial/1", of_programme="alder", number=1)
    as_if_its_worker_died(job)
    assert reclaim() == 1
    assert not DBTaskResult.objects.ready().exists()
    assert "Stopped part-way" in client.get(f"/jobs/{job.pk}").content.decode()
    ask_again(job.pk)
    job.refresh_from_db()
    assert (job.state, job.open, job.workers_before) == ("waiting", True, 1)
    assert DBTaskResult.objects.ready().exists()
    with pytest.raises(CannotAskAgain, match="no job that failed or was lost"):
        ask_again(job.pk)


def test_a_lost_job_that_was_asked_for_anew_is_not_asked_for_again() -> None:
    job = ask(trial_jobs.once_only, "trial/1", number=1)
    as_if_its_worker_died(job)
    reclaim()
    ask(trial_jobs.once_only, "trial/1", number=1)
    with pytest.raises(CannotAskAgain, match="asked for anew"):
        ask_again(job.pk)


def test_a_job_that_kills_its_workers_is_not_given_to_another() -> None:
    job = ask(trial_jobs.repeatable, "trial/1", number=1)
    as_if_its_worker_died(job, MOST_WORKERS)
    reclaim()
    job.refresh_from_db()
    assert job.state == "lost"


def test_a_worker_that_lives_keeps_its_job(settings: Any) -> None:
    job = ask(trial_jobs.repeatable, "trial/1", number=1)
    as_if_its_worker_died(job)
    Job.objects.update(beat_at=timezone.now())
    assert reclaim() == 0
    Running(job.pk, 1).step("Still here", 1, 2)
    job.refresh_from_db()
    assert (job.step, job.done, job.total) == ("Still here", 1, 2)


def test_a_worker_that_was_killed_before_it_could_say_that_it_had_done_it_is_believed_by_the_queue() -> None:
    job = ask(trial_jobs.once_only, "trial/1", number=1)
    as_if_its_worker_died(job)
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL, finished_at=LONG_AGO, return_value="/made/1")
    assert reclaim() == 1
    job.refresh_from_db()
    assert (job.state, job.outcome, job.open) == ("done", "/made/1", False)


def test_who_lost_the_job_can_keep_nothing_of_it() -> None:
    job = ask(trial_jobs.repeatable, "trial/1", number=1)
    as_if_its_worker_died(job)
    reclaim()
    with pytest.raises(LeaseLost), transaction.atomic():
        Running(job.pk, 1).hold()
    with pytest.raises(LeaseLost):
        Running(job.pk, 1).step("I was away")


def test_what_ended_long_ago_is_forgotten_and_what_is_open_is_not(settings: Any) -> None:
    old, new, waiting = (ask(trial_jobs.repeatable, f"trial/{n}", number=n) for n in range(3))
    ended = {old.pk: settings.TASK_DAYS + 1, new.pk: settings.TASK_DAYS - 1}
    for key, days in ended.items():
        DBTaskResult.objects.filter(pk=key).update(
            status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now() - timedelta(days=days)
        )
    forget_finished()
    assert set(Job.objects.all()) == {new, waiting}


def test_the_page_of_a_job_is_for_members_of_its_programme() -> None:
    mine = ask(trial_jobs.repeatable, "trial/1", of_programme=programme("alder").slug, number=1)
    of_nobody = ask(trial_jobs.repeatable, "trial/2", number=2)
    elsewhere = visit(member(programme("birch"), Role.LEAD).person, second_factor=True)
    for client in (visit(None), visit(person("sam@example.org")), elsewhere):
        assert client.get(f"/jobs/{mine.pk}").status_code == 404
    assert elsewhere.get(f"/jobs/{of_nobody.pk}").status_code == 404
    assert visit(member(Programme.objects.get(slug="alder"), Role.LEAD).person).get(f"/jobs/{mine.pk}")["Location"] == (
        "/account/second-factor/"
    )


def test_what_is_asked_for_later_is_not_begun_before() -> None:
    ask(trial_jobs.repeatable, "trial/1", not_before=timezone.now() + timedelta(hours=1), number=1)
    assert not DBTaskResult.objects.ready().exists()


def test_the_page_of_a_job_says_how_far_it_is_and_leads_to_what_was_made() -> None:
    client = visit(member(programme("alder"), Role.VIEWER).person)
    job = ask(trial_jobs.repeatable, "trial/1", of_programme="alder", number=1)
    page = client.get(f"/jobs/{job.pk}").content.decode()
    assert "A trial</strong>: Waiting for a worker" in page
    assert f'href="/jobs/{job.pk}">Look again' in page
    Job.objects.update(state=JobState.RUNNING, step="Working", done=1, total=4)
    assert "Being done (Working)" in client.get(f"/jobs/{job.pk}").content.decode()
    Job.objects.update(state=JobState.DONE, open=False, outcome="/made/1")
    page = client.get(f"/jobs/{job.pk}").content.decode()
    assert 'href="/made/1">Open what was made' in page
    assert "Look again" not in page
    assert client.get(f"/jobs/{uuid4()}").status_code == 404
    view = latest_of("trial.repeatable", "trial/1")
    assert view is not None
    assert (view.percent, view.label) == (25, "A trial")
