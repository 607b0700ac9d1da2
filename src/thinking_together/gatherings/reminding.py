"""Everybody who has a place at something is reminded of it a few days before, whatever kind of gathering it is.

A worker's keeper asks for it again and again. Nobody is reminded twice of one time and place.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from thinking_together.core.school_filters import quiet
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.mail_parts import NEWS, PLACE, REQUEST, target_of
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering, GatheringKind, GatheringState
from thinking_together.gatherings.telling import GIVE_BACK, described
from thinking_together.messaging.domain import send
from thinking_together.messaging.models import Delivery, Link, Message
from thinking_together.messaging.parts import PersonalFile, PersonalLink, Recipient
from thinking_together.programmes.models import Participant
from thinking_together.programmes.pauses import paused

REMIND = timedelta(days=3)
TOO_LATE = timedelta(hours=2)  # before it begins
JUST_TOLD = timedelta(days=1)  # who heard of their place since then needs no reminder

_words: dict[str, str] = {}


def register_words(kind: GatheringKind, words: str) -> None:
    """What is said besides, of gatherings of a kind."""
    _words[kind.value] = words


def remind() -> int:
    """How many gatherings somebody is reminded of. While paused it waits."""
    now = timezone.now()
    held = (GatheringState.OPEN, GatheringState.CLOSED)
    near = Gathering.objects.filter(state__in=held, starts__gt=now + TOO_LATE, starts__lte=now + REMIND)
    done = 0
    for gathering in near.filter(programme__archived=None).select_related("programme"):
        people = _to_remind(gathering)
        if people and not paused(gathering.programme):
            _tell(gathering, people)
            done += 1
    return done


def _to_remind(gathering: Gathering) -> list[Participant]:
    """Whoever comes, was not reminded of this time and place, and was not told of it just now."""
    told = Link.objects.filter(
        programme=gathering.programme,
        purpose=PLACE.code,
        target=target_of(gathering),
        issued__gt=timezone.now() - JUST_TOLD,
        participant__isnull=False,
    )
    reminded = Delivery.objects.filter(message__in=_reminders(gathering), participant__isnull=False)
    places = Attendance.objects.filter(gathering=gathering, state=AttendanceState.COMING, participant__isnull=False)
    places = places.exclude(participant__email="").exclude(participant__in=told.values("participant"))
    places = places.exclude(participant__in=reminded.values("participant"))
    return [place.participant for place in places.select_related("participant") if place.participant]


def _reminders(gathering: Gathering) -> QuerySet[Message]:
    return Message.objects.filter(programme=gathering.programme, key__startswith=_key(gathering))


def _key(gathering: Gathering) -> str:
    return f"gathering/{gathering.code}/reminder/{gathering.sequence}/"


def _tell(gathering: Gathering, people: list[Participant]) -> None:
    """Those who took a place after a reminder went get one of their own; two who ask at once write the same one."""
    said = (f"You have a place at {described(gathering)}.", _words.get(gathering.kind, ""))
    body = " ".join(one for one in said if one)
    if gathering.joining_link:
        body += f"\n\nJoin here: <{gathering.joining_link}>"
    send(
        programme=gathering.programme,
        key=f"{_key(gathering)}{_reminders(gathering).count() + 1}",
        kind=NEWS.code,
        subject=f"Soon: {quiet(gathering.title, gathering.get_kind_display())}",
        body=f"{body}\n\n{GIVE_BACK}\n\n[See your place, or give it back]({{place}})",
        to=[Recipient(participant=person) for person in people],
        by=SYSTEM,
        attachments=[PersonalFile(REQUEST, target_of(gathering))],
        links=[PersonalLink("place", PLACE.code, target_of(gathering))],
    )
