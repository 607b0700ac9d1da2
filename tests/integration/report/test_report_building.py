"""An edition is built by the worker: asked for twice it is built once, and repeated it is the same edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.factories.dead_workers import as_if_its_worker_died
from tests.factories.people import member, person, visit
from tests.factories.reports import small_figures, small_programme
from tests.integration.report.conftest import Written

from thinking_together.accounts.models import Person
from thinking_together.core.models import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.tasks.models import Job
from thinking_together.core.tasks.reclaiming import reclaim
from thinking_together.core.tasks.worker import work
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.citations import confirmed_values
from thinking_together.evidence.models import Citation
from thinking_together.programmes.models import Programme
from thinking_together.report import building as report_building
from thinking_together.report.building import ask_for_edition, building
from thinking_together.report.domain.publishing import CannotPublish
from thinking_together.report.models import Edition
from thinking_together.report.publication import KIND, agree
from thinking_together.synthesis.models import Finding


@pytest.fixture
def programme(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Programme]:
    """In no transaction, so that the worker's keeper sees it too."""
    settings.VAR = tmp_path
    with small_figures():
        yield small_programme()


@pytest.mark.one_engine("that the worker builds it is shown on both below, without its files, whose bytes are the same")
def test_the_worker_builds_the_edition_with_the_files_of_the_command_line(
    client: Client, programme: Programme, written: Written
) -> None:
    lead = person("lead@example.org")
    job = ask_for_edition(programme=programme, by=lead)
    assert ask_for_edition(programme=programme, by=SYSTEM) == job
    assert not Edition.objects.exists()
    work(interval=0.01, until_empty=True)
    view = building(programme)
    assert view is not None
    assert (view.state, view.outcome, view.done, view.total) == ("done", f"/reports/{programme.slug}-1/", 3, 4)
    page = client.get(view.outcome).content.decode()
    assert AuditEvent.objects.latest("pk").who == lead
    kept = {file.name: bytes(file.content) for file in Edition.objects.get().files.all()}
    assert kept == written.files()
    for name in kept:
        assert f"/reports/{programme.slug}-1/files/{name}" in page
    answer = client.get(f"/reports/{programme.slug}-1/files/supplement/survey.xlsx")
    assert answer.content == kept["supplement/survey.xlsx"]
    assert answer["Content-Disposition"] == f'attachment; filename="INVENTED-{programme.slug}-1-supplement-survey.xlsx"'


@pytest.fixture
def without_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing them takes long, and another test looks at them."""
    monkeypatch.setattr(report_building, "report_files", lambda *given: {"short-report.pdf": b"the report"})


@pytest.mark.usefixtures("without_files")
def test_building_the_same_report_again_gives_the_same_edition(programme: Programme) -> None:
    for _ in range(2):
        ask_for_edition(programme=programme, by=SYSTEM)
        work(interval=0.01, until_empty=True)
    assert [job.outcome for job in Job.objects.all()] == [f"/reports/{programme.slug}-1/"] * 2
    assert Edition.objects.count() == 1


@pytest.mark.usefixtures("without_files")
def test_whoever_builds_may_confirm_what_they_have_read_and_nothing_else(programme: Programme) -> None:
    """What its list did not name stays as it was confirmed, and is named again."""
    lead = member(programme, Role.LEAD).person
    visit(lead, second_factor=True).post(f"/p/{programme.slug}/report/build", {"confirm": "on", "newest": "0"})
    work(interval=0.01, until_empty=True)
    confirmed = confirmed_values(programme)
    assert confirmed and AuditEvent.objects.get(action="citation.confirmed").who == lead
    read, unread = Citation.objects.exclude(confirmed="")[:2]
    right = read.confirmed
    Citation.objects.filter(pk=read.pk).update(confirmed="0.5 [old]")
    ask_for_edition(programme=programme, by=SYSTEM)
    work(interval=0.01, until_empty=True)
    Citation.objects.filter(pk=unread.pk).update(confirmed="0.7 [old]")
    ask_for_edition(programme=programme, by=lead, confirm=1)
    work(interval=0.01, until_empty=True)
    read.refresh_from_db()
    assert read.confirmed == right and len(confirmed_values(programme)) == len(confirmed)
    told = [what for _, what, _ in Edition.objects.order_by("-number")[0].refusals]
    assert [what for what in told if "was confirmed as" in what and unread.reference not in what] == []
    assert any("was confirmed as 0.7 [old]" in what for what in told)


def test_a_programme_that_is_gone_by_then_fails_and_leaves_nothing(programme: Programme) -> None:
    job = ask_for_edition(programme=programme, by=SYSTEM)
    programme.delete()
    work(interval=0.01, until_empty=True)
    job.refresh_from_db()
    assert (job.state, Edition.objects.count()) == ("failed", 0)


@pytest.fixture
def lead(programme: Programme) -> Person:
    """Of the programme, which is no invented one here: an example is never published."""
    Programme.objects.update(invented=False)
    programme.refresh_from_db()
    return member(programme, Role.LEAD).person


def built(programme: Programme) -> Edition:
    ask_for_edition(programme=programme, by=SYSTEM)
    work(interval=0.01, until_empty=True)
    return Edition.objects.order_by("-number")[0]


@pytest.mark.usefixtures("without_files")
def test_the_worker_publishes_what_it_finds_unchanged_and_once_though_a_worker_dies(
    client: Client, programme: Programme, lead: Person
) -> None:
    edition = built(programme)
    assert (edition.state, edition.refusals) == ("draft", [])
    assert client.get(f"/reports/{edition.slug}/").status_code == 404
    assert agree(edition=edition, by=lead)
    as_if_its_worker_died(Job.objects.get(kind=KIND))
    assert reclaim() == 1
    work(interval=0.01, until_empty=True)
    edition.refresh_from_db()
    assert edition.state == "published"
    assert client.get(f"/reports/{edition.slug}/").status_code == 200
    told = AuditEvent.objects.filter(action="edition.published")
    assert [event.who for event in told] == [lead]
    assert built(programme) == edition


@pytest.mark.usefixtures("without_files")
def test_what_has_changed_since_or_does_not_hold_stays_a_draft_and_says_so(
    client: Client, programme: Programme, lead: Person
) -> None:
    first = built(programme)
    assert agree(edition=first, by=lead)
    Finding.objects.filter(code="f03").update(title="Changed after the draft was read")
    work(interval=0.01, until_empty=True)
    first.refresh_from_db()
    assert (first.state, first.stale, first.publish_asked_by) == ("draft", True, None)
    page = visit(lead, second_factor=True).get(f"/p/{programme.slug}/report/").content.decode()
    assert "the report has changed since this draft was made" in page
    with pytest.raises(CannotPublish):
        agree(edition=first, by=lead)
    Finding.objects.filter(code="f03").update(body="Half of all schools do.")
    second = built(programme)
    assert (second.number, [what for _, what, _ in second.refusals] != []) == (2, True)
    with pytest.raises(CannotPublish, match="do not hold"):
        agree(edition=second, by=lead)
    assert not AuditEvent.objects.filter(action="edition.published").exists()
    assert client.get(f"/reports/{first.slug}/").status_code == 404
