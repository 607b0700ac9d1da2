"""``mail-test``: does mail leave this installation?"""

from __future__ import annotations

import smtplib
from typing import Annotated

import typer

from thinking_together.cli.django import django_ready

Address = Annotated[str, typer.Argument(help="Where to send the message: an address that you read.")]
NOT_DONE = 2

SUBJECT = "Test message from Thinking Together"
BODY = (
    "This message shows that mail leaves the installation. Nothing needs to be done.\n\n"
    "Look at where it arrived: in a folder for unwanted mail, the sender's domain lacks SPF, DKIM or DMARC.\n"
)


def mail_test(address: Address) -> None:
    """Send one test message as the settings say, by a mail server or GOV.UK Notify, at once and not by the queue."""
    django_ready()
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.core.mail import get_connection, send_mail
    from django.core.validators import validate_email

    from thinking_together.core.mail.handing import InDoubt, NotTaken, Refused

    try:
        validate_email(address)
    except ValidationError:
        raise _not_sent(f"{address} is no mail address.") from None
    connection = get_connection(settings.MAIL_TRANSPORT)
    server = "GOV.UK Notify" if settings.NOTIFY_KEY else f"{settings.EMAIL_HOST} port {settings.EMAIL_PORT}"
    try:
        send_mail(SUBJECT, BODY, None, [address], connection=connection)
    except (NotTaken, Refused, InDoubt):
        raise _not_sent(f"{server} did not take it. See TT_NOTIFY_KEY and TT_NOTIFY_TEMPLATE, and the log.") from None
    except (smtplib.SMTPException, OSError) as error:
        raise _not_sent(f"{server}: {_reason(error)}") from None
    finally:
        connection.close()
    typer.echo(f"{server} took a message from {settings.DEFAULT_FROM_EMAIL} to {address}.")


def _reason(error: Exception) -> str:
    """What the server said, and which setting it is about."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"it refused the user or password ({error.smtp_code}). See TT_SMTP_USER and TT_SMTP_PASSWORD."
        case smtplib.SMTPNotSupportedError():
            return f"{error} See TT_SMTP_SECURITY."
        case smtplib.SMTPSenderRefused():
            return f"it refused the sender ({error.smtp_code}). See TT_MAIL_FROM."
        case smtplib.SMTPRecipientsRefused():
            return "it refused the recipient. See the address, and what the server may relay."
        case smtplib.SMTPException():
            return f"{error} See TT_SMTP_HOST, TT_SMTP_PORT and TT_SMTP_SECURITY."
        case _:
            return f"{error}. See TT_SMTP_HOST, TT_SMTP_PORT, TT_SMTP_SECURITY and, for certificates, SSL_CERT_FILE."


def _not_sent(told: str) -> typer.Exit:
    typer.echo(f"{told} Nothing was sent.", err=True)
    return typer.Exit(NOT_DONE)
