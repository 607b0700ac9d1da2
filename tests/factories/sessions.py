"""A round of reflective sessions in a real programme that may open: three sectors, people with addresses, two dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.factories import people
from tests.factories.outbox import real_programme

from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering
from thinking_together.programmes.domain.details import confirm_support
from thinking_together.programmes.models import Membership, Participant, Programme
from thinking_together.programmes.readiness import lines_of
from thinking_together.reflection.domain.inviting import Told, confirm
from thinking_together.reflection.domain.offers import offer_times
from thinking_together.reflection.domain.planning import seen_of
from thinking_together.reflection.domain.rounds import begin_round
from thinking_together.reflection.domain.sessions import add_session
from thinking_together.reflection.making import plan
from thinking_together.reflection.models import Round
from thinking_together.reflection.planning import planning_of

SECTORS = ("health", "education", "police")


def ready_programme(slug: str = "alder") -> Programme:
    """Somebody answers for safeguarding, and the support lines were checked."""
    made = real_programme(slug)
    made.sectors.create(code="police", name="Police")
    made.children_number, made.reading_rota = "01632 960000", "Daily"
    made.save()
    for duty in ("safeguarding_lead", "safeguarding_deputy"):
        made.responsible.create(duty=duty, name=duty.title(), email=f"{duty}@trust.example", phone="1")
    confirm_support(programme=made, seen=lines_of(made), by=SYSTEM)
    return Programme.objects.get(pk=made.pk)


@dataclass
class Sessions:
    """The programme with its lead, its round, and ``s1`` and ``s2``, in one and two weeks."""

    programme: Programme
    lead: Membership
    round: Round
    dates: list[Gathering] = field(default_factory=list)

    def person(self, name: str, sector: str, *, at: Iterable[int] = (0,), apart: Iterable[str] = ()) -> Participant:
        """Somebody of an organisation of their own, who offers these dates."""
        sectors = {one.code: one for one in self.programme.sectors.all()}
        partner = self.programme.partners.create(code=f"of_{name}", name=f"Trust of {name}", sector=sectors[sector])
        made = Participant.objects.create(
            programme=self.programme,
            code=name,
            sector=sectors[sector],
            partner=partner,
            email=f"{name}@trust.example",
        )
        self.offer(made, at=at, apart=apart)
        return made

    def offer(self, who: Participant, *, at: Iterable[int] = (0,), apart: Iterable[str] = ()) -> None:
        dates = [self.dates[one] for one in at]
        told = {"sessions": dates, "apart": [f"{name}@trust.example" for name in apart], "forget": False}
        offer_times(round=self.round, participant=who, by=SYSTEM, **told)  # type: ignore[arg-type]

    def group(self, first: str = "p", *, at: Iterable[int] = (0,), many: int = 6) -> list[Participant]:
        """People of three sectors in turn."""
        return [self.person(f"{first}{n}", SECTORS[n % 3], at=at) for n in range(many)]

    def plan(self) -> None:
        assert plan(round=self.round, by=self.lead.person) is None

    def confirm(self) -> Told:
        return confirm(round=self.round, seen=seen_of(planning_of(self.round)), by=self.lead.person)

    def states(self, session: int = 0) -> dict[str, str]:
        places = Attendance.objects.filter(gathering=self.dates[session]).select_related("participant")
        return {place.participant.code: place.state for place in places if place.participant}

    def place(self, name: str, session: int = 0) -> Attendance:
        of = Attendance.objects.select_related("gathering", "participant")
        return of.get(gathering=self.dates[session], participant__code=name)

    def held(self, session: int = 0) -> Gathering:
        """As if it had been, with everybody there."""
        found = self.dates[session]
        Attendance.objects.filter(gathering=found, state=AttendanceState.COMING).update(state=AttendanceState.ATTENDED)
        return found


def sessions(slug: str = "alder") -> Sessions:
    programme = ready_programme(slug)
    lead = people.member(programme, Role.LEAD)
    round = begin_round(programme=programme, by=lead.person)
    made = Sessions(programme, lead, round)
    for weeks in (1, 2):
        starts = (datetime.now(UTC) + timedelta(weeks=weeks)).replace(hour=10, minute=0, second=0, microsecond=0)
        made.dates.append(
            add_session(
                round=round,
                title=f"Session {weeks}",
                starts=starts,
                ends=starts + timedelta(minutes=90),
                place="Library",
                facilitators=[],
                by=lead.person,
            )
        )
    return made
