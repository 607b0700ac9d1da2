"""What gatherings add to the registers of messages: purposes of links, kinds, calendar files."""

from __future__ import annotations

from thinking_together.gatherings import calendar
from thinking_together.gatherings.models import Gathering
from thinking_together.messaging import kinds, links, parts
from thinking_together.messaging.kinds import Kind
from thinking_together.messaging.links import Purpose
from thinking_together.messaging.models import Delivery
from thinking_together.messaging.parts import Attachment, FileLink
from thinking_together.programmes.models import Programme

PLACE = Purpose("gathering.place", "gathering_place", days=400, once=False)  # see one's place, give it back
INVITED = Purpose("gathering.invited", "gathering_invited", days=120, once=False)  # sign up, the address being known
CALENDAR = Purpose("gathering.calendar", "gathering_calendar", days=400, once=False)  # the file of one's place
ANSWER = Kind("gathering.answer", "Answer to a sign-up or cancellation", prompt=True)
NEWS = Kind("gathering.news", "News of a gathering")
REQUEST, CANCEL = "gathering.request", "gathering.cancel"


def register() -> None:
    for purpose in (PLACE, INVITED, CALENDAR):
        links.register(purpose)
    for kind in (ANSWER, NEWS):
        kinds.register(kind)
    add, take_out = "Add it to your calendar", "Take it out of your calendar"
    parts.register_maker(REQUEST, request_file, FileLink(add, CALENDAR.code))
    parts.register_maker(CANCEL, cancel_file, FileLink(take_out, CALENDAR.code))


def target_of(gathering: Gathering) -> str:
    """By its code, which stays when a newer folder replaces the programme."""
    return f"gathering:{gathering.code}"


def gathering_of(programme: Programme, target: str) -> Gathering | None:
    """What a link or a file is about; nothing once it is deleted."""
    code = target.partition(":")[2]
    return Gathering.objects.filter(programme=programme, code=code).select_related("programme").first()


def request_file(delivery: Delivery, target: str) -> Attachment | None:
    """The gathering as it is when the mail goes."""
    gathering = gathering_of(delivery.message.programme, target)
    if gathering is None:
        return None
    content = calendar.request(gathering, delivery.to)
    return Attachment("invitation.ics", "text/calendar; method=REQUEST; charset=utf-8", content)


def cancel_file(delivery: Delivery, target: str) -> Attachment | None:
    gathering = gathering_of(delivery.message.programme, target)
    if gathering is None:
        return None
    content = calendar.cancellation(gathering, delivery.to)
    return Attachment("cancelled.ics", "text/calendar; method=CANCEL; charset=utf-8", content)
