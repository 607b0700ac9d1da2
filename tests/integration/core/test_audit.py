"""Events are only ever added, whoever tries otherwise; purged text goes and the event stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction
from tests.factories import people

from thinking_together.accounts.domain.people import erase_person, name_person
from thinking_together.core.audit import AppendOnly, AuditEvent, events_about, purge_text
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> Membership:
    return people.member(people.programme("alder"), Role.LEAD, "sam@alder.example", name="Sam Reed")


def test_a_write_tells_who_what_which_record_and_of_which_programme(member: Membership) -> None:
    (event,) = events_about(member)
    assert (event.who, event.who_name, event.action) == (None, "System", "membership.granted")
    assert (event.record_model, event.record_pk) == ("programmes.membership", str(member.pk))
    assert (event.label, event.programme_slug, event.details) == ("Sam Reed, lead", "alder", {"role": "lead"})


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.all().delete(),
        lambda event: AuditEvent.objects.update(action="nothing"),
        lambda event: AuditEvent.objects.bulk_create([AuditEvent(action="made.up")]),
        lambda event: AuditEvent.objects.bulk_update([event], ["label"]),
    ],
)
def test_the_models_refuse_to_change_the_past(member: Membership, change: Any) -> None:
    event = events_about(member).get()
    event.action = "nothing"
    with pytest.raises(AppendOnly):
        change(event)
    assert events_about(member).get().action == "membership.granted"


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM core_auditevent",
        "UPDATE core_auditevent SET action = 'nothing'",
        "UPDATE core_auditevent SET at = NULL",
        "UPDATE core_auditevent SET record_pk = '0'",
        "UPDATE core_auditevent SET programme_slug = ''",
        "UPDATE core_auditevent SET who_name = 'Somebody else'",
        "UPDATE core_auditevent SET label = ''",
        "UPDATE core_auditevent SET purged = true, label = 'another'",
        'UPDATE core_auditevent SET details = \'{"role": "viewer"}\'',
        "UPDATE core_auditevent SET who_id = (SELECT min(id) FROM accounts_person)",
    ],
)
def test_the_database_refuses_it_too(member: Membership, change: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert events_about(member).get().label == "Sam Reed, lead"


def test_purged_text_is_gone_and_the_event_stays(member: Membership) -> None:
    assert purge_text(member) == 1
    (event,) = events_about(member)
    assert (event.label, event.details, event.purged) == ("", {}, True)
    assert (event.action, event.programme_slug) == ("membership.granted", "alder")


def test_what_was_purged_cannot_come_back(member: Membership) -> None:
    purge_text(member)
    with pytest.raises(DatabaseError), transaction.atomic():
        models.QuerySet(AuditEvent).update(purged=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        models.QuerySet(AuditEvent).update(label="Sam Reed, lead")


def test_an_erased_person_leaves_their_events_without_a_name() -> None:
    who = people.person("robin@alder.example", "Robin Okafor")
    name_person(person=who, name="Robin O.", by=who)
    erase_person(person=who, by=SYSTEM)
    events = list(AuditEvent.objects.order_by("id"))
    assert [event.action for event in events] == ["person.named", "person.erased"]
    assert "Robin" not in str([(event.who_name, event.label, event.details) for event in events])
    assert [event.who_id for event in events] == [None, None]
