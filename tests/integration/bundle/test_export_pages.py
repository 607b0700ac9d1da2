"""Exports from the site: leads only, with a reason, for one person, once, and nothing stays."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import people
from tests.factories.bundles import small_bundle
from tests.factories.dead_workers import LONG_AGO, as_if_its_worker_died
from tests.factories.worked import do_what_waits

from thinking_together.accounts.models import Person
from thinking_together.bundle import passing, personal
from thinking_together.bundle.commands import export_into, import_folder
from thinking_together.bundle.domain.exports import NotYours
from thinking_together.bundle.exporting import ask_for_export
from thinking_together.bundle.models import Export
from thinking_together.bundle.tidying import ask_to_tidy
from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import NEEDS_SECOND_FACTOR, Role
from thinking_together.core.tasks.models import Job
from thinking_together.core.tasks.reclaiming import reclaim
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme

pytestmark = pytest.mark.django_db
REASON = {"reason": "To mend the findings", "sure": "on"}


@pytest.fixture
def programme(tmp_path: Path) -> Programme:
    made = import_folder(small_bundle(tmp_path), by=SYSTEM)
    made.participants.filter(code="p1").update(email="planted.address@example.org")
    return made


@pytest.fixture
def lead(programme: Programme) -> Person:
    return people.member(programme, Role.LEAD).person


@pytest.fixture
def visit(lead: Person) -> Client:
    return people.visit(lead, second_factor=True)


def asked(visit: Client, **told: str) -> str:
    """The address of an export's page."""
    return visit.post("/p/smallshire/bundle/export", REASON | {"key": str(uuid4())} | told)["Location"]


def actions() -> list[str]:
    events = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    return [action for action in events if action.startswith("bundle.") and action != "bundle.imported"]


def files() -> list[str]:
    return sorted(path.name for path in passing.folder().iterdir())


def test_a_lead_exports_the_same_bytes_as_the_command_line_and_fetches_them_once(
    visit: Client, programme: Programme
) -> None:
    at = asked(visit)
    assert "Waiting for a worker" in (page := visit.get(at).content.decode()) and f'href="{at}">Look again' in page
    assert visit.get(f"{at}/file").status_code == 404
    assert do_what_waits() == [at]
    assert f'href="{at}/file"' in visit.get(at).content.decode()
    assert visit.head(f"{at}/file").status_code == 200 and len(files()) == 1
    answer = visit.get(f"{at}/file")
    packed = answer.getvalue()
    same = io.BytesIO()
    export_into(programme, same)
    assert packed == same.getvalue()
    assert answer["Content-Disposition"] == 'attachment; filename="INVENTED-smallshire-bundle.zip"'
    archive = zipfile.ZipFile(io.BytesIO(packed))
    assert all(b"planted.address" not in archive.read(name) for name in archive.namelist())
    assert files() == [] and visit.get(f"{at}/file").status_code == 404
    assert actions() == ["bundle.export_asked", "bundle.exported", "bundle.fetched"]
    assert "To mend the findings" in visit.get("/p/smallshire/bundle/").content.decode()


def test_the_file_is_for_who_asked_alone(visit: Client, programme: Programme) -> None:
    at = asked(visit)
    do_what_waits()
    second = people.visit(people.member(programme, Role.LEAD, "second@x.example").person, second_factor=True)
    assert "/file" not in second.get(at).content.decode()
    elsewhere = people.visit(people.member(people.programme("birch"), Role.LEAD).person, second_factor=True)
    for who in (second, elsewhere, people.visit(None)):
        assert who.get(f"{at}/file").status_code in (302, 404)
    assert len(files()) == 1
    other = people.programme("cedar")
    visit_of_both = people.visit(people.member(other, Role.LEAD).person, second_factor=True)
    assert visit_of_both.get(at.replace("smallshire", "cedar")).status_code == 404


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEAD}))
def test_nobody_else_exports(programme: Programme, role: Role) -> None:
    who = people.visit(people.member(programme, role).person, second_factor=role in NEEDS_SECOND_FACTOR)
    assert who.post("/p/smallshire/bundle/export", REASON | {"key": str(uuid4())}).status_code == 403
    assert not Export.objects.exists() and not Job.objects.exists()


