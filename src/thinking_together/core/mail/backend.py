"""Django's way of sending e-mail, which here keeps it for the worker, in the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from thinking_together.core.mail.models import OutgoingMail
from thinking_together.core.mail.sending import send_mail
from thinking_together.core.tasks.asking import ask


class QueuedBackend(BaseEmailBackend):
    """``EMAIL_BACKEND``: what is rolled back is not sent, and a mail server that is down loses nothing."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        kept = 0
        with transaction.atomic():
            for message in email_messages:
                recipients = message.recipients()
                if recipients:
                    mail = OutgoingMail.objects.create(
                        sender=message.from_email, recipients=recipients, message=message.message().as_bytes()
                    )
                    ask(send_mail, f"mail/{mail.pk}", mail=mail.pk)
                    kept += 1
        return kept
