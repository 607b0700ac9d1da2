"""What is still to come in the demonstration: a webinar to sign up for, sessions to plan, and a survey to try.

The example's folder is a programme that has ended, and its figures are cited; a date in it that lies ahead would be
past some day. So that pages have something to do on them, it is planned from the day on which the demonstration begins.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from thinking_together.core.dates.zone import zone
from thinking_together.core.permissions import Role
from thinking_together.core.writes import Actor
from thinking_together.gatherings.domain import plan
from thinking_together.gatherings.models import Gathering, GatheringKind, GatheringState
from thinking_together.programmes.models import Participant, Programme
from thinking_together.reflection.domain.offers import offer_times
from thinking_together.reflection.domain.rounds import begin_round
from thinking_together.reflection.domain.sessions import add_session
from thinking_together.reflection.models import Round
from thinking_together.site.demo.people import NotInvented
from thinking_together.survey.answering.opening import open_collection

WEBINAR = "What was found, and what comes next"
ABOUT = (
    "An hour for everybody in the network: what the six parts of the work found, what is asked of whom, and time for "
    "questions. This event is invented."
)
PLACES = ("Fernshire town hall", "Northmere library", "Southey community centre")
WEEKS = (4, 5, 6)  # until the sessions
OFFERING = 24  # people of the example, of every sector in turn


@transaction.atomic
def plan_ahead(programme: Programme, *, by: Actor) -> None:
    """Once, after its people were brought in. ``NotInvented`` for a programme that is not an example."""
    if not programme.invented:
        raise NotInvented(f"{programme} is not invented")
    begins = _at(3, time(16))
    plan(
        programme=programme,
        kind=GatheringKind.WEBINAR,
        title=WEBINAR,
        starts=begins,
        ends=begins + timedelta(hours=1),
        online=True,
        joining_link="https://example.org/invented-webinar",
        capacity=150,
        about=ABOUT,
        state=GatheringState.OPEN,
        by=by,
    )
    _round(programme, by=by)
    open_collection(programme=programme, closes=None, by=by)


def _round(programme: Programme, *, by: Actor) -> None:
    round = begin_round(programme=programme, by=by)
    facilitators = list(programme.memberships.filter(role=Role.FACILITATOR))
    held = programme.gatherings.filter(kind=GatheringKind.REFLECTIVE_SESSION).count()
    sessions = []
    for at, (weeks, place) in enumerate(zip(WEEKS, PLACES, strict=True), start=1):
        begins = _at(weeks, time(13, 30))
        sessions.append(
            add_session(
                round=round,
                title=f"Reflective session {held + at}",
                starts=begins,
                ends=begins + timedelta(minutes=90),
                place=place,
                facilitators=facilitators,
                by=by,
            )
        )
    _offers(round, sessions, by=by)


def _offers(round: Round, sessions: list[Gathering], *, by: Actor) -> None:
    """Each person could come to two of the three."""
    for at, person in enumerate(_mixed(round.programme)):
        could = [session for n, session in enumerate(sessions) if n != at % len(sessions)]
        offer_times(round=round, participant=person, sessions=could, apart=(), forget=False, by=by)


def _mixed(programme: Programme) -> list[Participant]:
    """People of one sector after the other, so that groups can be mixed."""
    of_sector = [list(programme.participants.filter(sector=sector)[:OFFERING]) for sector in programme.sectors.all()]
    turns = [people[n] for n in range(OFFERING) for people in of_sector if n < len(people)]
    return turns[:OFFERING]


def _at(weeks: int, hour: time) -> datetime:
    """So many weeks from now, on a day from Monday to Friday."""
    day: date = timezone.localdate() + timedelta(weeks=weeks)
    day += timedelta(days=max(7 - day.weekday(), 0) if day.weekday() > 4 else 0)
    return datetime.combine(day, hour, zone())
