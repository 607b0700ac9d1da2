"""Who takes part: nobody gets in, stays or leaves otherwise than was decided."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import connections
from django.test import Client
from tests.factories import people
from tests.factories.shared_database import SharedDatabase

from thinking_together.accounts.domain.invitations import InvitationNotOpen, NotForThisPerson, accept_invitation, find
from thinking_together.accounts.domain.people import CannotLeave, close_account, erase_person
from thinking_together.accounts.models import Person
from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.domain.people import (
    AlreadyMember,
    LastLead,
    change_role,
    end_membership,
    invite_member,
    withdraw_invited,
)
from thinking_together.programmes.models import InvitedRole, Membership, Participant, Programme
from thinking_together.programmes.queries import memberships_of, roles_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def alder() -> Programme:
    return people.programme("alder")


@pytest.fixture
def lead(alder: Programme) -> Membership:
    return people.member(alder, Role.LEAD)


def test_an_accepted_invitation_gives_the_promised_role_once(alder: Programme, lead: Membership) -> None:
    sent = invite_member(programme=alder, email=" Sam@Trust.example ", role=Role.CODER, by=lead.person)
    sam = people.person("sam@trust.example")
    accept_invitation(invitation=sent.invitation, by=sam)
    assert roles_in(sam, alder) == {Role.CODER}
    with pytest.raises(InvitationNotOpen):
        accept_invitation(invitation=sent.invitation, by=sam)
    assert [m.programme for m in memberships_of(sam)] == [alder]


def test_an_invitation_is_for_its_address_alone(alder: Programme, lead: Membership) -> None:
    sent = invite_member(programme=alder, email="sam@trust.example", role=Role.LEAD, by=lead.person)
    other = people.person("eve@elsewhere.example")
    with pytest.raises(NotForThisPerson):
        accept_invitation(invitation=sent.invitation, by=other)
    assert roles_in(other, alder) == set()
    assert find(sent.token) == sent.invitation


def test_a_second_invitation_replaces_the_first(alder: Programme, lead: Membership) -> None:
    first = invite_member(programme=alder, email="sam@trust.example", role=Role.LEAD, by=lead.person)
    second = invite_member(programme=alder, email="SAM@trust.example", role=Role.VIEWER, by=lead.person)
    assert (find(first.token), find(second.token)) == (None, second.invitation)


def test_a_withdrawn_invitation_opens_nothing(alder: Programme, lead: Membership) -> None:
    sent = invite_member(programme=alder, email="sam@trust.example", role=Role.LEAD, by=lead.person)
    withdraw_invited(invited=InvitedRole.objects.get(), by=lead.person)
    with pytest.raises(InvitationNotOpen):
        accept_invitation(invitation=sent.invitation, by=people.person("sam@trust.example"))
    assert Membership.objects.count() == 1


def test_the_token_is_kept_nowhere(alder: Programme, lead: Membership) -> None:
    sent = invite_member(programme=alder, email="sam@trust.example", role=Role.VIEWER, by=lead.person)
    kept = [*vars(sent.invitation).values(), *AuditEvent.objects.values_list("label", "details", "record_pk")]
    assert sent.token not in str(kept)


def test_a_member_is_not_invited_again(alder: Programme, lead: Membership) -> None:
    with pytest.raises(AlreadyMember):
        invite_member(programme=alder, email=lead.person.email.upper(), role=Role.VIEWER, by=SYSTEM)


def test_the_last_lead_stays(alder: Programme, lead: Membership) -> None:
    for refused in (
        lambda: end_membership(membership=lead, by=lead.person),
        lambda: change_role(membership=lead, role=Role.VIEWER, by=lead.person),
    ):
        with pytest.raises(LastLead):
            refused()
    for leave in (close_account, erase_person):
        with pytest.raises(CannotLeave, match="Alder would be without a lead"):
            leave(person=lead.person, by=lead.person)
    assert roles_in(lead.person, alder) == {Role.LEAD}
    lead.person.refresh_from_db()
    assert lead.person.is_active


def test_of_two_last_leads_who_leave_at_the_same_moment_one_stays(
    in_threads: Callable[[], None], shared: SharedDatabase
) -> None:
    alder = people.programme("alder")
    leads = [people.member(alder, Role.LEAD, f"{name}@alder.example").person for name in ("one", "two")]
    in_threads()
    together = threading.Barrier(2)
    stayed: list[str] = []

    def leave(person: Person) -> None:
        try:
            together.wait()
            close_account(person=person, by=person)
        except CannotLeave:
            stayed.append(person.email)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=leave, args=(person,)) for person in leads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert shared.rows("SELECT email FROM accounts_person WHERE is_active") == [(stayed[0],)]


def test_a_lead_whose_account_is_closed_is_none_to_stay_for(alder: Programme, lead: Membership) -> None:
    other = people.member(alder, Role.LEAD, "two@alder.example")
    close_account(person=other.person, by=SYSTEM)
    with pytest.raises(LastLead):
        end_membership(membership=lead, by=SYSTEM)


def test_of_two_leads_one_may_go(alder: Programme, lead: Membership) -> None:
    people.member(alder, Role.LEAD, "two@alder.example")
    end_membership(membership=lead, by=lead.person)
    assert roles_in(lead.person, alder) == set()


def test_a_closed_account_ends_its_visits_and_gets_no_code(alder: Programme) -> None:
    coder = people.member(alder, Role.CODER).person
    client = people.visit(coder)
    assert client.get("/p/alder/").status_code == 200
    close_account(person=coder, by=SYSTEM)
    assert client.get("/p/alder/").status_code == 302
    Client().post("/sign-in/", {"email": coder.email})
    assert mail.outbox == []


def test_erasing_takes_everything_of_the_person_and_nothing_of_another(alder: Programme, lead: Membership) -> None:
    sent = invite_member(programme=alder, email="robin@trust.example", role=Role.CODER, by=lead.person)
    robin = people.person("robin@trust.example", "Robin Okafor")
    accept_invitation(invitation=sent.invitation, by=robin)
    sector = alder.sectors.create(code="health", name="Health")
    for code, address in (("p1", "Robin@trust.example"), ("p2", "other@trust.example")):
        Participant.objects.create(programme=alder, code=code, sector=sector, email=address)
    erase_person(person=robin, by=robin)
    assert list(Membership.objects.all()) == [lead]
    assert list(Participant.objects.values_list("email", flat=True)) == ["", "other@trust.example"]
    told = AuditEvent.objects.values_list("action", "who_name", "label", "details")
    assert "robin" not in str(list(told)).lower()
    assert {"member.invited", "invitation.accepted", "membership.granted", "person.erased"} <= {t[0] for t in told}


def test_a_lead_invites_by_the_page_and_the_message_holds_the_only_link(alder: Programme, lead: Membership) -> None:
    client = people.visit(lead.person, second_factor=True)
    response = client.post("/p/alder/people/invite", {"email": "sam@trust.example", "role": "analyst"})
    assert response["Location"] == "/p/alder/people/"
    (message,) = mail.outbox
    assert message.to == ["sam@trust.example"]
    assert "self-harm" not in message.subject.lower()
    assert "Support for you: http://testserver/support" in message.body
    found = re.search(r"http://testserver/sign-in/invitation/(\S+)", str(message.body))
    assert found and find(found[1]) is not None
    assert found[1] not in client.get("/p/alder/people/").content.decode()


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/p/alder/people/{member}/role", {"role": "lead"}),
        ("/p/alder/people/{member}/end", {}),
        ("/p/alder/people/invitations/{invited}/withdraw", {}),
    ],
)
def test_a_lead_changes_nobody_of_another_programme(lead: Membership, path: str, data: dict[str, str]) -> None:
    birch = people.programme("birch")
    theirs = people.member(birch, Role.VIEWER)
    sent = invite_member(programme=birch, email="sam@trust.example", role=Role.VIEWER, by=SYSTEM)
    client = people.visit(lead.person, second_factor=True)
    where = path.format(member=theirs.pk, invited=sent.invitation.invited_role.pk)
    assert client.post(where, data).status_code == 404
    assert roles_in(theirs.person, birch) == {Role.VIEWER}
    assert find(sent.token) is not None


def test_a_name_of_300_characters_with_emoji_is_kept_whole(alder: Programme) -> None:
    name = "🌿" * 300
    client = people.visit(people.member(alder, Role.VIEWER, name="").person)
    client.post("/account/details", {"name": name})
    assert Membership.objects.get().person.name == name
    assert "300 characters or fewer" in client.post("/account/details", {"name": name + "x"}).content.decode()
