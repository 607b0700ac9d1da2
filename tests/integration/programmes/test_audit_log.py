"""The audit log of a programme: narrowed, paged, as a file that no spreadsheet runs, and of no other programme."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from tests.factories import people

from thinking_together.accounts.domain.invitations import make_invitation
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.domain.people import change_role, invite_member
from thinking_together.programmes.models import Membership, Programme

pytestmark = pytest.mark.django_db
LOG = "/p/alder/audit/"


@pytest.fixture
def alder() -> Programme:
    return people.programme("alder")


@pytest.fixture
def lead(alder: Programme) -> Membership:
    return people.member(alder, Role.LEAD, "kim@alder.example", name="=cmd|' /C calc'!A0")


@pytest.fixture
def client(lead: Membership) -> Client:
    return people.visit(lead.person, second_factor=True)


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{LOG}file{query}")
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_holds_every_event_of_this_programme_alone(client: Client, lead: Membership) -> None:
    other = people.member(people.programme("birch"), Role.LEAD, name="Secret of birch")
    invite_member(programme=lead.programme, email="a@b.example", role=Role.CODER, by=lead.person)
    found = rows(client)
    assert [row["action"] for row in found] == ["member.invited", "membership.granted"]
    assert other.person.name not in client.get(LOG).content.decode()


def test_what_was_done_in_no_programme_is_for_those_who_run_the_service(client: Client, lead: Membership) -> None:
    staff = people.visit(people.person("ops@here.example", is_installation_staff=True), second_factor=True)
    make_invitation(email="new@here.example", by=SYSTEM)
    page = staff.get("/installation/log/").content.decode()
    assert "invitation: made" in page and "membership: granted" not in page
    file = b"".join(staff.get("/installation/log/file").streaming_content).decode()  # type: ignore[attr-defined]
    assert "invitation.made" in file and "membership.granted" not in file
    assert [client.get(f"/installation/log/{rest}").status_code for rest in ("", "file")] == [403, 403]
    assert "invitation.made" not in client.get(LOG).content.decode()


def test_what_a_spreadsheet_would_run_is_made_safe(client: Client, lead: Membership) -> None:
    invite_member(programme=lead.programme, email="a@b.example", role=Role.CODER, by=lead.person)
    assert [row["who"][:5] for row in rows(client)] == ["'=cmd", "Syste"]


def test_the_log_is_narrowed_by_person_kind_and_days_of_the_clocks_here(client: Client, lead: Membership) -> None:
    with time_machine.travel(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), tick=False):
        member = people.member(lead.programme, Role.VIEWER, "ali@alder.example", name="Ali")
    with time_machine.travel(datetime(2026, 7, 3, 12, tzinfo=UTC), tick=False):
        change_role(membership=member, role=Role.CODER, by=member.person)
    assert [row["when"] for row in rows(client, "?since=2/7/2026&until=2/7/2026")] == ["2026-07-02T00:30:00+01:00"]
    assert [row["action"] for row in rows(client, "?who=ALI")] == ["membership.role_changed"]
    assert [row["label"] for row in rows(client, "?who=ali@alder.example")] == ["Ali, coder"]
    assert {row["action"] for row in rows(client, "?action=membership.granted")} == {"membership.granted"}
    assert rows(client, "?until=1/1/2020") == []


def test_a_day_that_is_none_is_named_and_narrows_nothing(client: Client) -> None:
    page = client.get(f"{LOG}?since=31/2/2026").content.decode()
    assert "There is a problem" in page
    assert "Enter a day like 31/3/2026" in page
    assert "membership.granted" in page


def test_older_events_are_on_the_next_page_which_keeps_what_was_asked(client: Client, lead: Membership) -> None:
    for number in range(60):
        invite_member(programme=lead.programme, email=f"a{number}@b.example", role=Role.CODER, by=lead.person)
    page = client.get(f"{LOG}?action=member.invited").content.decode()
    assert "a59@b.example" in page and "a5@b.example" not in page
    assert 'href="/p/alder/audit/?action=member.invited&amp;page=2"' in page
    assert "a5@b.example" in client.get(f"{LOG}?action=member.invited&page=2").content.decode()


def test_the_page_takes_few_statements(client: Client, lead: Membership, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(10):
        client.get(LOG)
