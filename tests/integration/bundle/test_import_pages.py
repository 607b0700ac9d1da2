"""Imports from the site: checked as by the command line, whole or not at all, over nothing that is somebody else's."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.factories import people
from tests.factories.bundles import PROGRAMME, SECTORS
from tests.factories.dead_workers import as_if_its_worker_died
from tests.factories.editions import draft
from tests.factories.worked import do_what_waits
from tests.integration.bundle.conftest import Zipped

from thinking_together.accounts.models import Person
from thinking_together.bundle import passing
from thinking_together.bundle.commands import BundleRefused, import_bundle
from thinking_together.bundle.domain import imports
from thinking_together.bundle.models import Import
from thinking_together.bundle.tidying import ask_to_tidy
from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.tasks.models import Job
from thinking_together.core.tasks.reclaiming import reclaim
from thinking_together.core.tasks.worker import work
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes import parts
from thinking_together.programmes.models import Membership, Programme
from thinking_together.programmes.queries import roles_in

pytestmark = pytest.mark.django_db
HERE = "/bundles/import"


@pytest.fixture
def staff() -> Person:
    return people.person("staff@here.example", is_installation_staff=True)


@pytest.fixture
def visit(staff: Person) -> Client:
    return people.visit(staff, second_factor=True)


def sent(visit: Client, content: bytes, name: str = "smallshire.zip", key: str = "") -> Any:
    return visit.post(HERE, {"key": key or str(uuid4()), "file": SimpleUploadedFile(name, content)})


def imported(visit: Client, content: bytes) -> str:
    """The address of the import's page, once the worker has done it."""
    at: str = sent(visit, content)["Location"]
    do_what_waits()
    return at


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_who_imports_a_programme_leads_it_and_the_file_is_gone(visit: Client, staff: Person, zipped: Zipped) -> None:
    at = imported(visit, zipped())
    assert 'href="/p/smallshire/"' in visit.get(at).content.decode()
    assert roles_in(staff, Programme.objects.get()) == {Role.LEAD}
    assert actions() == ["bundle.uploaded", "bundle.imported", "membership.granted"]
    assert AuditEvent.objects.get(action="bundle.imported").who == staff
    assert list(passing.folder().iterdir()) == []


def test_every_problem_is_told_as_by_the_command_line_and_nothing_is_imported(visit: Client, zipped: Zipped) -> None:
    bad = "".join(f"s{n},=Navy {n},x\n" for n in range(60))
    content = zipped(**{"programme/sectors.csv": SECTORS + bad})
    at = imported(visit, content)
    with pytest.raises(BundleRefused) as refused:
        import_bundle(io.BytesIO(content), by=SYSTEM)
    told = [[p.file, p.row, p.column, p.what, p.remedy] for p in refused.value.problems.found]
    assert len(told) >= 60 and Import.objects.get().problems == told
    first, last = (visit.get(f"{at}?page={n}").content.decode() for n in (1, 2))
    assert f"{len(told)} problems" in first and "programme/sectors.csv" in first and first != last
    rows = list(csv.reader(visit.get(f"{at}/problems").getvalue().decode().splitlines()))
    assert rows[0] == ["file", "row", "column", "what", "remedy"] and len(rows) == len(told) + 1
    assert rows[1][:3] == ["programme/sectors.csv", "5", "headcount"]
    assert not Programme.objects.exists()
    assert actions() == ["bundle.uploaded", "bundle.import_refused"]
    assert list(passing.folder().iterdir()) == []


def test_a_file_that_is_no_archive_is_refused_at_once(visit: Client) -> None:
    for content, words in ((b"not a zip", "must be a zip file"), (b"", "The file is empty")):
        assert words in sent(visit, content).content.decode()
    assert "Choose the zip file of a bundle" in visit.post(HERE, {"key": str(uuid4())}).content.decode()
    assert not Import.objects.exists() and not Job.objects.exists()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("survey/answers.csv", b"0" * 3_000_000)
    return out.getvalue()


def clash() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("DataPackage.json", "{}")
    return out.getvalue()


@pytest.mark.parametrize(("content", "words"), [(bomb, "unpacks to"), (clash, "cannot tell apart")])
def test_an_archive_that_could_do_harm_is_told_under_its_own_name(
    visit: Client, settings: Any, content: Any, words: str
) -> None:
    settings.TT_BUNDLE_FILE_MIB = 1
    at = imported(visit, content())
    told = Import.objects.get().problems
    assert [problem[0] for problem in told] == ["smallshire.zip"] and words in told[0][3]
    assert words in visit.get(at).content.decode()


