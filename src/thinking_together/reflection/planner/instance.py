"""People, sessions and rules of a plan, and the plan itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who offered times. ``sessions`` are those they could come to.

    ``apart`` names people they said privately that they would not speak freely with; it is known to the planner
    alone and never shown as a reason.
    """

    code: str
    sector: str
    organisation: str
    sessions: frozenset[str]
    apart: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rules:
    """What a group must be: its size, how many sectors at least, how many of one organisation at most.

    ``largest`` and ``smallest`` count people who are invited; ``booking`` says how many more than a group's size that
    is, given how often people cancel.
    """

    smallest: int = 6
    largest: int = 7
    sectors: int = 3
    one_organisation: int = 2

    def __post_init__(self) -> None:
        if not 1 <= self.sectors <= self.smallest <= self.largest:
            raise ValueError("a group needs 1 <= sectors <= smallest <= largest")
        if self.one_organisation < 1:
            raise ValueError("at least one of an organisation must be allowed")


@dataclass(frozen=True)
class Instance:
    """One planning problem. ``locked`` places stay as they are, whatever the rules say of them."""

    people: tuple[Person, ...]
    sessions: tuple[str, ...]
    rules: Rules = Rules()
    locked: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        codes = [person.code for person in self.people]
        if len(set(codes)) < len(codes) or len(set(self.sessions)) < len(self.sessions):
            raise ValueError("a person or a session stands in the instance twice")
        unknown = (set(self.locked) - set(codes)) | (set(self.locked.values()) - set(self.sessions))
        if unknown:
            raise ValueError(f"locked, but not in the instance: {', '.join(sorted(unknown))}")

    @cached_property
    def by_code(self) -> dict[str, Person]:
        return {person.code: person for person in self.people}

    @cached_property
    def kept_apart(self) -> frozenset[tuple[str, str]]:
        """Pairs that must not meet, each once, whoever of the two said so."""
        pairs = ((person.code, other) for person in self.people for other in person.apart if other in self.by_code)
        return frozenset((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])

    def may(self, person: Person) -> tuple[str, ...]:
        """The sessions a person can be placed in, in the order of the sessions."""
        if person.code in self.locked:
            return (self.locked[person.code],)
        return tuple(session for session in self.sessions if session in person.sessions)


@dataclass(frozen=True)
class Plan:
    """Who is in which session. Whoever is not in ``places`` is on the reserve list."""

    places: Mapping[str, str]

    @property
    def placed(self) -> int:
        return len(self.places)

    def group(self, session: str) -> tuple[str, ...]:
        return tuple(sorted(person for person, where in self.places.items() if where == session))
