"""GOV.UK Notify as it documents itself, played by a server on this machine."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from django.core.mail import EmailMultiAlternatives

from thinking_together.core.mail.handing import InDoubt, Line, NotTaken, Refused

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"


class Notify(ThreadingHTTPServer):
    """Answers as it is told to, and keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.asked: list[tuple[str, dict[str, Any], str]] = []
        self.status = 201


class Request(BaseHTTPRequestHandler):
    server: Notify

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, json.loads(body), self.headers["Authorization"]))
        if self.server.status == 0:
            self.close_connection = True
            return
        answer = json.dumps({"errors": []}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def notify(settings: Any) -> Iterator[Notify]:
    settings.MAIL_TRANSPORT = "thinking_together.core.mail.notify.NotifyTransport"
    settings.NOTIFY_KEY = f"our-key-{SERVICE}-{SECRET}"
    settings.NOTIFY_TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
    settings.EMAIL_TIMEOUT = 5
    with Notify() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.NOTIFY_ADDRESS = f"http://127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


def hand_over() -> None:
    headers = {
        "Message-ID": "<1@here.example>",
        "List-Unsubscribe": "<https://here.example/messages/stop/abc>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    mail = EmailMultiAlternatives(
        "Grüße", "Hello 🧑🏽\n\nBye", "us@here.example", ["ann@trust.example"], headers=headers
    )
    mail.attach_alternative("<p>Hello</p>", "text/html")
    with Line() as line:
        line.hand_over(mail)


def test_a_message_is_asked_for_as_notify_documents_it(notify: Notify) -> None:
    hand_over()
    ((path, told, authorization),) = notify.asked
    assert path == "/v2/notifications/email"
    assert told == {
        "email_address": "ann@trust.example",
        "template_id": "f33517ff-2a88-4f6e-b855-c550268ce08a",
        "personalisation": {"subject": "Grüße", "body": "Hello 🧑🏽\n\nBye"},
        "reference": "<1@here.example>",
        "one_click_unsubscribe_url": "https://here.example/messages/stop/abc",
    }
    kind, token = authorization.split()
    claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"require": ["iss", "iat"]})
    assert (kind, claims["iss"]) == ("Bearer", SERVICE)
    assert abs(claims["iat"] - time.time()) < 30
    assert jwt.get_unverified_header(token) == {"typ": "JWT", "alg": "HS256"}


@pytest.mark.parametrize(
    ("status", "error"),
    [(429, NotTaken), (500, NotTaken), (503, NotTaken), (403, NotTaken), (400, Refused), (504, InDoubt), (0, InDoubt)],
)
def test_what_it_answers_decides_what_becomes_of_the_message(
    notify: Notify, status: int, error: type[Exception]
) -> None:
    notify.status = status
    with pytest.raises(error):
        hand_over()
    assert len(notify.asked) == 1


def test_one_that_is_away_took_nothing(notify: Notify, settings: Any) -> None:
    settings.NOTIFY_ADDRESS = "http://127.0.0.1:1"
    with pytest.raises(NotTaken):
        hand_over()
