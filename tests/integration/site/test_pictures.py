"""The picture of who took part: promised, drawn once by the worker from the gated table, then shown."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from tests.factories import people
from tests.factories.reports import ASKED, PLANTED, small_figures, small_programme

from thinking_together.analysis.tables import State, Table
from thinking_together.core.permissions import Role
from thinking_together.core.tasks.ending import close
from thinking_together.core.tasks.models import Job, JobState
from thinking_together.core.tasks.running import LeaseLost
from thinking_together.programmes.models import Programme
from thinking_together.report.charts.draw import Drawing, planned
from thinking_together.site import pictures
from thinking_together.site.models import ProgrammePicture

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Table]:
    """The tables that pictures are drawn from; a drawing takes seconds, and how it looks is tested elsewhere."""
    tables: list[Table] = []

    def draw(table: Table, wanted: str = "", **_: Any) -> Drawing:
        tables.append(table)
        plan = planned(table, wanted)
        assert plan is not None
        return Drawing(plan.key, "<svg>drawn</svg>", 10, 10, plan.alt)

    monkeypatch.setattr(pictures, "draw", draw)
    return tables


@pytest.fixture
def programme(monkeypatch: pytest.MonkeyPatch) -> Iterator[Programme]:
    monkeypatch.setitem(ASKED, "police", PLANTED)
    with small_figures():
        yield small_programme()


@pytest.fixture
def viewer(programme: Programme) -> Client:
    return people.visit(people.member(programme, Role.VIEWER).person)


def shown(visit: Client) -> str:
    return visit.get("/p/smallshire/").content.decode().split("Who took part")[1]


def done(job: Job, programme: Programme) -> str:
    """As a worker does it."""
    Job.objects.filter(pk=job.pk).update(attempt=1)
    context = SimpleNamespace(task_result=SimpleNamespace(id=str(job.pk)), attempt=1)
    outcome: str = pictures.draw_participation.func(context, programme=programme.pk)
    close(Job.objects.get(pk=job.pk), JobState.DONE, outcome)
    return outcome


def test_until_it_is_drawn_the_table_stands_alone_and_it_is_asked_for_once(viewer: Client) -> None:
    for _ in range(2):
        html = shown(viewer)
        assert "is being drawn" in html and "<img" not in html and 'id="participation"' in html
    assert Job.objects.count() == 1


def test_the_worker_draws_from_what_passed_the_gate_and_the_page_shows_it(
    programme: Programme, viewer: Client, drawn: list[Table]
) -> None:
    shown(viewer)
    assert done(Job.objects.get(), programme) == "drawn"
    (table,) = drawn
    police = next(s for s in table.statistics if s.key("sector") == "police")
    assert (police.state, police.value, police.numerator) == (State.SUPPRESSED, None, None)
    html = shown(viewer)
    assert "is being drawn" not in html and 'alt="INVENTED' in html and f">{PLANTED} of" not in html
    key = ProgrammePicture.objects.get().key
    assert viewer.get(f"/p/smallshire/pictures/{key}.svg").content == b"<svg>drawn</svg>"
    assert Job.objects.count() == 1


def test_a_picture_of_older_figures_is_not_shown_and_the_new_one_takes_its_place(
    programme: Programme, viewer: Client, drawn: list[Table]
) -> None:
    ProgrammePicture.objects.create(programme=programme, name="participation", key="older", svg="<svg>old</svg>")
    assert "older.svg" not in shown(viewer)
    done(Job.objects.get(), programme)
    assert ProgrammePicture.objects.get().svg == "<svg>drawn</svg>"


def test_a_job_that_failed_is_not_asked_again_by_every_visit(viewer: Client) -> None:
    shown(viewer)
    close(Job.objects.get(), JobState.FAILED, "")
    shown(viewer)
    assert Job.objects.count() == 1


def test_a_worker_that_was_taken_for_dead_changes_nothing(
    programme: Programme, viewer: Client, drawn: list[Table]
) -> None:
    shown(viewer)
    job = Job.objects.get()
    Job.objects.filter(pk=job.pk).update(attempt=2)
    context = SimpleNamespace(task_result=SimpleNamespace(id=str(job.pk)), attempt=1)
    with pytest.raises(LeaseLost):
        pictures.draw_participation.func(context, programme=programme.pk)
    assert not ProgrammePicture.objects.exists()


def test_where_nothing_may_be_drawn_any_more_the_old_picture_goes(
    programme: Programme, viewer: Client, monkeypatch: pytest.MonkeyPatch, drawn: list[Table]
) -> None:
    shown(viewer)
    ProgrammePicture.objects.create(programme=programme, name="participation", key="older", svg="<svg>old</svg>")
    monkeypatch.setattr(pictures, "gated", lambda _: None)
    assert done(Job.objects.get(), programme) == "nothing to draw"
    assert not ProgrammePicture.objects.exists()