def test_sent_twice_it_is_one_export(visit: Client, programme: Programme) -> None:
    key = str(uuid4())
    assert asked(visit, key=key) == asked(visit, key=key)
    do_what_waits()
    asked(visit, key=key)
    assert do_what_waits() == []
    assert actions() == ["bundle.export_asked", "bundle.exported"]
    second = people.member(programme, Role.LEAD, "second@x.example").person
    with pytest.raises(NotYours):
        ask_for_export(programme=programme, key=Export.objects.get().key, reason="x", by=second)


def test_a_reason_and_care_are_asked_for(visit: Client) -> None:
    page = visit.post("/p/smallshire/bundle/export", {"key": str(uuid4()), "reason": " "}).content.decode()
    assert "Say what the bundle is needed for" in page and "Tick the box to say that you keep it safe" in page
    assert "microdata" in page and not Export.objects.exists()


def test_what_nobody_fetched_in_time_is_deleted(visit: Client) -> None:
    at = asked(visit)
    do_what_waits()
    Export.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert visit.get(f"{at}/file").status_code == 404
    assert "not fetched in time" in visit.get(at).content.decode()
    left = passing.folder() / f"x{passing.UNFINISHED}"
    left.write_bytes(b"half")
    os.utime(left, (LONG_AGO.timestamp() - 9,) * 2)
    ask_to_tidy(uuid4(), timezone.now() - timedelta(seconds=1))
    do_what_waits()
    assert files() == []
    assert "Not fetched" in visit.get("/p/smallshire/bundle/").content.decode()


def test_tidying_leaves_what_waits(visit: Client) -> None:
    asked(visit)
    do_what_waits()
    ask_to_tidy(uuid4(), timezone.now() - timedelta(seconds=1))
    do_what_waits()
    assert len(files()) == 1


def test_a_download_that_breaks_off_can_be_begun_again(visit: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing, "_PIECE", 100)
    at = asked(visit)
    do_what_waits()
    answer: Any = visit.get(f"{at}/file")
    next(iter(answer.streaming_content))
    del answer
    assert len(files()) == 1 and "bundle.fetched" not in actions()
    assert zipfile.is_zipfile(io.BytesIO(visit.get(f"{at}/file").getvalue()))
    assert files() == []


def test_a_worker_that_dies_leaves_one_export(visit: Client) -> None:
    asked(visit)
    as_if_its_worker_died(Job.objects.get())
    passing.write(Export.objects.get().key, lambda out: out.write(b"of the dead"))
    assert reclaim() == 1
    do_what_waits()
    assert actions() == ["bundle.export_asked", "bundle.exported"]
    assert zipfile.is_zipfile(passing.place_of(Export.objects.get().key))


def test_the_record_stays_when_the_programme_is_replaced_and_loses_its_name_when_a_person_is_erased(
    visit: Client, lead: Person, tmp_path: Path
) -> None:
    asked(visit)
    do_what_waits()
    import_folder(tmp_path, replace=True, by=SYSTEM)
    assert Export.objects.get().programme == Programme.objects.get()
    assert personal.export(lead)["exports"][0]["reason"] == "To mend the findings"
    personal.erase(lead)
    assert (Export.objects.get().by, files()) == (None, [])


def test_an_archived_programme_can_be_taken_out(visit: Client) -> None:
    Programme.objects.update(archived=timezone.now())
    at = asked(visit)
    do_what_waits()
    assert zipfile.is_zipfile(io.BytesIO(visit.get(f"{at}/file").getvalue()))
    assert actions() == ["bundle.export_asked", "bundle.exported", "bundle.fetched"]
