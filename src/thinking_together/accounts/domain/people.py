"""What happens to a person's account."""

from __future__ import annotations

import copy

from django.contrib.auth.hashers import make_password

from thinking_together.accounts.models import Organisation, Person
from thinking_together.core import personal_data, purges
from thinking_together.core.audit import purge_text
from thinking_together.core.writes import Actor, Unchanged, Written, write


@write("person.named")
def name_person(*, person: Person, name: str, by: Actor) -> Person | Unchanged[Person]:
    """Gives a person their name as they write it."""
    tidy = " ".join(name.split())
    if person.name == tidy:
        return Unchanged(person)
    person.name = tidy
    person.save(update_fields=["name"])
    return person


KIND = "accounts.person"


class CannotLeave(ValueError):
    """Something would be left without its person; ``reasons`` say what, in words for people."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@write("account.closed")
def close_account(*, person: Person, by: Actor) -> Person:
    """Nobody signs in to it any more, and every visit ends. ``CannotLeave`` while something needs this person."""
    _may_leave(person)
    person.is_active = False
    person.password = make_password(None)  # every open visit holds a digest of it
    person.save(update_fields=["is_active", "password"])
    return person


@write("account.opened_again")
def reopen_account(*, person: Person, by: Actor) -> Person:
    """The person may sign in again, to what they were a member of."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    return person


@write("account.may_begin_programmes")
def let_begin_programmes(*, person: Person, allowed: bool, by: Actor) -> Written[Person] | Unchanged[Person]:
    """Lets a person set up new programmes without running the installation, or no longer."""
    if person.may_begin_programmes == allowed:
        return Unchanged(person)
    person.may_begin_programmes = allowed
    person.save(update_fields=["may_begin_programmes"])
    return Written(person, person, {"allowed": allowed})


@write("person.erased")
def erase_person(*, person: Person, by: Actor) -> Written[None]:
    """Takes a person and all that is held about them out, by the register of personal data.

    What they wrote stays without their name, and so do the events that tell of it.
    """
    _may_leave(person)
    record = copy.copy(person)
    record.name = record.email = ""
    purges.purge(kind=KIND, key=str(person.pk), by=by)
    if by == person and isinstance(by, Person):
        by.pk, by.name, by.email = None, "", ""
    return Written(record, None)


def remove(key: str) -> int:
    """Takes out the person of this key: a part of an erasure, and done again when an older backup is restored."""
    person = Person.objects.filter(pk=key).first()
    if person is None:
        return 0
    for held in personal_data.held():
        held.erase(person)
    purge_text(person)
    return Person.objects.filter(pk=key).delete()[0]


def export_person(person: Person) -> dict[str, personal_data.Exported]:
    """All that is held about a person, by app, as JSON can carry it."""
    return {held.app: held.export(person) for held in personal_data.held()}


def _may_leave(person: Person) -> None:
    reasons = [reason for held in personal_data.held() for reason in held.against(person)]
    if reasons:
        raise CannotLeave(reasons)


@write("organisation.added")
def add_organisation(*, name: str, kind: str, by: Actor) -> Organisation:
    """An organisation that people can work for."""
    return Organisation.objects.create(name=" ".join(name.split()), kind=kind)
