"""Publishing and withdrawing: who may, when, how many must agree, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from tests.factories import people
from tests.factories.editions import FILE, draft

from thinking_together.accounts.models import Person
from thinking_together.core.models import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.tasks.models import Job
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.domain.purging import purge_text
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Membership, Programme
from thinking_together.report.commands import FORMAT, MANIFEST, keep_written
from thinking_together.report.domain.publishing import (
    CannotPublish,
    agree_to_publish,
    complete_edition,
    publish_edition,
    refuse_publication,
    take_back,
    withdraw_edition,
)
from thinking_together.report.models import Edition
from thinking_together.report.publication import agree
from thinking_together.report.strict import Refusal

pytestmark = pytest.mark.django_db
REFUSED = [["section 1", "a number is unbound", "Bind it."]]


@pytest.fixture
def alder() -> Programme:
    return people.programme("alder")


@pytest.fixture
def lead(alder: Programme) -> Person:
    return people.member(alder, Role.LEAD).person


def actions() -> list[str]:
    return [a for a in AuditEvent.objects.order_by("pk").values_list("action", flat=True) if a.startswith("edition.")]


def published(of: Programme, by: Person) -> Edition:
    made = draft(of)
    agree_to_publish(edition=made, by=by)
    return publish_edition(edition=made, by=by)


def test_the_only_lead_agrees_alone_and_the_worker_is_asked_once(alder: Programme, lead: Person) -> None:
    made = draft(alder)
    assert agree(edition=made, by=lead) and agree(edition=made, by=lead)
    assert Job.objects.count() == 1
    assert actions() == ["edition.publication_agreed"]


def test_where_there_is_another_lead_one_word_twice_is_not_two(alder: Programme, lead: Person) -> None:
    second = people.member(alder, Role.LEAD, "second@alder.example").person
    made = draft(alder)
    assert not agree(edition=made, by=lead) and not agree(edition=made, by=lead)
    assert not Job.objects.exists()
    with pytest.raises(CannotPublish, match="Another lead"):
        publish_edition(edition=made, by=lead)
    assert agree(edition=made, by=second)
    assert publish_edition(edition=made, by=second).state == "published"
    assert actions() == ["edition.publication_agreed"] * 2 + ["edition.published"]


def test_a_lead_whose_account_is_closed_need_not_agree(alder: Programme, lead: Person) -> None:
    people.member(alder, Role.LEAD, "gone@alder.example", is_active=False)
    assert agree(edition=draft(alder), by=lead)


def test_published_twice_it_is_published_once(alder: Programme, lead: Person) -> None:
    made = published(alder, lead)
    assert publish_edition(edition=made, by=lead) == made
    assert actions().count("edition.published") == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"refusals": REFUSED}, "do not hold"),
        ({"checked_at": None}, "not checked"),
        ({"stale": True}, "has changed"),
        ({"state": "published"}, "Only a draft"),
        ({"state": "withdrawn", "withdrawn_because": "wrong"}, "Only a draft"),
    ],
)
def test_what_is_not_ready_is_not_published(alder: Programme, lead: Person, fields: dict[str, Any], why: str) -> None:
    made = draft(alder, **fields)
    with pytest.raises(CannotPublish, match=why):
        agree(edition=made, by=lead)
    assert not Job.objects.exists() and not actions()


def test_an_older_draft_is_not_published_over_a_newer_one(alder: Programme, lead: Person) -> None:
    older = draft(alder, 1)
    draft(alder, 2)
    with pytest.raises(CannotPublish, match="newer draft"):
        agree(edition=older, by=lead)


def test_an_invented_programme_never_publishes() -> None:
    birch = people.programme("birch", invented=True)
    who = people.member(birch, Role.LEAD).person
    made = draft(birch)
    with pytest.raises(CannotPublish, match="invented"):
        agree(edition=made, by=who)
    for state in ("published", "withdrawn"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.update(state=state, withdrawn_because="x")
    # Neither does a real draft whose programme has been replaced by an invented one.
    Programme.objects.update(invented=False)
    real = draft(Programme.objects.get(), 2)
    Programme.objects.update(invented=True)
    with pytest.raises(CannotPublish, match="invented"):
        agree(edition=real, by=who)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEAD}))
def test_only_a_lead_of_this_programme_publishes(alder: Programme, lead: Person, role: Role) -> None:
    made = draft(alder)
    elsewhere = people.member(people.programme("birch"), Role.LEAD).person
    other = people.member(alder, role, "other@alder.example").person
    for who in (elsewhere, other):
        with pytest.raises(CannotPublish, match="Only a lead"):
            agree(edition=made, by=who)
    agree_to_publish(edition=made, by=lead)
    Membership.objects.filter(person=lead).update(role=Role.VIEWER)
    with pytest.raises(CannotPublish, match="Only a lead"):
        publish_edition(edition=made, by=lead)
    made.refresh_from_db()
    assert made.state == "draft"


def test_what_was_taken_back_is_not_published(alder: Programme, lead: Person) -> None:
    made = draft(alder)
    agree_to_publish(edition=made, by=lead)
    take_back(edition=made, by=lead)
    take_back(edition=made, by=lead)
    with pytest.raises(CannotPublish, match="taken back"):
        publish_edition(edition=made, by=lead)
    assert actions() == ["edition.publication_agreed", "edition.publication_taken_back"]


def test_what_is_published_is_not_changed_by_a_later_check(alder: Programme, lead: Person) -> None:
    made = published(alder, lead)
    complete_edition(edition=made, files={"short-report.pdf": b"other"}, refusals=[Refusal("a", "b", "c")], by=SYSTEM)
    refuse_publication(edition=made, stale=True, refusals=(), by=SYSTEM)
    made.refresh_from_db()
    assert (made.refusals, made.stale, bytes(made.files.get().content)) == ([], False, FILE)


def test_building_a_draft_again_replaces_its_files_and_forgets_those_that_are_gone(alder: Programme) -> None:
    made = draft(alder, stale=True)
    files = {"slides.pptx": b"slides", "short-report.pdf": b"anew"}
    complete_edition(edition=made, files=files, refusals=[Refusal("a", "b", "c")], by=SYSTEM)
    complete_edition(edition=made, files={"short-report.pdf": b"anew"}, refusals=[Refusal("a", "b", "c")], by=SYSTEM)
    made.refresh_from_db()
    assert (made.refusals, made.stale) == ([["a", "b", "c"]], False)
    assert [(f.name, bytes(f.content), f.size) for f in made.files.all()] == [("short-report.pdf", b"anew", 4)]


def test_the_files_that_a_report_was_written_as_are_kept_with_its_edition(alder: Programme, tmp_path: Path) -> None:
    (tmp_path / "supplement").mkdir()
    (tmp_path / "supplement/survey.xlsx").write_bytes(b"tables")
    (tmp_path / "of-somebody-else.txt").write_bytes(b"mine")
    manifest = json.dumps({"format": FORMAT, "files": [{"path": "supplement/survey.xlsx"}]})
    (tmp_path / MANIFEST).write_text(manifest)
    made = keep_written(edition=draft(alder), out=tmp_path, refusals=(), by=SYSTEM)
    kept = {file.name: bytes(file.content) for file in made.files.all()}
    assert kept == {MANIFEST: manifest.encode(), "supplement/survey.xlsx": b"tables"}


def test_a_withdrawal_needs_its_reason_and_something_published(alder: Programme, lead: Person) -> None:
    with pytest.raises(CannotPublish, match="Only a published"):
        withdraw_edition(edition=draft(alder, 7), reason="wrong", by=lead)
    Edition.objects.all().delete()
    made = published(alder, lead)
    with pytest.raises(CannotPublish, match="reason"):
        withdraw_edition(edition=made, reason="  ", by=lead)
    for _ in range(2):
        withdraw_edition(edition=made, reason="A table was wrong.", by=lead)
    made.refresh_from_db()
    assert (made.state, made.withdrawn_because) == ("withdrawn", "A table was wrong.")
    assert actions().count("edition.withdrawn") == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.update(withdrawn_because="")


ADDRESSES = ("", "evidence/survey/training", "findings/f01", "recommendations/r01", "pictures/0a.svg")
FILES = ("files/short-report.pdf",)


def test_a_draft_is_for_members_and_a_withdrawn_edition_for_nobody(alder: Programme, lead: Person) -> None:
    made = draft(alder, title="Words of the draft")
    nobody, member = people.visit(None), people.visit(lead, second_factor=True)
    elsewhere = people.visit(people.member(people.programme("birch"), Role.LEAD).person, second_factor=True)
    for address in (*ADDRESSES, *FILES):
        for who in (nobody, elsewhere):
            assert who.get(f"/reports/alder-1/{address}").status_code == 404, address
    for address in (ADDRESSES[-1], *FILES):
        answer = member.get(f"/reports/alder-1/{address}")
        assert answer.status_code == 200 and "public" not in answer["Cache-Control"]
    agree_to_publish(edition=made, by=lead)
    publish_edition(edition=made, by=lead)
    answer = nobody.get("/reports/alder-1/files/short-report.pdf")
    assert (answer.content, answer["Content-Type"]) == (FILE, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="alder-1-short-report.pdf"'
    assert nobody.get("/reports/alder-1/pictures/0a.svg")["Cache-Control"] == "max-age=3600, public"
    assert "alder-1" in nobody.get("/reports/").content.decode()
    withdraw_edition(edition=made, reason="A table was wrong.", by=lead)
    for address in (*ADDRESSES, *FILES):
        for who in (nobody, member):
            answer = who.get(f"/reports/alder-1/{address}")
            page = answer.content.decode()
            assert (answer.status_code, "A table was wrong." in page) == (410, True), address
            assert "<svg>" not in page and FILE not in answer.content
    assert "alder-1" not in nobody.get("/reports/").content.decode()


def test_the_file_of_another_edition_or_none_is_not_there(alder: Programme) -> None:
    draft(alder, state="published")
    for name in ("short-report.docx", "../alder-1", "%2e%2e/settings.py", "manifest.json"):
        assert people.visit(None).get(f"/reports/alder-1/files/{name}").status_code == 404


def test_pages_refuse_what_the_domain_refuses_and_say_why(alder: Programme, lead: Person) -> None:
    made = draft(alder)
    visit = people.visit(lead, second_factor=True)
    page = visit.post("/p/alder/report/1/publish", {}).content.decode()
    assert "Tick the box once you have read the draft" in page and not actions()
    Edition.objects.update(refusals=REFUSED)
    assert "Some statements do not hold yet" in visit.post("/p/alder/report/1/publish", {"read": "on"}).content.decode()
    assert "Say why the report is withdrawn" in visit.post("/p/alder/report/1/withdraw", {}).content.decode()
    refused = visit.post("/p/alder/report/1/withdraw", {"reason": "wrong"}).content.decode()
    assert "Only a published edition can be withdrawn" in refused
    made.refresh_from_db()
    assert (made.state, actions()) == ("draft", [])


@pytest.mark.parametrize("role", [Role.ANALYST, Role.VIEWER])
def test_who_may_not_publish_changes_nothing_by_sending(alder: Programme, role: Role) -> None:
    draft(alder)
    visit = people.visit(people.member(alder, role).person, second_factor=True)
    elsewhere = people.visit(people.member(people.programme("birch"), Role.LEAD).person, second_factor=True)
    for act, told in (("publish", {"read": "on"}), ("take-back", {}), ("withdraw", {"reason": "x"})):
        assert visit.post(f"/p/alder/report/1/{act}", told).status_code == 403
        assert elsewhere.post(f"/p/alder/report/1/{act}", told).status_code == 404
    assert visit.post("/p/alder/report/build").status_code == (302 if role is Role.ANALYST else 403)
    assert elsewhere.post("/p/alder/report/build").status_code == 404
    assert Job.objects.count() == (1 if role is Role.ANALYST else 0) and not actions()


def test_an_edition_of_another_programme_is_not_found_under_ones_own(alder: Programme, lead: Person) -> None:
    draft(people.programme("birch"), 5)
    assert people.visit(lead, second_factor=True).get("/p/alder/report/5/publish").status_code == 404


def test_the_page_shows_every_refusal_in_pages_with_its_place_and_remedy(alder: Programme, lead: Person) -> None:
    refusals = [[f"section {n}", "a <b>number</b> is unbound", f"Bind it {n}."] for n in range(60)]
    draft(alder, refusals=refusals)
    visit = people.visit(lead, second_factor=True)
    first, second = (visit.get(f"/p/alder/report/?page={n}").content.decode() for n in (1, 2))
    assert "60 things to put right" in first and "&lt;b&gt;number" in first
    assert "Bind it 49." in first and "Bind it 50." not in first and "Bind it 59." in second
    assert "Publish this draft" not in first


def test_who_asked_is_in_their_export_and_forgotten_when_erased(alder: Programme, lead: Person) -> None:
    from thinking_together.report import personal

    made = draft(alder)
    agree_to_publish(edition=made, by=lead)
    assert personal.export(lead) == [{"asked_to_publish": "Alder, edition 1"}]
    personal.erase(lead)
    with pytest.raises(CannotPublish, match="taken back"):
        publish_edition(edition=made, by=lead)


def test_nothing_is_published_while_the_programme_is_paused(alder: Programme, lead: Person) -> None:
    made = draft(alder)
    agree_to_publish(edition=made, by=lead)
    alder.pauses.create(reason="")
    with pytest.raises(CannotPublish, match="paused"):
        publish_edition(edition=made, by=lead)


def test_an_archived_programme_publishes_nothing_and_can_still_withdraw(alder: Programme, lead: Person) -> None:
    made = published(alder, lead)
    newer = draft(alder, 2)
    Programme.objects.update(archived=timezone.now())
    visit = people.visit(lead, second_factor=True)
    for act, told in (("build", {}), ("2/publish", {"read": "on"})):
        assert "archived" in visit.post(f"/p/alder/report/{act}", told).content.decode()
    newer.refresh_from_db()
    assert (newer.publish_asked_by, Job.objects.count()) == (None, 0)
    withdraw_edition(edition=made, reason="A table was wrong.", by=lead)
    made.refresh_from_db()
    assert made.state == "withdrawn"


@pytest.mark.parametrize(("state", "left"), [("draft", 0), ("withdrawn", 1), ("published", 1)])
def test_a_purged_text_goes_from_what_is_not_published(alder: Programme, state: str, left: int) -> None:
    told = {"evidence": [{"passage": None}, {"passage": {"text_ref": "s1/q1", "words": "PlantedWords"}}]}
    made = draft(alder, state=state, withdrawn_because="wrong", document=told)
    other = draft(alder, 2, document={"evidence": [{"passage": {"text_ref": "s1/q2", "words": "x"}}]})
    Text.objects.create(programme=alder, ref="s1/q1", version=1, body="PlantedWords", sha256="0" * 64)
    purge_text(programme=alder, ref="s1/q1", by=SYSTEM)
    kept = Edition.objects.filter(pk=made.pk)
    assert kept.count() == left and Edition.objects.filter(pk=other.pk).exists()
    if state == "withdrawn":
        assert (kept.get().document, kept.get().files.count(), kept.get().pictures.count()) == ({}, 0, 0)


def test_without_a_report_the_list_says_so(client: Client) -> None:
    assert "There is no report here yet." in client.get("/reports/").content.decode()
