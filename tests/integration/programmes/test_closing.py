"""Archived is read-only whoever writes; deleted is gone on its day, out of older backups too, and not a day before."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.factories import people

from thinking_together.accounts.domain.invitations import InvitationNotOpen, accept_invitation
from thinking_together.accounts.models import Invitation
from thinking_together.analysis.tables import day as day_in_words
from thinking_together.bundle.commands import export_folder, import_folder
from thinking_together.core import purges
from thinking_together.core.audit import AuditEvent
from thinking_together.core.closed import ReadOnly
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.domain.purging import purge_text
from thinking_together.evidence.models import Text
from thinking_together.programmes.domain import closing
from thinking_together.programmes.domain.closing import (
    NotConfirmed,
    NotDue,
    archive,
    ask_deletion,
    bring_back,
    delete_programme,
    keep,
)
from thinking_together.programmes.domain.entries import add_entry
from thinking_together.programmes.domain.pausing import pause
from thinking_together.programmes.domain.people import end_membership, grant_membership, invite_member
from thinking_together.programmes.models import Membership, Programme, Sector

pytestmark = pytest.mark.django_db
CLOSE = "/p/alder/setup/close"
DELETE = "/p/alder/setup/delete"


@pytest.fixture
def alder() -> Programme:
    made = people.programme("alder", title="Title of alder")
    made.sectors.create(code="health", name="Health")
    Text.objects.create(programme=made, phase="survey", ref="survey/r1/c", unit="u", body="Words", sha256="0" * 64)
    return made


@pytest.fixture
def lead(alder: Programme) -> Membership:
    return people.member(alder, Role.LEAD, name="Kim Lead")


@pytest.fixture
def client(lead: Membership) -> Client:
    return people.visit(lead.person, second_factor=True)


def test_every_write_in_an_archived_programme_is_refused_and_leaves_nothing(
    alder: Programme, lead: Membership, tmp_path: Path
) -> None:
    export_folder(alder, tmp_path / "out")
    sent = invite_member(programme=alder, email="new@alder.example", role=Role.VIEWER, by=lead.person)
    new = people.person("new@alder.example")
    viewer = people.member(alder, Role.VIEWER)
    archive(programme=alder, by=lead.person)
    events = AuditEvent.objects.count()
    for refused in (
        lambda: add_entry(kind=Sector, programme=alder, yours={"name": "Police"}, by=lead.person),
        lambda: end_membership(membership=viewer, by=SYSTEM),
        lambda: grant_membership(programme=alder, person=new, role=Role.VIEWER, by=SYSTEM),
        lambda: accept_invitation(invitation=sent.invitation, by=new),
        lambda: import_folder(tmp_path / "out", replace=True, by=SYSTEM),
    ):
        with pytest.raises(ReadOnly, match="archived"):
            refused()
    assert [s.code for s in Programme.objects.get().sectors.all()] == ["health"]
    assert AuditEvent.objects.count() == events
    assert set(Membership.objects.all()) == {lead, viewer}
    bring_back(programme=alder, by=lead.person)
    accept_invitation(invitation=sent.invitation, by=new)


def test_what_keeps_people_safe_is_still_done_in_an_archived_programme(alder: Programme, lead: Membership) -> None:
    archive(programme=alder, by=lead.person)
    purge_text(programme=alder, ref="survey/r1/c", by=lead.person)
    pause(programme=alder, by=lead.person)
    assert Text.objects.get().body == "█████"


def test_a_page_that_would_write_says_that_nothing_was_changed(client: Client, alder: Programme) -> None:
    client.post(CLOSE, {"act": "archive"})
    answer = client.post("/p/alder/setup/sectors/new", {"name": "Police", "includes": "", "headcount": ""})
    assert answer.status_code == 409
    assert "This programme is archived, so it can only be read" in answer.content.decode()
    answer = client.post("/p/alder/people/invite", {"email": "a@b.example", "role": "viewer"})
    assert (answer.status_code, Invitation.objects.count()) == (409, 0)
    for path in ("/p/alder/", "/p/alder/setup/", "/p/alder/people/"):
        page = client.get(path)
        assert page.status_code == 200 and "Archived" in page.content.decode(), path
    client.post(CLOSE, {"act": "bring_back"})
    assert (
        client.post("/p/alder/setup/sectors/new", {"name": "Police", "includes": "", "headcount": ""}).status_code
        == 302
    )


def test_another_programme_is_written_to_as_ever(alder: Programme, lead: Membership) -> None:
    archive(programme=alder, by=lead.person)
    birch = people.programme("birch")
    add_entry(kind=Sector, programme=birch, yours={"name": "Police"}, by=lead.person)
    assert birch.sectors.count() == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEAD}))
def test_nobody_but_a_lead_of_this_programme_closes_it(alder: Programme, role: Role) -> None:
    who = people.member(alder, role).person
    other = people.member(people.programme("birch"), Role.LEAD).person
    for person, answer in ((who, 403), (other, 404)):
        client = people.visit(person, second_factor=True)
        assert client.post(CLOSE, {"act": "archive"}).status_code == answer
        assert client.post(DELETE, {"typed": "alder"}).status_code == answer
    alder.refresh_from_db()
    assert (alder.archived, alder.deleted_on) == (None, None)


def test_deletion_needs_the_short_name_shows_its_day_and_can_be_undone(client: Client, alder: Programme) -> None:
    for typed in ("", "Alder", "birch", "🌿" * 300):
        assert "There is a problem" in client.post(DELETE, {"typed": typed}).content.decode()
    for _ in range(2):
        client.post(DELETE, {"typed": "alder"})
    alder.refresh_from_db()
    assert alder.deleted_on == timezone.localdate() + timedelta(days=30)
    assert f"To be deleted on {day_in_words(alder.deleted_on)}" in client.get("/p/alder/").content.decode()
    client.post(CLOSE, {"act": "keep"})
    alder.refresh_from_db()
    assert alder.deleted_on is None and alder.archived is not None
    with pytest.raises(NotDue):
        delete_programme(programme=alder, by=SYSTEM)


def test_it_is_not_deleted_a_day_before(alder: Programme, lead: Membership) -> None:
    with pytest.raises(NotConfirmed):
        ask_deletion(programme=alder, typed="birch", by=lead.person)
    day = ask_deletion(programme=alder, typed="alder", by=lead.person)
    with time_machine.travel(day - timedelta(days=1), tick=False), pytest.raises(NotDue):
        delete_programme(programme=alder, by=SYSTEM)
    keep(programme=alder, by=lead.person)
    assert Programme.objects.get().archived is not None


def test_on_its_day_everything_goes_but_what_was_done_and_when(alder: Programme, lead: Membership) -> None:
    birch = people.programme("birch")
    theirs = people.member(birch, Role.LEAD, name="Somebody of birch")
    invite_member(programme=alder, email="new@alder.example", role=Role.VIEWER, by=lead.person)
    day = ask_deletion(programme=alder, typed="alder", by=lead.person)
    with time_machine.travel(day, tick=False):
        delete_programme(programme=alder, by=SYSTEM)
    assert list(Programme.objects.all()) == [birch]
    assert (Text.objects.count(), Invitation.objects.count(), list(Membership.objects.all())) == (0, 0, [theirs])
    told = AuditEvent.objects.filter(programme_slug="alder").values("action", "who", "who_name", "label", "details")
    assert {"membership.granted", "member.invited", "programme.deletion_asked"} <= {e["action"] for e in told}
    assert "Kim" not in str(list(told)) and "Title" not in str(list(told)) and "new@" not in str(list(told))
    assert next(e["details"] for e in told if e["action"] == "programme.deleted").keys() == {"records"}
    assert "Somebody of birch" in str(list(AuditEvent.objects.values_list("label", flat=True)))


def test_an_older_backup_does_not_bring_it_back(alder: Programme, lead: Membership) -> None:
    assert closing.remove("nothing of this name") == 0
    day = ask_deletion(programme=alder, typed="alder", by=lead.person)
    with time_machine.travel(day, tick=False):
        delete_programme(programme=alder, by=SYSTEM)
    (entry,) = purges.recorded()
    people.programme("alder")  # as an older backup has it
    purges.Purge.objects.all().delete()
    assert purges.replay([entry]) == 1
    assert not Programme.objects.exists()


def test_an_invitation_to_it_opens_nothing_once_it_is_gone(alder: Programme, lead: Membership) -> None:
    sent = invite_member(programme=alder, email="new@alder.example", role=Role.VIEWER, by=lead.person)
    day = ask_deletion(programme=alder, typed="alder", by=lead.person)
    with time_machine.travel(day, tick=False):
        delete_programme(programme=alder, by=SYSTEM)
    with pytest.raises((InvitationNotOpen, Invitation.DoesNotExist)):
        accept_invitation(invitation=sent.invitation, by=people.person("new@alder.example"))