def test_more_than_may_be_sent_is_refused_and_nothing_kept(visit: Client, settings: Any) -> None:
    settings.UPLOAD_BYTES = 1000
    assert sent(visit, b"x" * 2000).status_code == 413
    assert not Import.objects.exists() and list(passing.folder().iterdir()) == []


def test_a_programme_of_somebody_else_is_not_replaced(visit: Client, staff: Person, zipped: Zipped) -> None:
    import_bundle(io.BytesIO(zipped()), by=SYSTEM)
    theirs = Programme.objects.get()
    people.member(theirs, Role.VIEWER, "x@x.example")
    Membership.objects.create(programme=theirs, person=staff, role=Role.ANALYST)
    at = imported(visit, zipped())
    assert "is here already" in visit.get(at).content.decode()
    assert visit.post(f"{at}/confirm", {"replace": "on"})["Location"] == at
    do_what_waits()
    assert Programme.objects.get() == theirs and Import.objects.get().state == "refused"


def of_mine(zipped: Zipped, who: Person) -> Programme:
    import_bundle(io.BytesIO(zipped()), by=SYSTEM)
    mine = Programme.objects.get()
    Membership.objects.create(programme=mine, person=who, role=Role.LEAD)
    return mine


def test_ones_own_programme_is_replaced_only_when_confirmed_and_keeps_people_and_editions(
    visit: Client, staff: Person, zipped: Zipped
) -> None:
    before = of_mine(zipped, staff)
    edition = draft(before)
    at = imported(visit, zipped(**{"programme/sectors.csv": SECTORS.replace("Health", "Healthcare")}))
    assert "Nothing is wrong with it, and nothing was imported yet" in visit.get(at).content.decode()
    assert Programme.objects.get() == before
    assert "Tick the box" in visit.post(f"{at}/confirm", {}).content.decode()
    other = people.visit(people.person("other@x.example", is_installation_staff=True), second_factor=True)
    for address in (at, f"{at}/confirm", f"{at}/problems"):
        assert other.get(address).status_code == 404
    assert other.post(f"{at}/confirm", {"replace": "on"}).status_code == 404
    do_what_waits()
    assert Programme.objects.get() == before
    for _ in range(2):
        visit.post(f"{at}/confirm", {"replace": "on"})
    do_what_waits()
    visit.post(f"{at}/confirm", {"replace": "on"})
    assert do_what_waits() == []
    after = Programme.objects.get()
    assert after != before and after.sectors.get(code="health").name == "Healthcare"
    assert roles_in(staff, after) == {Role.LEAD}
    edition.refresh_from_db()
    assert edition.programme == after and edition.files.exists()
    assert actions().count("bundle.imported") == 2 and actions().count("bundle.replacement_confirmed") == 1


def test_a_real_report_does_not_come_to_stand_under_an_invented_programme(
    visit: Client, staff: Person, zipped: Zipped
) -> None:
    mine = of_mine(zipped, staff)
    draft(mine)
    real = PROGRAMME.replace("invented: true", "invented: false")
    at = imported(visit, zipped(**{"programme/programme.yaml": real}))
    visit.post(f"{at}/confirm", {"replace": "on"})
    do_what_waits()
    assert "is invented and has a report" in visit.get(at).content.decode()
    assert Programme.objects.get() == mine


def test_sent_twice_it_is_imported_once(visit: Client, zipped: Zipped) -> None:
    key, content = str(uuid4()), zipped()
    assert sent(visit, content, key=key)["Location"] == sent(visit, content, key=key)["Location"]
    do_what_waits()
    sent(visit, content, key=key)
    assert do_what_waits() == []
    assert (Programme.objects.count(), Import.objects.count(), actions().count("bundle.imported")) == (1, 1, 1)
    thief = people.visit(people.person("other@x.example", is_installation_staff=True), second_factor=True)
    assert sent(thief, content, key=key).status_code == 404


def test_two_people_who_import_one_programme_at_once_make_one(visit: Client, staff: Person, zipped: Zipped) -> None:
    second = people.person("second@here.example", is_installation_staff=True)
    first_at = sent(visit, zipped())["Location"]
    second_visit = people.visit(second, second_factor=True)
    second_at = sent(second_visit, zipped())["Location"]
    do_what_waits()
    assert "It is imported" in visit.get(first_at).content.decode()
    assert "is here already" in second_visit.get(second_at).content.decode()
    assert [m.person for m in Membership.objects.all()] == [staff]


