"""A write and its event are one: both or neither."""

from __future__ import annotations

from typing import Any

import pytest
from tests.factories import people

from thinking_together.accounts.models import Organisation
from thinking_together.core import writes
from thinking_together.core.audit import AuditEvent
from thinking_together.core.writes import SYSTEM, Actor, Unchanged, Written, write


def add(*, name: str, by: Actor) -> Organisation:
    return Organisation.objects.create(name=name)


@pytest.mark.django_db
def test_the_person_who_acts_is_named_as_they_were_then() -> None:
    who = people.person("sam@alder.example", "Sam Reed")
    made = write("thing.added")(add)(name="Trust", by=who)
    who.name = "Sam Okafor"
    who.save()
    event = AuditEvent.objects.get()
    assert (event.who, event.who_name, event.label) == (who, "Sam Reed", "Trust")
    assert made.name == "Trust"


@pytest.mark.django_db
def test_a_write_that_fails_leaves_neither_record_nor_event() -> None:
    @write("thing.added")
    def fails(*, by: Actor) -> Organisation:
        Organisation.objects.create(name="Trust")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fails(by=SYSTEM)
    assert (Organisation.objects.count(), AuditEvent.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_write_whose_event_cannot_be_written_stores_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**_: Any) -> None:
        raise RuntimeError("away")

    monkeypatch.setattr(writes, "add_event", away)
    with pytest.raises(RuntimeError, match="away"):
        write("thing.added")(add)(name="Trust", by=SYSTEM)
    assert Organisation.objects.count() == 0


@pytest.mark.django_db
def test_nothing_to_do_leaves_no_event() -> None:
    @write("thing.looked_at")
    def look(*, by: Actor) -> Written[int] | Unchanged[int]:
        return Unchanged(3)

    assert look(by=SYSTEM) == 3
    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("whole", "events"), [(True, ["all.added"]), (False, ["all.added", "one.added"])])
def test_the_parts_of_a_whole_leave_no_events_of_their_own(whole: bool, events: list[str]) -> None:
    one = write("one.added")(add)

    @write("all.added", whole=whole)
    def everything(*, by: Actor) -> Written[None]:
        return Written(one(name="Trust", by=by), None)

    everything(by=SYSTEM)
    assert sorted(AuditEvent.objects.values_list("action", flat=True)) == events
    one(name="Council", by=SYSTEM)
    assert AuditEvent.objects.filter(label="Council").count() == 1


@pytest.mark.parametrize("actor", [None, "sam", object()])
def test_somebody_must_act(actor: Any) -> None:
    with pytest.raises(TypeError, match="neither a person nor SYSTEM"):
        write("thing.added")(add)(name="Trust", by=actor)


def positional(name: str, *, by: Actor) -> Organisation: ...  # type: ignore[empty-body]
def nobody(*, name: str) -> Organisation: ...  # type: ignore[empty-body]
def perhaps(*, by: Actor = SYSTEM) -> Organisation: ...  # type: ignore[empty-body]


@pytest.mark.parametrize("function", [positional, nobody, perhaps])
def test_a_function_that_does_not_say_by_whom_is_refused_when_it_is_defined(function: Any) -> None:
    with pytest.raises(TypeError):
        write("thing.added")(function)
