"""The test message, sent to a mail server that runs in the test."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from typer.testing import CliRunner

from thinking_together.cli import build
from thinking_together.cli.mail_test import SUBJECT


class Box:
    """Keeps what arrives, and refuses who is called refused."""

    def __init__(self) -> None:
        self.arrived: list[tuple[str, list[str], str]] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("refused"):
            return "550 relaying denied"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.arrived.append((envelope.mail_from, envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=_free_port())
    controller.start()
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = ""
    settings.DEFAULT_FROM_EMAIL = "Fernshire <team@example.org>"
    yield box
    controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_message_arrives_from_the_sender_of_the_settings(box: Box) -> None:
    result = CliRunner().invoke(build("mail-test"), ["mail-test", "me@example.org"])
    assert result.exit_code == 0, result.output
    ((sender, recipients, content),) = box.arrived
    assert (sender, recipients) == ("team@example.org", ["me@example.org"])
    assert f"Subject: {SUBJECT}" in content
    assert "self-harm" not in content.lower()


@pytest.mark.parametrize(
    ("address", "told"), [("refused@example.org", "refused the recipient"), ("not an address", "is no mail address")]
)
def test_what_is_refused_says_why(box: Box, address: str, told: str) -> None:
    result = CliRunner().invoke(build("mail-test"), ["mail-test", address])
    assert result.exit_code == 2
    assert told in result.stderr and "Nothing was sent." in result.stderr
    assert box.arrived == []


def test_a_server_that_does_not_encrypt_gets_nothing(box: Box, settings: Any) -> None:
    settings.EMAIL_USE_TLS = True
    result = CliRunner().invoke(build("mail-test"), ["mail-test", "me@example.org"])
    assert result.exit_code == 2
    assert "TT_SMTP_SECURITY" in result.stderr
    assert box.arrived == []


def test_a_server_that_is_not_there_is_named(box: Box, settings: Any) -> None:
    settings.EMAIL_PORT = _free_port()
    box.arrived.clear()
    result = CliRunner().invoke(build("mail-test"), ["mail-test", "me@example.org"])
    assert result.exit_code == 2
    assert f"127.0.0.1 port {settings.EMAIL_PORT}" in result.stderr
