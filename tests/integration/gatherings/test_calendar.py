"""Calendar files, read back by a library that has nothing in common with the one that writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject
from tests.factories.outbox import gathering, real_programme, sent, takes_part

from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings import calendar
from thinking_together.gatherings.domain import call_off, cancel, change, sign_up
from thinking_together.gatherings.models import AbsenceReason, Gathering
from thinking_together.programmes.models import Programme

pytestmark = pytest.mark.django_db
AT = datetime(2027, 10, 31, 9, 30, tzinfo=UTC)  # the day on which the clocks go back


@pytest.fixture
def programme() -> Programme:
    return real_programme()


def read(content: bytes) -> Any:
    assert all(len(line) <= 75 for line in content.split(b"\r\n")), "RFC 5545 3.1"
    return vobject.readOne(content.decode())


def attached() -> dict[str, Any]:
    """The calendar file that each got, of this time."""
    found = {}
    for mail in sent():
        for part in mail.attachments:
            assert part.get_param("method") == read(part.get_payload(decode=True)).method.value  # type: ignore[union-attr]
            found[str(mail.to[0]).split("@")[0]] = read(part.get_payload(decode=True))  # type: ignore[union-attr]
    return found


def test_a_request_says_what_when_where_to_whom(programme: Programme) -> None:
    event = gathering(programme, starts=AT, title="Launch; with, commas – and ünïcode " + "long " * 20)
    made = read(calendar.request(event, "ann@trust.example"))
    assert (made.method.value, made.version.value) == ("REQUEST", "2.0")
    told = made.vevent
    assert told.summary.value == event.title
    assert (told.dtstart.value, told.dtend.value) == (AT, AT + timedelta(hours=1))
    assert (told.sequence.value, told.status.value) == ("0", "CONFIRMED")
    assert told.uid.value == f"{event.uid}@thinking-together"
    assert told.attendee.value == "mailto:ann@trust.example"
    assert told.organizer.value.startswith("mailto:")
    assert told.location.value == event.joining_link
    assert abs(told.dtstamp.value - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_uid_stays_and_the_sequence_rises_to_the_end(programme: Programme) -> None:
    event = gathering(programme, starts=AT)
    for name in ("ann", "ben"):
        sign_up(gathering=event, participant=takes_part(programme, name), by=SYSTEM)
    seen = [attached()]
    for hours in (1, 2):
        held = Gathering.objects.get()
        new = {"starts": held.starts + timedelta(hours=hours), "ends": held.ends + timedelta(hours=hours)}
        change(gathering=held, changes=new, by=SYSTEM)
        seen.append(attached())
    call_off(gathering=event, by=SYSTEM)
    seen.append(attached())
    for name in ("ann", "ben"):
        mine = [files[name] for files in seen]
        assert {f.vevent.uid.value for f in mine} == {f"{event.uid}@thinking-together"}
        assert [f.vevent.sequence.value for f in mine] == ["0", "1", "2", "3"]
        assert [f.method.value for f in mine] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
        assert [f.vevent.status.value for f in mine] == ["CONFIRMED"] * 3 + ["CANCELLED"]
        assert {f.vevent.attendee.value for f in mine} == {f"mailto:{name}@trust.example"}


def test_who_cancels_takes_it_out_of_their_own_calendar_alone(programme: Programme) -> None:
    event = gathering(programme, starts=AT)
    ann, _ = (sign_up(gathering=event, participant=takes_part(programme, n), by=SYSTEM) for n in ("ann", "ben"))
    attached()
    cancel(attendance=ann, reason=AbsenceReason.PERSONAL, by=SYSTEM)
    (who, file), *others = attached().items()
    assert (who, file.method.value, others) == ("ann", "CANCEL", [])
    assert "personal" not in file.serialize().lower()


def test_who_waits_gets_no_joining_link_and_nothing_for_the_calendar(programme: Programme) -> None:
    event = gathering(programme, starts=AT, capacity=1)
    for name in ("ann", "ben"):
        sign_up(gathering=event, participant=takes_part(programme, name), by=SYSTEM)
    for mail in sent():
        whole = mail.message().as_string()
        has_place = mail.to == ["ann@trust.example"]
        assert ("meet.example" in whole, bool(mail.attachments)) == (has_place, has_place)


def test_the_public_file_has_neither_the_link_nor_anybody(programme: Programme) -> None:
    event = gathering(programme, starts=AT)
    sign_up(gathering=event, participant=takes_part(programme, "ann"), by=SYSTEM)
    content = calendar.published(event)
    made = read(content)
    assert (made.method.value, made.vevent.dtstart.value) == ("PUBLISH", AT)
    assert b"meet.example" not in content and b"ann@" not in content.replace(b"\r\n ", b"")


def test_a_day_without_times_is_a_whole_day(programme: Programme) -> None:
    event = gathering(programme, starts=AT)
    event.starts = event.ends = None
    told = read(calendar.published(event)).vevent
    assert (told.dtstart.value, told.dtend.value) == (AT.date(), AT.date() + timedelta(days=1))
