from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from thinking_together.config.mail import mail_server


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TT_SMTP_HOST", "TT_SMTP_PORT", "TT_SMTP_SECURITY", "TT_MAIL_FROM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("told", "security", "port"),
    [("", "starttls", 587), ("STARTTLS", "starttls", 587), ("tls", "tls", 465), ("none", "none", 25)],
)
def test_the_connection_is_encrypted_unless_somebody_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, told: str, security: str, port: int
) -> None:
    monkeypatch.setenv("TT_SMTP_SECURITY", told)
    assert (mail_server().security, mail_server().port) == (security, port)


def test_a_port_that_is_named_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TT_SMTP_PORT", "2525")
    assert mail_server().port == 2525


@pytest.mark.parametrize(("name", "value"), [("SECURITY", "ssl"), ("PORT", "0"), ("PORT", "smtp")])
def test_a_wrong_value_is_an_error_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"TT_SMTP_{name}", value)
    with pytest.raises(ImproperlyConfigured, match=f"TT_SMTP_{name} is '{value}'"):
        mail_server()


@pytest.mark.parametrize(
    "sender", ["Self-harm team <a@example.org>", "a@self-harm.example.org", "SelfHarm@example.org"]
)
def test_a_sender_that_filters_of_schools_block_is_refused(monkeypatch: pytest.MonkeyPatch, sender: str) -> None:
    monkeypatch.setenv("TT_MAIL_FROM", sender)
    with pytest.raises(ImproperlyConfigured, match="filters of schools"):
        mail_server()
