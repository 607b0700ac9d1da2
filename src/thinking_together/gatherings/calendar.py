"""A gathering as calendars take it (RFC 5545, RFC 5546): asked to come, changed, called off, or for anybody to see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText

from thinking_together.core.school_filters import quiet
from thinking_together.gatherings.models import Gathering, GatheringState

PRODUCT = "-//Thinking Together//Gatherings//EN"


def request(gathering: Gathering, attendee: str) -> bytes:
    """Asks one address to come: with the joining link, which stands in no other calendar file."""
    event = _event(gathering)
    event.add("status", "CONFIRMED")
    _invite(event, attendee)
    where = gathering.joining_link if gathering.online else gathering.place
    if where:
        event.add("location", where)
    if gathering.joining_link:
        event.add("description", f"Join here: {gathering.joining_link}")
    return _calendar("REQUEST", event)


def cancellation(gathering: Gathering, attendee: str) -> bytes:
    """Takes it out of one calendar again: it is called off, or this person does not come."""
    event = _event(gathering)
    event.add("status", "CANCELLED")
    _invite(event, attendee)
    return _calendar("CANCEL", event)


def published(gathering: Gathering) -> bytes:
    """For anybody, without the joining link."""
    event = _event(gathering)
    event.add("status", "CANCELLED" if gathering.state == GatheringState.CANCELLED else "CONFIRMED")
    if gathering.place and not gathering.online:
        event.add("location", gathering.place)
    return _calendar("PUBLISH", event)


def _event(gathering: Gathering) -> Event:
    event = Event()
    event.add("uid", f"{gathering.uid}@thinking-together")
    event.add("sequence", gathering.sequence)
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("summary", ("INVENTED: " if gathering.programme.invented else "") + gathering.title)
    event.add("organizer", _organizer(gathering))
    _times(event, gathering)
    return event


def _times(event: Event, gathering: Gathering) -> None:
    """In UTC, which needs no time zone of the file's own; a day alone where no time is known."""
    if gathering.starts is None or gathering.ends is None:
        event.add("dtstart", gathering.day)
        event.add("dtend", gathering.day + timedelta(days=1))
        return
    event.add("dtstart", _utc(gathering.starts))
    event.add("dtend", _utc(gathering.ends))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _organizer(gathering: Gathering) -> vCalAddress:
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    programme = gathering.programme
    organizer.params["CN"] = vText(quiet(programme.title, programme.place))
    return organizer


def _invite(event: Event, attendee: str) -> None:
    who = vCalAddress(f"mailto:{attendee}")
    who.params["ROLE"], who.params["PARTSTAT"] = vText("REQ-PARTICIPANT"), vText("ACCEPTED")
    event.add("attendee", who)


def _calendar(method: str, event: Event) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
