"""E-mail while the mail server is away, slow, unwilling, or breaks off: none is lost, none is sent in doubt twice."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage, send_mail
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from thinking_together.core.mail.models import OutgoingMail
from thinking_together.core.tasks.models import Job
from thinking_together.core.tasks.worker import work

pytestmark = pytest.mark.django_db(transaction=True)
BACKEND = "thinking_together.core.mail.backend.QueuedBackend"


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks enough SMTP to take a message, or to behave badly in the way of ``answers``."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: list[str] = []
        self.answers: dict[str, bytes] = {}  # by the word that they answer; b"" breaks off


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            word = line[:4].strip().upper().decode()
            if word == "DATA":
                self.wfile.write(b"354 go on\r\n")
                text = b"".join(iter(self.rfile.readline, b".\r\n")).decode()
                answer = self.server.answers.get("DATA", b"250 taken\r\n")
                if answer.startswith(b"250") or not answer:
                    self.server.taken.append(text)
            else:
                answer = self.server.answers.get(word, b"250 yes\r\n")
            if not answer:
                return
            self.wfile.write(answer)


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with MailServer() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = BACKEND
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made.server_address[1]
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = ""
        yield made
        made.shutdown()


def send() -> None:
    send_mail("Grüße", "Hello 🧑🏽", "us@example.org", ["jane@example.org"])


def state() -> str:
    return Job.objects.get().state


def again() -> None:
    """As if the wait before the next try were over."""
    DBTaskResult.objects.update(run_after="2020-01-01T00:00:00Z")
    work(interval=0.01, until_empty=True)


def test_a_message_is_sent_by_the_worker_and_then_forgotten(server: MailServer) -> None:
    send()
    assert (server.taken, state()) == ([], "waiting")
    work(interval=0.01, until_empty=True)
    assert state() == "done"
    assert "To: jane@example.org" in server.taken[0]
    assert "Message-ID:" in server.taken[0]
    assert not OutgoingMail.objects.exists()
    assert "jane" not in str(DBTaskResult.objects.values())


def test_what_is_rolled_back_is_not_sent(server: MailServer) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send()
        raise ZeroDivisionError
    work(interval=0.01, until_empty=True)
    assert (server.taken, Job.objects.count()) == ([], 0)


def test_a_server_that_is_down_loses_nothing(server: MailServer, settings: Any) -> None:
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, 1  # nobody listens
    send()
    work(interval=0.01, until_empty=True)
    assert state() == "retrying"
    settings.EMAIL_PORT = there
    again()
    assert (state(), len(server.taken)) == ("done", 1)


@pytest.mark.parametrize("word", ["RCPT", "DATA"])
def test_not_now_is_tried_again_and_never_is_not(server: MailServer, word: str) -> None:
    server.answers[word] = b"451 later\r\n"
    send()
    work(interval=0.01, until_empty=True)
    assert state() == "retrying"
    server.answers[word] = b"550 never\r\n"
    again()
    assert (state(), server.taken) == ("failed", [])
    assert OutgoingMail.objects.exists()


def test_a_line_that_breaks_while_the_server_has_the_message_is_not_tried_again(server: MailServer) -> None:
    server.answers["DATA"] = b""
    send()
    work(interval=0.01, until_empty=True)
    assert (state(), len(server.taken)) == ("failed", 1)
    DBTaskResult.objects.update(status="READY")
    Job.objects.update(open=True)
    again()
    assert len(server.taken) == 1


def test_a_page_does_not_wait_for_the_server_and_each_message_is_a_job_of_its_own(server: MailServer) -> None:
    server.answers["HELO"] = server.answers["EHLO"] = b"421 busy\r\n"
    with mail.get_connection() as connection:
        sent = connection.send_messages(
            [EmailMessage("a", "b", "us@example.org", [f"p{n}@example.org"]) for n in range(3)]
            + [EmailMessage("to nobody", "b", "us@example.org", [])]
        )
    assert (sent, Job.objects.count(), OutgoingMail.objects.count()) == (3, 3, 3)


def test_the_real_transport_is_smtp(settings: Any) -> None:
    from thinking_together.config import settings as product

    assert product.MAIL_TRANSPORT == "thinking_together.core.mail.smtp.SmtpTransport"
    assert product.EMAIL_BACKEND == BACKEND
