"""An edition is built by the worker: asked for twice it is built once, and repeated it is the same edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.factories.people import person
from tests.factories.reports import small_figures, small_programme

from thinking_together.core.models import AuditEvent
from thinking_together.core.tasks.models import Job
from thinking_together.core.tasks.worker import work
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme
from thinking_together.report.building import ask_for_edition, building
from thinking_together.report.models import Edition


@pytest.fixture
def programme(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Programme]:
    """In no transaction, so that the worker's keeper sees it too."""
    settings.VAR = tmp_path
    with small_figures():
        yield small_programme()


def test_the_worker_builds_the_edition_that_was_asked_for(client: Client, programme: Programme) -> None:
    lead = person("lead@example.org")
    job = ask_for_edition(programme=programme, by=lead)
    assert ask_for_edition(programme=programme, by=SYSTEM) == job
    assert not Edition.objects.exists()
    work(interval=0.01, until_empty=True)
    view = building(programme)
    assert view is not None
    assert (view.state, view.outcome, view.done, view.total) == ("done", f"/reports/{programme.slug}-1/", 2, 3)
    assert client.get(view.outcome).status_code == 200
    assert AuditEvent.objects.latest("pk").who == lead


def test_building_the_same_report_again_gives_the_same_edition(programme: Programme) -> None:
    for _ in range(2):
        ask_for_edition(programme=programme, by=SYSTEM)
        work(interval=0.01, until_empty=True)
    assert [job.outcome for job in Job.objects.all()] == [f"/reports/{programme.slug}-1/"] * 2
    assert Edition.objects.count() == 1


def test_a_programme_that_is_gone_by_then_fails_and_leaves_nothing(programme: Programme) -> None:
    job = ask_for_edition(programme=programme, by=SYSTEM)
    programme.delete()
    work(interval=0.01, until_empty=True)
    job.refresh_from_db()
    assert (job.state, Edition.objects.count()) == ("failed", 0)
