"""Notices that a message came back, as mail servers write them, mark that delivery and no other."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path
from unittest.mock import patch

import pytest
from tests.factories.outbox import NEWS, real_programme, sent
from typer.testing import CliRunner

from thinking_together.cli import build
from thinking_together.core.writes import SYSTEM
from thinking_together.messaging.domain import send
from thinking_together.messaging.models import Delivery, Stop
from thinking_together.messaging.parts import Recipient

pytestmark = pytest.mark.django_db
NOTICE = """From: MAILER-DAEMON@relay.example
To: thinking-together@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry to have to inform you.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; ann@trust.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: {kind}

Message-ID: {id}
Subject: News

Hello.
--b--
"""


@pytest.fixture
def message_ids() -> list[str]:
    to = [Recipient(f"{name}@trust.example") for name in ("ann", "ben", "cat", "dan")]
    told = {"kind": NEWS.code, "subject": "News", "body": "Hi.", "by": SYSTEM}
    send(programme=real_programme(), key="k", to=to, **told)
    return [str(mail.message()["Message-ID"]) for mail in sent()]


def notice(message_id: str, action: str = "failed", status: str = "5.1.1", kind: str = "message/rfc822") -> bytes:
    return NOTICE.format(id=message_id, action=action, status=status, kind=kind).encode()


def take(path: Path) -> str:
    with patch("thinking_together.cli.returned.database_ready"):
        result = CliRunner().invoke(build("bounces"), ["bounces", str(path)])
    assert result.exit_code == 0, result.output
    return result.output.strip()


def test_a_mailbox_marks_what_came_back_for_good_and_for_now(message_ids: list[str], tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "box")
    ann, ben, cat, _ = message_ids
    box.add(notice(ann))
    box.add(notice(ben, status="4.4.7", kind="text/rfc822-headers"))
    box.add(notice(cat, action="delayed", status="4.4.1"))
    box.add(b"From: ann@trust.example\nSubject: Out of office\nIn-Reply-To: " + cat.encode() + b"\n\nAway.\n")
    box.add(notice("<somebody.elses@relay.example>"))
    box.close()
    before = (tmp_path / "box").read_bytes()
    assert take(tmp_path / "box") == "5 messages read, 2 of them say that one came back, 2 marked."
    states = Delivery.objects.values_list("address", "state", "note")
    assert sorted(states) == [
        ("ann@trust.example", "bounced", "Came back with status 5.1.1"),
        ("ben@trust.example", "bounced", "Came back with status 4.4.7"),
        ("cat@trust.example", "sent", ""),
        ("dan@trust.example", "sent", ""),
    ]
    assert list(Stop.objects.values_list("address", "reason")) == [("ann@trust.example", "bounced")]
    assert (tmp_path / "box").read_bytes() == before
    assert take(tmp_path / "box") == "5 messages read, 2 of them say that one came back, 0 marked."


def test_one_message_and_a_maildir_are_read_too(message_ids: list[str], tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(notice(message_ids[0]))
    assert take(tmp_path / "one.eml").endswith("1 marked.")
    maildir = mailbox.Maildir(tmp_path / "maildir")
    maildir.add(notice(message_ids[1]))
    maildir.close()
    assert take(tmp_path / "maildir").endswith("1 marked.")


def test_what_is_no_mail_at_all_marks_nothing(message_ids: list[str], tmp_path: Path) -> None:
    broken = notice(message_ids[0]).replace(b"Action:", b"\xff\x00Action")
    (tmp_path / "a").write_bytes(broken[:400])
    (tmp_path / "b").write_bytes(EmailMessage().as_bytes())
    (tmp_path / "c").write_bytes(b"")
    head = b"Content-Type: multipart/report; boundary=x\n\n--x\n"
    (tmp_path / "d").write_bytes(
        head + b"Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\nAA==\n--x--\n"
    )
    assert [take(tmp_path / name)[:35] for name in "abcd"] == ["1 messages read, 0 of them say that"] * 4
