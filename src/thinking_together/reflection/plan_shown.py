"""The plan as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thinking_together.gatherings.showing import when
from thinking_together.reflection.planner.booking import Booking
from thinking_together.reflection.planner.rules import Broken, Rule, broken_rules
from thinking_together.reflection.planning import PersonOfRound, Planning, plan_is_stale


@dataclass(frozen=True, slots=True)
class Group:
    """A session with who is placed there; ``risk`` for that many people, and the rules that it breaks, in words."""

    code: str
    title: str
    when: str
    place: str
    people: tuple[PersonOfRound, ...]
    warnings: tuple[str, ...]
    risk: Booking | None


@dataclass(frozen=True, slots=True)
class NoPlace:
    """Somebody without a place, and why."""

    person: PersonOfRound
    why: str


@dataclass(frozen=True, slots=True)
class PlanShown:
    """All that the page shows. ``remedies``: what was tried, one rule a step looser each, and how many it helps."""

    groups: tuple[Group, ...]
    without: tuple[NoPlace, ...]
    people: tuple[PersonOfRound, ...]
    choices: tuple[tuple[str, str], ...]
    remedies: tuple[str, ...]
    bookings: tuple[Booking, ...]
    invited: int
    rate: float
    late: int
    of: int
    made: bool
    stale: bool
    optimal: bool
    bound: int
    placed: int
    changes: tuple[PersonOfRound, ...]


def plan_shown(planning: Planning) -> PlanShown:
    """No further statement: everything is in ``planning``."""
    broken = broken_rules(planning.instance, planning.plan)
    groups = tuple(_group(planning, at, broken) for at in range(len(planning.sessions)))
    without = tuple(NoPlace(p, _why(planning, p)) for p in planning.people if not p.place)
    choices = (("", "No place"), *((s.code, f"{s.title}, {when(s)}") for s in planning.sessions))
    fresh = bool(planning.round.planned_as) and not plan_is_stale(planning)
    return PlanShown(
        groups,
        without,
        planning.people,
        choices,
        tuple(_remedy(*one) for one in planning.round.remedies) if fresh else (),
        planning.bookings,
        planning.rules.largest,
        planning.cancelled.rate,
        planning.cancelled.late,
        planning.cancelled.invited,
        bool(planning.round.planned_as),
        plan_is_stale(planning),
        planning.round.optimal,
        planning.round.bound,
        planning.plan.placed,
        planning.changes,
    )


def _group(planning: Planning, at: int, broken: Sequence[Broken]) -> Group:
    session = planning.sessions[at]
    people = tuple(p for p in planning.people if p.place == session.code)
    warnings = tuple(_said(planning, one) for one in broken if one.session == session.code)
    risk = planning.booking(len(people)) if people else None
    return Group(session.code, session.title, when(session), session.place, people, warnings, risk)


def _said(planning: Planning, one: Broken) -> str:
    """As a lead reads it: organisations and people by name. Two who are kept apart are named to nobody."""
    names = {p.organisation: p.organisation_name for p in planning.people} | {p.code: p.name for p in planning.people}
    about = names.get(one.about, one.about)
    return {
        Rule.SMALLEST: f"{one.found} people are invited, fewer than {one.wanted}",
        Rule.LARGEST: f"{one.found} people are invited, more than {one.wanted}",
        Rule.SECTORS: f"{one.found} sectors, fewer than {one.wanted}",
        Rule.ORGANISATION: f"{one.found} people from {about}, more than {one.wanted}",
        Rule.APART: "Two people should not be in the same group",
        Rule.TIMES: f"{about} did not offer this time",
    }[one.rule]


def _why(planning: Planning, person: PersonOfRound) -> str:
    known = {session.code for session in planning.sessions}
    if person.out:
        return "Taken out by hand"
    if not set(person.times) & known:
        return "Offered none of these times"
    groups = {code: planning.plan.group(code) for code in person.times if code in known}
    if all(len(group) >= planning.rules.largest for group in groups.values()):
        return "Every session that they offered is full"
    if not any(groups.values()):
        return "Too few people, or too few sectors, offered the same times for a group"
    return "The rules for the groups leave no place at the times that they offered"


_REMEDIES = {
    Rule.SMALLEST: "If {to} people were enough for a group",
    Rule.LARGEST: "If {to} people were invited to a session",
    Rule.SECTORS: "If {to} sectors were enough in a group",
    Rule.ORGANISATION: "If {to} people of one organisation were allowed in a group",
    Rule.APART: "If nobody were kept apart",
    Rule.TIMES: "If everybody could come to every session",
}


def _remedy(rule: str, to: int, more: int, proven: bool) -> str:
    people = "1 more person" if more == 1 else f"{more} more people"
    at_least = "" if proven else "at least "
    return f"{_REMEDIES[Rule(rule)].format(to=to)}, {at_least}{people} would have a place."
