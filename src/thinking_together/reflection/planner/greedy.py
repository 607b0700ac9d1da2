"""A plan as a careful person makes it: the hardest sessions and people first, then local swaps. Keeps every rule.

It is the yardstick of ``bench planner`` and the plan from which the exact search begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from thinking_together.reflection.planner.instance import Instance, Person, Plan
from thinking_together.reflection.planner.rules import organisations

_ROUNDS = 20


def greedy(instance: Instance) -> Plan:
    """Fills session after session, rarest people first and unseen sectors first, then improves by swaps.

    Locked people count in their session; a session that cannot be filled by the rules is left to those locked in it.
    """
    return _Greedy(instance).run()


class _Greedy:
    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.rules = instance.rules
        self.where: dict[str, str] = dict(instance.locked)
        self.groups: dict[str, list[Person]] = {session: [] for session in instance.sessions}
        for code, session in instance.locked.items():
            self.groups[session].append(instance.by_code[code])
        self.foes: dict[str, set[str]] = {person.code: set() for person in instance.people}
        for first, second in instance.kept_apart:
            self.foes[first].add(second)
            self.foes[second].add(first)
        self.rarity = Counter(person.sector for person in instance.people)

    def run(self) -> Plan:
        offered = Counter(session for person in self.instance.people for session in self.instance.may(person))
        for session in sorted(self.instance.sessions, key=lambda s: (offered[s], s)):
            self._fill(session)
        for _ in range(_ROUNDS):
            moved = [self._place_by_moving(person) for person in self._left()]
            if not any(moved):
                break
        return Plan(dict(self.where))

    def _left(self) -> list[Person]:
        return [person for person in self.instance.people if person.code not in self.where]

    def _fill(self, session: str) -> None:
        """All or nothing: a group that stays below the smallest size gives its people back."""
        before = list(self.groups[session])
        while len(self.groups[session]) < self.rules.largest:
            found = self._next(session)
            if found is None:
                break
            self._put(found, session)
        if not self._holds(self.groups[session]):
            for person in self.groups[session]:
                if person not in before:
                    del self.where[person.code]
            self.groups[session] = before

    def _next(self, session: str) -> Person | None:
        """The fewest choices first; while sectors are missing, from a new one, the commonest new one first."""
        group = self.groups[session]
        seen = {person.sector for person in group}
        room = self.rules.largest - len(group)
        must = self.rules.sectors - len(seen) >= room
        candidates = [
            person
            for person in self._left()
            if session in person.sessions and self._fits(person, group) and not (must and person.sector in seen)
        ]
        missing = len(seen) < self.rules.sectors
        return min(
            candidates,
            key=lambda p: (
                missing and p.sector in seen,
                -self.rarity[p.sector] if missing else 0,
                len(p.sessions),
                p.code,
            ),
            default=None,
        )

    def _fits(self, person: Person, group: Iterable[Person]) -> bool:
        members = list(group)
        same = organisations(members)[person.organisation] if person.organisation else 0
        apart = any(member.code in self.foes[person.code] for member in members)
        return same < self.rules.one_organisation and not apart

    def _holds(self, group: list[Person]) -> bool:
        return len(group) >= self.rules.smallest and len({person.sector for person in group}) >= self.rules.sectors

    def _place_by_moving(self, person: Person) -> bool:
        """A place in a group with room, or one made by moving somebody of a full group to another with room."""
        for session in self.instance.may(person):
            if self._open(session, person):
                self._put(person, session)
                return True
        for session in self.instance.may(person):
            for member in list(self.groups[session]):
                if member.code not in self.instance.locked and self._swap(person, member, session):
                    return True
        return False

    def _swap(self, person: Person, member: Person, session: str) -> bool:
        rest = [other for other in self.groups[session] if other is not member]
        if len(rest) < self.rules.smallest - 1 or not self._fits(person, rest) or not self._holds([*rest, person]):
            return False
        for other in self.instance.may(member):
            if other != session and self._open(other, member):
                self.groups[session] = rest
                self._put(member, other)
                self._put(person, session)
                return True
        return False

    def _open(self, session: str, person: Person) -> bool:
        group = self.groups[session]
        return self._holds([*group, person]) and len(group) < self.rules.largest and self._fits(person, group)

    def _put(self, person: Person, session: str) -> None:
        self.groups[session].append(person)
        self.where[person.code] = session
