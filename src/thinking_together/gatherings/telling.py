"""What those who come or wait are told, each by a message of their own with their own link and calendar file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from thinking_together.core.dates.zone import local_parts
from thinking_together.core.writes import Actor
from thinking_together.gatherings.mail_parts import ANSWER, CANCEL, NEWS, PLACE, REQUEST, target_of
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering
from thinking_together.gatherings.showing import when
from thinking_together.messaging.domain import send
from thinking_together.messaging.kinds import Kind
from thinking_together.messaging.markdown import literally
from thinking_together.messaging.parts import PersonalFile, PersonalLink, Recipient

GIVE_BACK = "If you cannot come any more, give your place back by the link below: somebody may be waiting for it."


@dataclass(frozen=True, slots=True)
class News:
    """A message about one place: the words before its title, its text, and the calendar file that goes with it."""

    head: str
    words: str
    kind: Kind
    file: str = ""
    link: bool = True


def signed_up(place: Attendance, *, by: Actor) -> None:
    """They have a place, or wait for one."""
    _tell(place, "signed-up", _have(place, ""), by)


def reminded(place: Attendance, *, by: Actor) -> None:
    """They signed up again: what they have already, at most once a day."""
    _tell(place, f"again/{place.state}/{local_parts(timezone.now())[0]}", _have(place, " already"), by)


def moved_up(place: Attendance, *, by: Actor) -> None:
    """A place became free, and is theirs."""
    words = f"A place became free, and it is yours: {described(place.gathering)}. {GIVE_BACK}"
    _tell(place, "moved-up", News("A place became free for you", words, NEWS, REQUEST), by)


def cancelled(place: Attendance, *, had_place: bool, by: Actor) -> None:
    """What they gave back."""
    what = "place at" if had_place else "place on the waiting list of"
    words = f"You gave back your {what} {described(place.gathering)}. Thank you for telling us."
    _tell(place, "cancelled", News("You have cancelled", words, ANSWER, CANCEL if had_place else ""), by)


def changed(gathering: Gathering, *, by: Actor) -> None:
    """When or where it is."""
    for place in _on_the_list(gathering):
        has = place.state == AttendanceState.COMING
        yours = f"You have a place. {GIVE_BACK}" if has else "You are on the waiting list."
        words = f"Something has changed. It is now: {described(gathering)}. {yours}"
        _tell(place, f"changed/{gathering.sequence}", News("Changed", words, NEWS, REQUEST if has else ""), by)


def called_off(gathering: Gathering, *, why: str, by: Actor) -> None:
    """It does not take place."""
    reason = f"\n\n{literally(why)}" if why.strip() else ""
    for place in _on_the_list(gathering):
        has = place.state == AttendanceState.COMING
        words = f"This does not take place: {described(gathering)}.{reason}"
        _tell(place, "called-off", News("Called off", words, NEWS, CANCEL if has else "", link=False), by)


def _have(place: Attendance, already: str) -> News:
    what = described(place.gathering)
    if place.state == AttendanceState.RESERVE:
        words = f"You are{already} on the waiting list of {what}. When a place becomes free you get it, and a message."
        return News("You are on the waiting list", words, ANSWER)
    return News("You have a place", f"You{already} have a place at {what}. {GIVE_BACK}", ANSWER, REQUEST)


def described(gathering: Gathering) -> str:
    """Its title, when and where, as messages have it."""
    where = "online" if gathering.online else gathering.place
    return f"**{literally(gathering.title)}**, {when(gathering)}" + (f", {literally(where)}" if where else "")


def _on_the_list(gathering: Gathering) -> Iterable[Attendance]:
    states = (AttendanceState.COMING, AttendanceState.RESERVE)
    found = Attendance.objects.filter(gathering=gathering, state__in=states, participant__isnull=False)
    return found.select_related("gathering__programme", "participant")


def _tell(place: Attendance, about: str, news: News, by: Actor) -> None:
    """The key is of this sign-up: who cancelled and came back has another."""
    if place.participant is None:
        return
    gathering = place.gathering
    body = news.words
    if news.file == REQUEST and gathering.joining_link:
        body += f"\n\nJoin here: <{gathering.joining_link}>"
    if news.link:
        body += "\n\n[See your place, or give it back]({place})"
    send(
        programme=gathering.programme,
        key=f"gathering/{gathering.code}/{place.pk}.{place.position}/{about}",
        kind=news.kind.code,
        subject=f"{news.head}: {gathering.title}",
        body=body,
        to=[Recipient(participant=place.participant)],
        by=by,
        attachments=[PersonalFile(news.file, target_of(gathering))] if news.file else [],
        links=[PersonalLink("place", PLACE.code, target_of(gathering))] if news.link else [],
    )
