"""What is written goes out once to everybody it is for, and what holds it back loses nothing."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime, time, timedelta
from email import policy
from email.parser import BytesParser
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from tests.factories.outbox import ANSWER, NEWS, link_in, real_programme, sent, takes_part

from thinking_together.core.audit import AuditEvent
from thinking_together.core.closed import ReadOnly
from thinking_together.core.models import Restoration
from thinking_together.core.writes import SYSTEM
from thinking_together.messaging.domain import CannotSendAgain, mark_bounced, send, send_again, withdraw
from thinking_together.messaging.domain.sending import BadSubject
from thinking_together.messaging.handing_over import MOST_TRIES, look_after
from thinking_together.messaging.links import Purpose, register
from thinking_together.messaging.models import Delivery, Link, Message, QuietHours, Stop
from thinking_together.messaging.parts import Attachment, PersonalLink, Recipient
from thinking_together.programmes.domain.pausing import pause
from thinking_together.programmes.models import Pause, Programme

pytestmark = pytest.mark.django_db
register(Purpose("test.answer", "messages_stop", days=30, once=False))


class Failing(EmailBackend):
    """Raises what the test wants, then takes."""

    raises: list[BaseException] = []

    def send_messages(self, messages: Any) -> int:
        if self.raises:
            raise self.raises.pop(0)
        return int(super().send_messages(messages))


@pytest.fixture
def failing(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    from thinking_together.core.mail import handing

    Failing.raises = []
    monkeypatch.setattr(handing, "get_connection", lambda name: Failing())
    return Failing.raises


def write(programme: Programme, *to: Recipient, key: str = "k", **told: Any) -> Message:
    first = {"kind": NEWS.code, "subject": "News", "body": "Hello.", "by": SYSTEM}
    return send(programme=programme, key=key, to=to or [Recipient("ann@trust.example")], **first | told)


def states() -> list[str]:
    return list(Delivery.objects.values_list("state", flat=True))


def due() -> None:
    """As if every wait were over."""
    Delivery.objects.update(next_try=datetime(2020, 1, 1, tzinfo=UTC))


def test_each_gets_a_mail_of_their_own_once_whoever_names_them() -> None:
    programme = real_programme()
    ann = takes_part(programme, "ann")
    write(programme, Recipient(participant=ann), Recipient("Ann@trust.example "), Recipient("ben@trust.example"))
    again = write(programme, Recipient("eve@trust.example"), subject="Other")
    mails = sent()
    assert [m.recipients() for m in mails] == [["ann@trust.example"], ["ben@trust.example"]]
    assert not [m for m in mails if "ann" in m.message().as_string() and "ben" in m.message().as_string()]
    assert (again.subject, sent(), states()) == ("News", [], ["sent", "sent"])
    assert AuditEvent.objects.get(action="message.written").details == {"kind": "test.news", "recipients": 2}


def test_a_mail_is_text_and_html_with_support_a_way_to_stop_and_its_file() -> None:
    ics = Attachment("a.ics", "text/calendar; method=REQUEST; charset=utf-8", b"BEGIN:VCALENDAR")
    write(real_programme(contact="us@council.example"), body="**Hi** <b>x</b>", attachments=[ics])
    made = sent()[0].message()
    read = BytesParser(policy=policy.default).parsebytes(made.as_bytes())
    text, html, file = list(read.walk())[2], list(read.walk())[3], next(iter(read.iter_attachments()))
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    for part in (text, html):
        assert "/support" in part.get_content()
        assert "Support for you" in part.get_content()
        assert "us@council.example" in part.get_content()
    assert "<strong>Hi</strong> &lt;b&gt;x&lt;/b&gt;" in html.get_content()
    assert "Hi <b>x</b>" in text.get_content()
    stop = link_in(text.get_content(), "/messages/stop/")
    assert read["List-Unsubscribe"].strip() == f"<http://localhost:8000{stop}>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (file.get_content_type(), file.get_param("method"), file.get_content()) == (
        "text/calendar",
        "REQUEST",
        "BEGIN:VCALENDAR",
    )


def test_what_answers_somebody_has_no_way_to_stop_and_waits_for_no_hour() -> None:
    programme = real_programme()
    QuietHours.objects.update(begins=time(0), ends=time(23, 59))
    write(programme, kind=ANSWER.code)
    (one,) = sent()
    assert "List-Unsubscribe" not in one.message()


@pytest.mark.parametrize("subject", ["About self-harm", "Self harm", "SELF‑HARM news".replace("‑", "-")])
def test_a_subject_that_filters_stop_is_refused(subject: str) -> None:
    with pytest.raises(BadSubject):
        write(real_programme(), subject=subject)
    assert not Message.objects.exists()


def test_a_line_end_in_a_subject_makes_no_header() -> None:
    write(real_programme(), subject="One\r\nBcc: eve@evil.example")
    assert [m.recipients() for m in sent()] == [["ann@trust.example"]]
    assert mail.outbox[0].subject == "One Bcc: eve@evil.example"


def test_personal_links_differ_and_only_their_hash_is_kept() -> None:
    programme = real_programme()
    link = PersonalLink("answer", "test.answer", "thing:1")
    to = [Recipient("ann@trust.example"), Recipient("ben@trust.example")]
    write(programme, *to, kind=ANSWER.code, body="[Answer]({answer}) or {answer}, not {other}", links=[link])
    ways = [link_in(m.body, "/messages/stop/") for m in sent()]
    assert len(set(ways)) == 2
    assert all(m.body.count(way) == 2 and "{other}" in m.body for m, way in zip(mail.outbox, ways, strict=True))
    kept = " ".join(map(str, Link.objects.values_list()))
    assert not [way for way in ways if way.rsplit("/")[-1] in kept]
    assert sorted(Link.objects.values_list("address", "target")) == [(one.address, "thing:1") for one in to]


def test_an_example_sends_to_nobody_but_the_demonstration_s_page(settings: Any) -> None:
    write(real_programme(invented=True))
    assert (sent(), states()) == ([], ["held"])
    settings.DEMO = True
    (one,) = sent()
    assert one.subject == "INVENTED: News"
    assert "INVENTED" in one.body


def test_a_pause_holds_back_and_its_end_lets_go() -> None:
    programme = real_programme()
    trust = programme.partners.create(code="trust", name="Trust")
    write(programme, Recipient(participant=takes_part(programme, "ann", partner=trust)), Recipient("ben@trust.example"))
    pause(programme=programme, partner=trust, by=SYSTEM)
    assert [m.to for m in sent()] == [["ben@trust.example"]]
    pause(programme=programme, by=SYSTEM)
    write(programme, key="later")
    assert (sent(), sorted(states())) == ([], ["held", "held", "sent"])
    Pause.objects.update(ended=datetime.now(UTC))
    assert len(sent()) == 2


def test_an_archived_programme_writes_and_sends_nothing() -> None:
    programme = real_programme()
    write(programme)
    Programme.objects.update(archived=datetime.now(UTC))
    assert (sent(), states()) == ([], ["held"])
    programme.refresh_from_db()
    with pytest.raises(ReadOnly):
        write(programme, key="other")


def test_quiet_hours_wait_until_the_morning() -> None:
    programme = real_programme()
    QuietHours.objects.update(begins=time(20), ends=time(7))
    with time_machine.travel("2026-07-01T22:00:00+01:00", tick=False):
        write(programme)
        assert sent() == []
        assert Delivery.objects.get().next_try == datetime(2026, 7, 2, 6, tzinfo=UTC)
    with time_machine.travel("2026-07-02T07:00:00+01:00", tick=False):
        assert len(sent()) == 1


def test_not_before_is_kept() -> None:
    write(real_programme(), not_before=datetime.now(UTC) + timedelta(days=1))
    assert (sent(), states()) == ([], ["waiting"])


def test_later_is_tried_again_after_longer_waits_and_not_for_ever(failing: list[BaseException]) -> None:
    write(real_programme())
    waits = []
    for _ in range(MOST_TRIES):
        failing.append(smtplib.SMTPDataError(451, b"later"))
        begun = datetime.now(UTC)
        assert sent() == []
        waits.append((Delivery.objects.get().next_try - begun).total_seconds())
        assert not Link.objects.exists(), "a link that was never sent is kept"
        due()
    assert [round(wait) for wait in waits[:4]] == [30, 60, 120, 240]
    assert (sent(), states()) == ([], ["failed"])
    send_again(delivery=Delivery.objects.get(), by=SYSTEM)
    assert len(sent()) == 1


def test_never_is_not_tried_again_and_a_line_that_breaks_is_in_doubt(failing: list[BaseException]) -> None:
    programme = real_programme()
    for key, error in (("a", smtplib.SMTPDataError(554, b"never")), ("b", smtplib.SMTPServerDisconnected("gone"))):
        failing.append(error)
        write(programme, key=key)
        assert sent() == []
    assert states() == ["failed", "unknown"]
    due()
    assert sent() == []


def test_only_a_person_sends_what_is_unknown_again(failing: list[BaseException]) -> None:
    write(real_programme())
    failing.append(ConnectionResetError())
    assert (sent(), states()) == ([], ["unknown"])
    look_after()
    assert sent() == []
    send_again(delivery=Delivery.objects.get(), by=SYSTEM)
    assert (len(sent()), states()) == (1, ["sent"])
    with pytest.raises(CannotSendAgain):
        send_again(delivery=Delivery.objects.get(), by=SYSTEM)


def test_one_that_cannot_be_made_stops_nobody_else() -> None:
    programme = real_programme()
    broken = write(programme, key="a")
    Message.objects.filter(pk=broken.pk).update(kind="of.a.room.that.went")
    write(programme, key="b")
    assert (len(sent()), states()) == (1, ["failed", "sent"])


def test_what_waited_in_a_restored_backup_is_in_doubt() -> None:
    write(real_programme(), not_before=datetime.now(UTC) + timedelta(days=1))
    at = datetime.now(UTC) + timedelta(seconds=1)
    Restoration.objects.create(taken_at=at, restored_at=at, sha256="0" * 64)
    look_after()
    assert states() == ["unknown"]


def test_what_was_withdrawn_or_whose_address_was_erased_is_not_sent() -> None:
    programme = real_programme()
    ann = takes_part(programme, "ann")
    gone = write(programme, key="a")
    write(programme, Recipient(participant=ann), key="b")
    assert withdraw(message=gone, by=SYSTEM) == 1
    programme.participants.update(email="")
    assert (sent(), states()) == ([], ["withdrawn", "withdrawn"])


def test_what_came_back_is_written_to_no_more_until_somebody_sends_there_again() -> None:
    programme = real_programme()
    write(programme)
    sent()
    mark_bounced(delivery=Delivery.objects.get(), by=SYSTEM)
    write(programme, key="b")
    assert (sent(), states()) == ([], ["bounced", "withdrawn"])
    write(programme, key="c", kind=ANSWER.code)
    assert len(sent()) == 1
    send_again(delivery=Delivery.objects.get(state="bounced"), by=SYSTEM)
    assert not Stop.objects.exists()


def test_a_line_that_the_server_ended_after_a_message_is_opened_anew_at_once(
    failing: list[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Failing, "content_begun", False, raising=False)
    programme = real_programme()
    for key in ("a", "b"):
        write(programme, key=key)
    begun = iter([None, smtplib.SMTPServerDisconnected("enough for one line"), None])
    take = EmailBackend.send_messages

    def once_it_breaks(self: EmailBackend, messages: Any) -> int:
        if error := next(begun):
            raise error
        return int(take(self, messages))

    monkeypatch.setattr(Failing, "send_messages", once_it_breaks)
    assert (len(sent()), states()) == (2, ["sent", "sent"])


def test_answers_go_to_the_programme_where_its_contact_is_an_address() -> None:
    write(real_programme(contact="Team <team@council.example>"))
    write(real_programme("birch", contact="Ring 01632 960001"), key="b")
    assert sorted(m.reply_to for m in sent()) == [[], ["team@council.example"]]
