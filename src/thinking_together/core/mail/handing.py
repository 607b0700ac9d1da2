"""Handing a message to the mail server, and what its answer means: stands once, for all that is sent."""

from __future__ import annotations

import smtplib
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string


def takes_files() -> bool:
    """Whether what mail is handed over to sends files along; GOV.UK Notify sends no calendar files."""
    return bool(getattr(import_string(settings.MAIL_TRANSPORT), "takes_files", True))


class NotTaken(Exception):
    """The mail server is away, or has not taken the message for now."""


class Refused(Exception):
    """The mail server will not take this message, however often it is asked."""


class InDoubt(Exception):
    """The line broke while the server had the message: whether it was sent is not known, so it is not sent again."""


class Line:
    """A connection to the mail server for several messages, opened anew after each that went wrong."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None
        self._used = False

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    def open(self) -> None:
        """``NotTaken`` when nobody answers. To be called before it is noted that a message is handed over."""
        if self._connection is not None:
            return
        connection = get_connection(settings.MAIL_TRANSPORT)
        try:
            connection.open()
        except (OSError, smtplib.SMTPException):
            raise NotTaken from None
        self._connection, self._used = connection, False

    def hand_over(self, message: EmailMessage) -> None:
        """Returns when the server has taken it; else one of the three errors, without an address in it.

        Servers end a line after some messages: one that breaks before the content of a later one is opened anew.
        """
        was_used = self._used
        try:
            self._hand_over(message)
        except NotTaken:
            if not was_used:
                raise
            self._hand_over(message)
        self._used = True

    def _hand_over(self, message: EmailMessage) -> None:
        self.open()
        assert self._connection is not None
        message.connection = self._connection
        try:
            self._connection.send_messages([message])
        except BaseException as error:
            begun = getattr(self._connection, "content_begun", True)
            self.close()
            if isinstance(error, smtplib.SMTPException | OSError):
                raise _meaning(error, begun) from None
            raise

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _meaning(error: smtplib.SMTPException | OSError, begun: bool) -> Exception:
    """``begun``: whether any of the message itself may have gone out before the line broke."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPResponseException):
        codes = [error.smtp_code]
    else:
        return InDoubt() if begun else NotTaken()
    return NotTaken() if all(400 <= code < 500 for code in codes) else Refused()
