"""Django's way to a mail server, which here also knows whether a message's content was begun when the line broke."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend


class _Plain(smtplib.SMTP):
    content_begun = False

    def data(self, msg: Any) -> Any:
        self.content_begun = True
        return super().data(msg)


class _Encrypted(smtplib.SMTP_SSL):
    content_begun = False

    def data(self, msg: Any) -> Any:
        self.content_begun = True
        return super().data(msg)


class SmtpTransport(EmailBackend):
    """A line that breaks before the content lost nothing: the message can be sent again."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Encrypted if self.use_ssl else _Plain

    @property
    def content_begun(self) -> bool:
        return bool(getattr(self.connection, "content_begun", True))

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if isinstance(self.connection, _Plain | _Encrypted):
            self.connection.content_begun = False
        return super().send_messages(email_messages)
