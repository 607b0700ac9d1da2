"""What people are told about sessions: each by a message of their own, with their own link and calendar file."""

from __future__ import annotations

from thinking_together.core.writes import Actor
from thinking_together.gatherings.mail_parts import CANCEL, PLACE, REQUEST, target_of
from thinking_together.gatherings.models import Attendance, Gathering
from thinking_together.gatherings.showing import when
from thinking_together.messaging.domain import send
from thinking_together.messaging.kinds import Kind
from thinking_together.messaging.links import Purpose
from thinking_together.messaging.markdown import literally
from thinking_together.messaging.parts import PersonalFile, PersonalLink, Recipient
from thinking_together.programmes.models import Participant
from thinking_together.reflection.models import Round

TIMES = Purpose("sessions.times", "sessions_times", days=120, once=False)
FEEDBACK = Purpose("sessions.feedback", "sessions_feedback", days=60, once=False, shared=True)
PURPOSES = (TIMES, FEEDBACK)
INVITATION = Kind("sessions.invitation", "Invitation to a session, or a change of it")
ASK = Kind("sessions.ask", "Question for times of sessions", to_many=True)
AFTER = Kind("sessions.after", "Question how a session was")
KINDS = (INVITATION, ASK, AFTER)

NOBODY_NEED_SHARE = "Nobody need share; listening is taking part."
SEE_PLACE = "[See or cancel your place]({place})"
GIVE_BACK = "If you cannot come, please say so as early as you can: somebody else waits for a place."


def target_of_round(round: Round) -> str:
    """By its number, which stays when a newer folder replaces the programme."""
    return f"round:{round.number}"


def what(session: Gathering) -> str:
    place = f", {literally(session.place)}" if session.place else ""
    return f"**{literally(session.title)}**, {when(session)}{place}"


def invited(place: Attendance, *, moved: bool, by: Actor) -> None:
    """They have a place in a group; ``moved``: instead of another."""
    head = "Your session has changed" if moved else "You are invited"
    words = (
        f"{'You now have a place at' if moved else 'You are invited to'} {what(place.gathering)}. "
        f"A small group from different services meets face to face. {NOBODY_NEED_SHARE}\n\n{GIVE_BACK}"
    )
    _tell(place, "invited", head, words, by, REQUEST)


def withdrawn(place: Attendance, *, by: Actor) -> None:
    """They have no place there any more. Where they have one elsewhere, another message says so."""
    words = f"Your place at {what(place.gathering)} is no longer yours: the groups were put together anew."
    _tell(place, "withdrawn", "A session without you", words, by, CANCEL, link=False)


def waiting(round: Round, participant: Participant, *, by: Actor) -> None:
    """They offered times and have no place yet; said once a round."""
    send(
        programme=round.programme,
        key=f"sessions/{round.number}/waiting/{participant.code}",
        kind=INVITATION.code,
        subject="You are on the reserve list of the sessions",
        body="Thank you for offering times. There is no place for you yet. As soon as one becomes free at a time that "
        "you offered, it is yours and we tell you.\n\n[Change your times]({times})",
        to=[Recipient(participant=participant)],
        by=by,
        links=[PersonalLink("times", TIMES.code, target_of_round(round))],
    )


def _tell(place: Attendance, key: str, head: str, words: str, by: Actor, file: str, link: bool = True) -> None:
    if place.participant is None:
        return
    session = place.gathering
    send(
        programme=session.programme,
        key=f"session/{session.code}/{place.pk}.{place.position}/{key}",
        kind=INVITATION.code,
        subject=f"{head}: {session.title}",
        body=words + (f"\n\n{SEE_PLACE}" if link else ""),
        to=[Recipient(participant=place.participant)],
        by=by,
        attachments=[PersonalFile(file, target_of(session))],
        links=[PersonalLink("place", PLACE.code, target_of(session))] if link else [],
    )
