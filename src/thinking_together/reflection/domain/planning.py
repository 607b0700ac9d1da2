"""The plan: kept as the planner made it, and changed by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.reflection.models import Placement, Round
from thinking_together.reflection.planner.exact import Solution
from thinking_together.reflection.planner.explain import Remedy
from thinking_together.reflection.planning import Planning, planning_of


class Changed(Exception):
    """Offers, sessions, rules or locked places are not those that the plan was made of."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is to be (empty: nowhere), and whether that stays when the plan is made again."""

    session: str
    locked: bool


@write("plan.made")
def keep_plan(
    *, round: Round, made_of: str, solution: Solution, remedies: Sequence[Remedy], by: Actor
) -> Written[Round]:
    """Keeps what the planner found; ``Changed`` where it was made of something else than what is there now.

    Nobody is told anything: that is another decision.
    """
    planning = planning_of(_held(round))
    if planning.made_of != made_of:
        raise Changed
    _place(planning, {code: Place(session, False) for code, session in solution.plan.places.items()}, keep_locks=True)
    held = planning.round
    held.planned_as, held.planned_at = made_of, timezone.now()
    held.bound, held.optimal = solution.bound, solution.optimal
    held.remedies = [[one.rule.value, one.to, one.more, one.proven] for one in remedies]
    held.save(update_fields=["planned_as", "planned_at", "bound", "optimal", "remedies"])
    told = {"placed": solution.plan.placed, "people": len(planning.people)}
    return Written(held, held, told, programme=held.programme.slug)


@write("plan.changed_by_hand")
def place_by_hand(*, round: Round, seen: str, places: Mapping[str, Place], by: Actor) -> Written[int] | Unchanged[int]:
    """Puts people where a lead wants them, against the rules too: those are warnings. How many places changed.

    ``seen`` is ``seen_of`` the plan that the lead looked at; ``Changed`` where another stands now. Whoever was moved by
    hand is locked there.
    """
    planning = planning_of(_held(round))
    if seen_of(planning) != seen:
        raise Changed
    before = {p.code: Place(p.place, p.locked) for p in planning.people}
    wanted = {
        code: Place(place.session, bool(place.session) and (place.locked or place.session != before[code].session))
        for code, place in places.items()
        if code in before
    }
    differing = {code: place for code, place in wanted.items() if place != before[code]}
    if not differing:
        return Unchanged(0)
    unknown = {place.session for place in differing.values() if place.session} - set(planning.instance.sessions)
    if unknown:
        raise Changed
    _place(planning, differing, keep_locks=False)
    held = planning.round
    return Written(held, len(differing), {"places": len(differing)}, programme=held.programme.slug)


def seen_of(planning: Planning) -> str:
    """For the hidden field of the form: the places as they were shown."""
    told = repr((planning.made_of, [(p.code, p.place, p.locked) for p in planning.people]))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _held(round: Round) -> Round:
    return Round.objects.select_for_update(of=("self",)).select_related("programme").get(pk=round.pk, closed=None)


def _place(planning: Planning, places: Mapping[str, Place], *, keep_locks: bool) -> None:
    """Writes what differs. With ``keep_locks`` it is a whole plan: whoever is not in it has no place."""
    sessions = {session.code: session.pk for session in planning.sessions}
    for person in planning.people:
        place = places.get(person.code)
        if place is None and not keep_locks:
            continue
        if keep_locks and person.out:
            continue
        place = place or Place("", False)
        locked = (place.locked or (keep_locks and person.locked)) and bool(place.session)
        if (place.session, locked) == (person.place, person.locked):
            continue
        if not place.session and not person.coming:
            Placement.objects.filter(offer=person.offer).delete()
        else:
            values = {"session_id": sessions.get(place.session), "locked": locked}
            Placement.objects.update_or_create(offer_id=person.offer, defaults=values)
