"""What breaks a rule in a plan, whoever made it: the same warnings by hand and by machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from thinking_together.reflection.planner.instance import Instance, Person, Plan


class Rule(StrEnum):
    """The rules a group keeps."""

    SMALLEST = "smallest"
    LARGEST = "largest"
    SECTORS = "sectors"
    ORGANISATION = "organisation"
    APART = "apart"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a session does not keep: what is, what should be, and what the warning says.

    It names nobody who is kept apart: that was said in private.
    """

    session: str
    rule: Rule
    found: int
    wanted: int
    about: str = ""


_WORDS = {
    Rule.SMALLEST: "{found} people, fewer than {wanted}",
    Rule.LARGEST: "{found} people, more than {wanted}",
    Rule.SECTORS: "{found} sectors, fewer than {wanted}",
    Rule.ORGANISATION: "{found} people from {about}, more than {wanted}",
    Rule.APART: "two people who should not be in the same group",
    Rule.TIMES: "{about} did not offer this time",
}


def said(broken: Broken) -> str:
    """The warning in words, without the session's name."""
    return _WORDS[broken.rule].format(found=broken.found, wanted=broken.wanted, about=broken.about)


def broken_rules(instance: Instance, plan: Plan) -> tuple[Broken, ...]:
    """Every rule that a plan breaks, session by session. An empty session does not take place and breaks none."""
    return tuple(
        broken for session in instance.sessions for broken in _of_session(instance, session, plan.group(session))
    )


def _of_session(instance: Instance, session: str, group: Sequence[str]) -> Iterator[Broken]:
    if not group:
        return
    rules, people = instance.rules, [instance.by_code[code] for code in group]
    if len(people) < rules.smallest:
        yield Broken(session, Rule.SMALLEST, len(people), rules.smallest)
    if len(people) > rules.largest:
        yield Broken(session, Rule.LARGEST, len(people), rules.largest)
    sectors = {person.sector for person in people}
    if len(sectors) < rules.sectors:
        yield Broken(session, Rule.SECTORS, len(sectors), rules.sectors)
    for organisation, count in sorted(organisations(people).items()):
        if count > rules.one_organisation:
            yield Broken(session, Rule.ORGANISATION, count, rules.one_organisation, organisation)
    together = set(group)
    if any(first in together and second in together for first, second in instance.kept_apart):
        yield Broken(session, Rule.APART, 2, 1)
    for person in people:
        if session not in person.sessions:
            yield Broken(session, Rule.TIMES, 0, 1, person.code)


def organisations(people: Sequence[Person]) -> Counter[str]:
    """People by organisation; somebody without one is from nowhere, and counts for none."""
    return Counter(person.organisation for person in people if person.organisation)
