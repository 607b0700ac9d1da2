"""Confirming a plan: the only step by which people are told where they are placed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.gatherings.domain.filling import next_position
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering, GatheringState
from thinking_together.programmes.models import Participant, Programme
from thinking_together.programmes.readiness import ready_to_open
from thinking_together.programmes.status import counted
from thinking_together.reflection import telling
from thinking_together.reflection.domain.planning import Changed, seen_of
from thinking_together.reflection.models import Offer, Round
from thinking_together.reflection.planning import PersonOfRound, Planning, planning_of


class NotReady(ValueError):
    """Nobody is invited before somebody answers for safeguarding."""


@dataclass(frozen=True, slots=True)
class Told:
    """How many were invited, moved or without a place any more, and put on the reserve list."""

    invited: int = 0
    moved: int = 0
    withdrawn: int = 0
    reserve: int = 0

    def in_words(self) -> str:
        parts = (
            (self.invited, "person is invited", "people are invited"),
            (self.moved, "person is told of another session", "people are told of another session"),
            (self.withdrawn, "person has no place any more", "people have no place any more"),
            (self.reserve, "person is on the reserve list", "people are on the reserve list"),
        )
        said = ", ".join(counted(*part) for part in parts if part[0])
        return f"{said}." if said else "Everybody knows already; nobody is told anything."


@write("plan.confirmed", whole=True)
def confirm(*, round: Round, seen: str, by: Actor) -> Written[Told] | Unchanged[Told]:
    """Invites whoever is placed and not told yet, and nobody twice; ``seen`` is ``seen_of`` what the lead looked at.

    ``Changed`` where another plan stands now, unless there is nothing left to tell. ``NotReady`` without safeguarding.
    """
    programme = Programme.objects.select_for_update().get(pk=round.programme_id)
    held = Round.objects.select_for_update().get(pk=round.pk, closed=None)
    held.programme = programme
    planning = planning_of(held)
    if not planning.changes and not _to_wait(planning):
        return Unchanged(Told())
    if seen_of(planning) != seen:
        raise Changed
    if missing := ready_to_open(programme):
        raise NotReady(" ".join(one.what for one in missing))
    told = _Confirming(planning, by).run()
    details = {"invited": told.invited, "moved": told.moved, "withdrawn": told.withdrawn, "reserve": told.reserve}
    return Written(held, told, details, programme=programme.slug)


def _to_wait(planning: Planning) -> dict[str, list[str]]:
    """Sessions, by person, on whose reserve list they are not yet: of people without a place, all that they offered."""
    known = {session.code: session.pk for session in planning.sessions}
    waits = set(
        Attendance.objects.filter(gathering__in=known.values(), state=AttendanceState.RESERVE).values_list(
            "participant__code", "gathering__code"
        )
    )
    found = {}
    for person in planning.people:
        if not person.place and not person.out:
            missing = [code for code in person.times if code in known and (person.code, code) not in waits]
            if missing:
                found[person.code] = missing
    return found


class _Confirming:
    """Everything that one confirmation does, in the transaction of its write."""

    def __init__(self, planning: Planning, by: Actor) -> None:
        self.planning, self.by = planning, by
        self.sessions = {s.code: s for s in self._locked(planning.sessions)}
        offers = Offer.objects.filter(round=planning.round).select_related(
            "participant__sector", "participant__partner"
        )
        self.participants = {offer.participant.code: offer.participant for offer in offers}

    def run(self) -> Told:
        invited = moved = withdrawn = 0
        for person in self.planning.changes:
            if person.coming:
                self._withdraw(person)
            if person.place:
                self._invite(person)
            invited += bool(person.place and not person.coming)
            moved += bool(person.place and person.coming)
            withdrawn += bool(person.coming and not person.place)
        reserve = self._wait()
        self._keep_sessions()
        return Told(invited, moved, withdrawn, reserve)

    def _locked(self, sessions: Iterable[Gathering]) -> list[Gathering]:
        held = Gathering.objects.select_for_update().filter(pk__in=[s.pk for s in sessions]).order_by("pk")
        return list(held)

    def _place(self, person: PersonOfRound, code: str) -> Attendance | None:
        of = Attendance.objects.filter(gathering=self.sessions[code], participant=self.participants[person.code])
        return of.select_related("gathering__programme", "participant").first()

    def _withdraw(self, person: PersonOfRound) -> None:
        """A place that a lead takes away was not cancelled by anybody, so it leaves no cancellation."""
        place = self._place(person, person.coming)
        if place is not None:
            telling.withdrawn(place, by=self.by)
            place.delete()

    def _invite(self, person: PersonOfRound) -> None:
        participant, session = self.participants[person.code], self.sessions[person.place]
        place = self._place(person, person.place) or Attendance(gathering=session, participant=participant)
        self._keep(place, participant, AttendanceState.COMING)
        of_round = Attendance.objects.filter(gathering__in=self.sessions.values(), participant=participant)
        of_round.filter(state=AttendanceState.RESERVE).delete()
        telling.invited(place, moved=bool(person.coming), by=self.by)

    def _wait(self) -> int:
        """In the order in which people offered times."""
        missing = _to_wait(self.planning)
        for code, sessions in missing.items():
            participant = self.participants[code]
            for session in sessions:
                place = Attendance(gathering=self.sessions[session], participant=participant)
                self._keep(place, participant, AttendanceState.RESERVE)
            telling.waiting(self.planning.round, participant, by=self.by)
        return len(missing)

    def _keep(self, place: Attendance, participant: Participant, state: AttendanceState) -> None:
        place.sector, place.partner = participant.sector, participant.partner
        place.state, place.reason, place.notice_days = state, "", None
        place.position = next_position(place.gathering)
        place.save()

    def _keep_sessions(self) -> None:
        """Sessions with people take place; nobody signs up for them by themselves."""
        for code, session in self.sessions.items():
            if self.planning.plan.group(code) and session.state == GatheringState.DRAFT:
                session.state = GatheringState.CLOSED
            session.capacity = session.planned_size = self.planning.rules.largest
            session.save(update_fields=["state", "capacity", "planned_size"])
