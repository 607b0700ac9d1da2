"""What happens to a person's account."""

from __future__ import annotations

from thinking_together.accounts.models import Organisation, Person
from thinking_together.core.writes import Actor, Unchanged, write


@write("person.named")
def name_person(*, person: Person, name: str, by: Actor) -> Person | Unchanged[Person]:
    """Gives a person their name as they write it."""
    tidy = " ".join(name.split())
    if person.name == tidy:
        return Unchanged(person)
    person.name = tidy
    person.save(update_fields=["name"])
    return person


@write("organisation.added")
def add_organisation(*, name: str, kind: str, by: Actor) -> Organisation:
    """An organisation that people can work for."""
    return Organisation.objects.create(name=" ".join(name.split()), kind=kind)