def test_a_worker_that_dies_before_or_after_it_has_stored_it_makes_one_programme(visit: Client, zipped: Zipped) -> None:
    at = sent(visit, zipped())["Location"]
    job = Job.objects.get(kind="bundle.import")
    as_if_its_worker_died(job)
    assert reclaim() == 1
    do_what_waits()
    Job.objects.filter(pk=job.pk).update(open=True)
    as_if_its_worker_died(job)
    assert reclaim() == 1
    assert do_what_waits() == [at]
    assert (Programme.objects.count(), actions().count("bundle.imported")) == (1, 1)


def test_a_failure_in_the_middle_leaves_nothing_and_can_be_done_again(
    visit: Client, zipped: Zipped, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(visit, zipped())

    def fail(programme: Programme, parsed: object) -> None:
        raise OSError(28, "no space left")

    broken = parts.Part("zz", 999, (), lambda reading: None, fail, lambda programme, writer: None)
    with monkeypatch.context() as patch:
        patch.setitem(parts._parts, "zz", broken)
        with pytest.raises(OSError, match="no space"):
            do_what_waits()
    assert not Programme.objects.exists() and Import.objects.get().state == "checking"
    do_what_waits()
    assert Programme.objects.count() == 1


def test_who_may_import_no_more_by_then_imports_nothing(visit: Client, staff: Person, zipped: Zipped) -> None:
    sent(visit, zipped())
    Person.objects.update(is_installation_staff=False)
    do_what_waits()
    assert not Programme.objects.exists() and Import.objects.get().state == "refused"


def test_only_staff_and_leads_import_and_with_their_second_factor(staff: Person, zipped: Zipped) -> None:
    alder = people.programme("alder")
    analyst = people.visit(people.member(alder, Role.ANALYST).person, second_factor=True)
    for who in (analyst, people.visit(people.person("nobody@x.example"))):
        assert sent(who, zipped()).status_code == 403
    assert sent(people.visit(staff), zipped())["Location"] == "/account/second-factor/"
    assert not Import.objects.exists() and list(passing.folder().iterdir()) == []
    lead = people.visit(people.member(alder, Role.LEAD).person, second_factor=True)
    imported(lead, zipped())
    assert Programme.objects.count() == 2


def test_what_was_not_confirmed_in_a_day_is_deleted_and_old_lists_are_forgotten(
    visit: Client, staff: Person, zipped: Zipped
) -> None:
    of_mine(zipped, staff)
    at = imported(visit, zipped())
    for days, state in ((2, "not confirmed within a day"), (15, "")):
        Import.objects.update(asked_at=timezone.now() - timedelta(days=days))
        ask_to_tidy(uuid4(), timezone.now() - timedelta(seconds=1))
        do_what_waits()
        page = visit.get(at)
        assert (state in page.content.decode()) if state else page.status_code == 404
        assert list(passing.folder().iterdir()) == []


def test_a_name_of_a_file_does_no_harm(visit: Client) -> None:
    at = sent(visit, clash(), name="<b>" + "😀" * 150 + ".zip")["Location"]
    do_what_waits()
    page = visit.get(at).content.decode()
    assert "<b>" not in page.replace("<b></b>", "") and ".zip" in page


def test_an_archived_programme_is_not_replaced(visit: Client, staff: Person, zipped: Zipped) -> None:
    mine = of_mine(zipped, staff)
    Programme.objects.update(archived=timezone.now())
    at = imported(visit, zipped())
    assert "is archived" in visit.get(at).content.decode() and Programme.objects.get() == mine


def test_what_another_import_of_the_name_kept_from_being_stored_is_tried_again(
    transactional_db: None, visit: Client, zipped: Zipped, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_first(**given: object) -> None:
        raise IntegrityError("the name is taken")

    sent(visit, zipped())
    with monkeypatch.context() as patch:
        patch.setattr(imports, "save_bundle", other_first)
        work(interval=0.01, until_empty=True)
    job = Job.objects.get(kind="bundle.import")
    assert (job.state, Import.objects.get().state, Programme.objects.count()) == ("retrying", "checking", 0)
    DBTaskResult.objects.filter(pk=job.pk).update(run_after=timezone.now() - timedelta(seconds=1))
    work(interval=0.01, until_empty=True)
    assert (Import.objects.get().state, Programme.objects.count()) == ("done", 1)
