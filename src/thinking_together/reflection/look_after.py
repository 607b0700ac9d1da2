"""What has its time: the question how it was, and the end of a round. A worker's keeper asks for it.

Each is done once, whoever asks and however often: a message has a key, a round is closed once.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering, GatheringState
from thinking_together.messaging.domain import send
from thinking_together.messaging.models import Message
from thinking_together.messaging.parts import PersonalLink, Recipient
from thinking_together.programmes.pauses import paused
from thinking_together.reflection import telling
from thinking_together.reflection.domain.rounds import close_round
from thinking_together.reflection.models import Round

ASK_FOR = timedelta(days=30)
ROUND_ENDS = timedelta(days=7)  # after its last session


def look_after() -> None:
    """A few statements while nothing is due."""
    ask_how_it_was()
    close_rounds()


def ask_how_it_was() -> int:
    """Those who came, once somebody wrote down who did; one link for all of them, so that nobody is known by theirs."""
    now = timezone.now()
    done = 0
    for session in _sessions().filter(ends__lt=now, ends__gt=now - ASK_FOR):
        key = f"session/{session.code}/feedback"
        places = list(_places(session, AttendanceState.ATTENDED))
        if not places or _written(session, key) or paused(session.programme):
            continue
        send(
            programme=session.programme,
            key=key,
            kind=telling.AFTER.code,
            subject=f"How was it? {session.title}",
            body=f"Thank you for coming to {telling.what(session)}. Would you tell us how it was? It takes a minute. "
            f"Nobody can see who answered: everybody who was there has the same link.\n\n"
            "[Say how it was]({feedback})",
            to=[Recipient(participant=place.participant) for place in places],
            by=SYSTEM,
            links=[PersonalLink("feedback", telling.FEEDBACK.code, f"session:{session.code}")],
        )
        done += 1
    return done


def close_rounds() -> int:
    """A week after its last session, so that private wishes are not kept longer than they serve."""
    limit = timezone.now() - ROUND_ENDS
    done = 0
    for round in Round.objects.filter(closed=None).prefetch_related("sessions__session"):
        ends = [one.session.ends for one in round.sessions.all() if one.session.ends is not None]
        if ends and max(ends) < limit:
            close_round(round=round, by=SYSTEM)
            done += 1
    return done


def _sessions() -> QuerySet[Gathering]:
    of = Gathering.objects.filter(round_session__isnull=False, programme__archived=None)
    return of.exclude(state__in=(GatheringState.CANCELLED, GatheringState.DRAFT)).select_related("programme")


def _places(session: Gathering, state: AttendanceState) -> QuerySet[Attendance]:
    found = Attendance.objects.filter(gathering=session, state=state, participant__isnull=False)
    return found.exclude(participant__email="").select_related("participant")


def _written(session: Gathering, key: str) -> bool:
    return Message.objects.filter(programme=session.programme, key=key).exists()
