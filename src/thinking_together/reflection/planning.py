"""A round as the planner sees it: people with the times they offered, sessions that are to come, places as they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering
from thinking_together.reflection.cancelling import Cancelled, cancelled_so_far
from thinking_together.reflection.models import Offer, Placement, Round, Wish
from thinking_together.reflection.planner.booking import Booking, booking, bookings, rules_for
from thinking_together.reflection.planner.instance import Instance, Person, Plan, Rules
from thinking_together.reflection.sessions_ahead import sessions_ahead, sessions_of

SETTLED = (AttendanceState.COMING, AttendanceState.ATTENDED)


@dataclass(frozen=True, slots=True)
class PersonOfRound:
    """Somebody who offered times. ``name`` is for leads: the address, or the code where there is none.

    ``coming``: to which session they were invited; ``place`` and ``coming`` differ until a change is confirmed.
    ``out``: a lead decided that they have no place. Sessions that they cancelled are none of their ``times``.
    """

    offer: int
    code: str
    name: str
    sector: str
    sector_name: str
    organisation: str
    organisation_name: str
    times: tuple[str, ...]
    place: str
    locked: bool
    coming: str
    out: bool


@dataclass(frozen=True)
class Planning:
    """What a plan is made of, and the plan as it stands. ``sessions`` are those that can still be planned."""

    round: Round
    sessions: tuple[Gathering, ...]
    people: tuple[PersonOfRound, ...]
    apart: dict[str, frozenset[str]]
    cancelled: Cancelled

    @cached_property
    def rules(self) -> Rules:
        """Of the number of people invited, which allows for those who will cancel."""
        of_group = rules_of(self.round)
        if self.round.invited is None:
            return rules_for(self.cancelled.rate, of_group)
        slack = of_group.largest - of_group.smallest
        smallest = max(self.round.invited - slack, of_group.sectors)
        return Rules(smallest, max(self.round.invited, smallest), of_group.sectors, of_group.one_organisation)

    @cached_property
    def instance(self) -> Instance:
        known = {session.code for session in self.sessions}
        people = tuple(
            Person(p.code, p.sector, p.organisation, frozenset(p.times) & known, self.apart.get(p.code, frozenset()))
            for p in self.people
            if not p.out
        )
        locked = {p.code: p.place for p in self.people if p.place in known and (p.locked or p.coming == p.place)}
        return Instance(people, tuple(session.code for session in self.sessions), self.rules, locked)

    @cached_property
    def plan(self) -> Plan:
        known = {session.code for session in self.sessions}
        return Plan({p.code: p.place for p in self.people if p.place in known})

    @cached_property
    def bookings(self) -> tuple[Booking, ...]:
        """The choices of how many to invite, each with its risk."""
        return bookings(self.cancelled.rate, self.round.smallest, self.round.largest)

    def booking(self, invited: int) -> Booking:
        return booking(invited, self.cancelled.rate, self.round.smallest, self.round.largest)

    @cached_property
    def made_of(self) -> str:
        """Names everything that the planner was given: whenever it differs, a plan is of something else."""
        told = repr((self.instance.people, self.instance.sessions, self.rules, sorted(self.instance.locked.items())))
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def changes(self) -> tuple[PersonOfRound, ...]:
        """Whose place is not the one that they were told."""
        return tuple(p for p in self.people if p.place != p.coming)


def planning_of(round: Round) -> Planning:
    """A fixed number of statements, whatever the number of people."""
    ahead = sessions_ahead(round)
    known = {session.pk: session.code for session in ahead}
    begun = [s.pk for s in sessions_of(round) if s.pk not in known]
    been = set(
        Attendance.objects.filter(gathering__in=begun, state__in=SETTLED, participant__isnull=False).values_list(
            "participant_id", flat=True
        )
    )
    offers = list(
        Offer.objects.filter(round=round)
        .exclude(participant_id__in=been)
        .select_related("participant__sector", "participant__partner", "placement__session")
        .prefetch_related("times")
    )
    places = list(Attendance.objects.filter(gathering__in=list(known), participant__isnull=False))
    coming = {a.participant_id: known[a.gathering_id] for a in places if a.state == AttendanceState.COMING}
    gone = {(a.participant_id, a.gathering_id) for a in places if a.state == AttendanceState.CANCELLED}
    people = tuple(
        _person(offer, {pk: code for pk, code in known.items() if (offer.participant_id, pk) not in gone}, coming)
        for offer in offers
    )
    return Planning(round, ahead, people, _apart(offers), cancelled_so_far(round.programme))


def _person(offer: Offer, known: dict[int, str], coming: dict[int | None, str]) -> PersonOfRound:
    """``known``: sessions ahead that the person has not cancelled."""
    who = offer.participant
    placed: Placement | None = getattr(offer, "placement", None)
    out = placed is not None and placed.session is None
    told = coming.get(who.pk, "")
    place = known.get(placed.session_id or 0, "") if placed else ""
    return PersonOfRound(
        offer.pk,
        who.code,
        who.email or who.code,
        who.sector.code,
        who.sector.name,
        who.partner.code if who.partner else "",
        who.partner.name if who.partner else "",
        tuple(known[time.session_id] for time in offer.times.all() if time.session_id in known),
        place if place or out else told,
        bool(place and placed and placed.locked),
        told,
        out,
    )


def _apart(offers: Iterable[Offer]) -> dict[str, frozenset[str]]:
    """Whom each would not meet, of those who are there."""
    by_address = {o.participant.email.lower(): o.participant.code for o in offers if o.participant.email}
    by_offer = {o.pk: o.participant.code for o in offers}
    apart: dict[str, set[str]] = {}
    for offer, address in Wish.objects.filter(offer__in=list(by_offer)).values_list("offer_id", "email"):
        other = by_address.get(address.lower())
        if other:
            apart.setdefault(by_offer[offer], set()).add(other)
    return {code: frozenset(others) for code, others in apart.items()}


def rules_of(round: Round) -> Rules:
    """What a group must be when it meets."""
    return Rules(round.smallest, round.largest, round.sectors, round.one_organisation)


def plan_is_stale(planning: Planning) -> bool:
    """Whether something that the plan was made of has changed since."""
    return bool(planning.round.planned_as) and planning.round.planned_as != planning.made_of
