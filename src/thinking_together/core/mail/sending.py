"""Sending one message: tried again while the server is away, never sent twice in doubt."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from thinking_together.core.mail.models import OutgoingMail
from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.running import Running

ATTEMPTS = 10  # over about six hours


class NotTaken(Exception):
    """The mail server is away, or has not taken the message for now."""


class Refused(Exception):
    """The mail server will not take this message, however often it is asked."""


class InDoubt(Exception):
    """The line broke while the server had the message: whether it was sent is not known, so it is not sent again."""


@job("mail.send", label="An e-mail", repeatable=True, attempts=ATTEMPTS, passing=(NotTaken,))
def send_mail(running: Running, *, mail: int) -> str:
    """Sends the message and forgets it. The reason of a failure is a class of its own, without an address in it."""
    kept = OutgoingMail.objects.filter(pk=mail).first()
    if kept is None:
        return "sent"
    if kept.handed_at is not None:
        raise InDoubt
    connection = get_connection(settings.MAIL_TRANSPORT)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException):
        raise NotTaken from None
    with transaction.atomic():
        running.hold()
        OutgoingMail.objects.filter(pk=mail).update(handed_at=timezone.now())
    try:
        _hand_over(connection, kept)
    except NotTaken:
        OutgoingMail.objects.filter(pk=mail).update(handed_at=None)
        raise
    finally:
        connection.close()
    OutgoingMail.objects.filter(pk=mail).delete()
    return "sent"


@dataclass(frozen=True, slots=True)
class _Bytes:
    """What was kept, in the shape in which Django's transport asks for it."""

    kept: bytes

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\n") -> bytes:
        return linesep.encode().join(self.kept.splitlines()) + linesep.encode()


class _AsKept(EmailMessage):
    """A message that is sent as it was kept, its ``Message-ID`` included: one sent twice could be told."""

    def __init__(self, kept: OutgoingMail) -> None:
        super().__init__(from_email=kept.sender, to=kept.recipients)
        self._kept = _Bytes(bytes(kept.message))

    def message(self, *args: Any, **kwargs: Any) -> Any:
        return self._kept


def _hand_over(connection: BaseEmailBackend, kept: OutgoingMail) -> None:
    try:
        connection.send_messages([_AsKept(kept)])
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise (NotTaken if all(400 <= code < 500 for code in codes) else Refused) from None
    except smtplib.SMTPResponseException as error:
        raise (NotTaken if 400 <= error.smtp_code < 500 else Refused) from None
    except (OSError, smtplib.SMTPException):
        raise InDoubt from None
