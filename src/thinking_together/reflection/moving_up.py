"""Who of the reserve list gets a place that became free: the first by whom the group stays mixed."""

from __future__ import annotations

from collections.abc import Sequence

from thinking_together.core.writes import Actor
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering
from thinking_together.reflection.models import Offer, Placement, Wish
from thinking_together.reflection.planner.instance import Instance, Person, Plan, Rules
from thinking_together.reflection.planner.rules import Broken, Rule, broken_rules
from thinking_together.reflection.planning import rules_of

_OF_SIZE = {Rule.SMALLEST, Rule.LARGEST, Rule.TIMES}


def next_of(gathering: Gathering, waiting: Sequence[Attendance], *, by: Actor) -> Attendance | None:
    """``waiting`` in their order. Somebody who worsens the mix moves up only where the group would be too small, and
    nobody into a group with a person with whom they would not speak freely.

    Whoever moves up waits for no other session of the round any more.
    """
    of = getattr(gathering, "round_session", None)
    if of is None:
        return waiting[0] if waiting else None
    coming = list(
        Attendance.objects.filter(
            gathering=gathering, state__in=(AttendanceState.COMING, AttendanceState.ATTENDED), participant__isnull=False
        ).select_related("participant", "sector", "partner")
    )
    found = _choose(rules_of(of.round), coming, waiting)
    if found is not None:
        others = Attendance.objects.filter(gathering__round_session__round=of.round, participant=found.participant)
        others.filter(state=AttendanceState.RESERVE).exclude(pk=found.pk).delete()
        offer = Offer.objects.filter(round=of.round, participant=found.participant).first()
        if offer is not None:
            Placement.objects.update_or_create(offer=offer, defaults={"session": gathering, "locked": False})
    return found


def _choose(rules: Rules, coming: Sequence[Attendance], waiting: Sequence[Attendance]) -> Attendance | None:
    """The first of those who leave the least amiss with the mix."""
    apart = _apart([*coming, *waiting])
    fitting = {}
    for place in waiting:
        broken = _broken(rules, [*coming, place], apart)
        if all(one.rule is not Rule.APART for one in broken):
            fitting[place.pk] = _amiss(broken)
    found = min((place for place in waiting if place.pk in fitting), key=lambda one: fitting[one.pk], default=None)
    if found is None or fitting[found.pk] <= _amiss(_broken(rules, coming, apart)):
        return found
    return found if len(coming) < rules.smallest else None


def _amiss(broken: Sequence[Broken]) -> int:
    """How many sectors are missing and how many people of one organisation are too many."""
    return sum(abs(one.found - one.wanted) for one in broken)


def _broken(rules: Rules, places: Sequence[Attendance], apart: dict[int, set[int]]) -> list[Broken]:
    """Rules of the mix that a group breaks; its size is another matter."""
    people = tuple(
        Person(
            str(place.participant_id),
            str(place.sector_id),
            str(place.partner_id or ""),
            frozenset({"s"}),
            frozenset(str(other) for other in apart.get(place.participant_id or 0, ())),
        )
        for place in places
    )
    plan = Plan({person.code: "s" for person in people})
    return [one for one in broken_rules(Instance(people, ("s",), rules), plan) if one.rule not in _OF_SIZE]


def _apart(places: Sequence[Attendance]) -> dict[int, set[int]]:
    by_address = {
        p.participant.email.lower(): p.participant.pk for p in places if p.participant and p.participant.email
    }
    told = Wish.objects.filter(offer__participant__in=by_address.values(), email__in=by_address)
    found: dict[int, set[int]] = {}
    for who, address in told.values_list("offer__participant_id", "email"):
        found.setdefault(who, set()).add(by_address[address.lower()])
    return found
