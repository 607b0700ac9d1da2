"""Where no file can be sent along, a message has a link to it; it gives the place as it is now, to its owner alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from icalendar import Calendar
from tests.factories.outbox import gathering, link_in, real_programme, sent, takes_part

from thinking_together.core.mail.handing import takes_files
from thinking_together.core.mail.notify import NotifyTransport
from thinking_together.core.writes import SYSTEM
from thinking_together.gatherings.domain import call_off, cancel, sign_up
from thinking_together.gatherings.models import AbsenceReason, Attendance, Gathering

pytestmark = pytest.mark.django_db
WAY = "/places/calendar/"


class WithoutFiles(EmailBackend):
    takes_files = False


@pytest.fixture
def place() -> Attendance:
    programme = real_programme()
    return sign_up(gathering=gathering(programme), participant=takes_part(programme, "ann"), by=SYSTEM)


def method(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    read = Calendar.from_ical(answer.content)
    (event,) = read.walk("VEVENT")
    assert str(event["attendee"]) == "mailto:ann@trust.example"
    return str(read["method"])


def test_notify_takes_no_files_and_a_mail_server_does(settings: Any) -> None:
    assert takes_files() and not NotifyTransport.takes_files
    settings.MAIL_TRANSPORT = "thinking_together.core.mail.notify.NotifyTransport"
    assert not takes_files()


def test_with_a_mail_server_the_file_goes_along_and_no_link(place: Attendance) -> None:
    (mail,) = sent()
    assert mail.attachments and WAY not in str(mail.body)


def test_without_files_each_message_has_a_link_to_the_place_as_it_is(place: Attendance, settings: Any) -> None:
    settings.MAIL_TRANSPORT = f"{__name__}.WithoutFiles"
    (mail,) = sent()
    assert not mail.attachments and "Add it to your calendar" in str(mail.body)
    added = link_in(str(mail.body), WAY)
    assert method(added) == "REQUEST"
    cancel(attendance=place, reason=AbsenceReason.CLASH, by=SYSTEM)
    (mail,) = sent()
    assert "Take it out of your calendar" in str(mail.body)
    assert method(link_in(str(mail.body), WAY)) == method(added) == "CANCEL"


def test_what_was_called_off_is_taken_out_and_what_was_deleted_is_over(place: Attendance, settings: Any) -> None:
    settings.MAIL_TRANSPORT = f"{__name__}.WithoutFiles"
    added = link_in(str(sent()[0].body), WAY)
    call_off(gathering=place.gathering, by=SYSTEM)
    assert method(added) == "CANCEL"
    Gathering.objects.all().delete()
    assert Client().get(added).status_code == 410


def test_the_page_of_a_place_has_its_file(place: Attendance) -> None:
    way = link_in(str(sent()[0].body), "/places/")
    assert f"{way}/calendar.ics" in Client().get(way).content.decode()
    assert method(f"{way}/calendar.ics") == "REQUEST"
    assert Client().get("/places/" + "0" * 48 + "/calendar.ics").status_code == 410
    assert Client().get(WAY + way.rpartition("/")[2]).status_code == 410  # another purpose
