"""GOV.UK Notify instead of a mail server: https://docs.notifications.service.gov.uk/rest-api.html

A template of the service must consist of ``((subject))`` and ``((body))``. Files are not sent along, because Notify
takes no calendar files: whoever makes a message puts a link to them into it.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage as Parsed
from email.parser import BytesParser
from http import HTTPStatus
from typing import Any

import jwt
import requests
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from thinking_together.core.mail.handing import InDoubt, NotTaken, Refused

logger = logging.getLogger(__name__)
UUID_LENGTH = 36
LATER = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE})
# Ours to put right: the key, the clock. The message itself is as good as before.
NOT_LET_IN = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_STOP = re.compile(r"<(https://[^>]+)>")


@dataclass(frozen=True, slots=True)
class NotifyKey:
    """A key as Notify gives it out: a name, the service's identifier and the secret, parted by ``-``."""

    service: str
    secret: str

    @classmethod
    def read(cls, key: str) -> NotifyKey:
        return cls(key[-2 * UUID_LENGTH - 1 : -UUID_LENGTH - 1], key[-UUID_LENGTH:])

    def token(self) -> str:
        """Good for half a minute, by our clock and theirs."""
        return jwt.encode({"iss": self.service, "iat": int(time.time())}, self.secret, algorithm="HS256")


class NotifyTransport(BaseEmailBackend):
    """One request a message. What may have been taken without an answer is in doubt, and not sent again."""

    content_begun = True
    takes_files = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._session = requests.Session()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            (recipient,) = message.recipients()
            self._ask(_request_of(recipient, message))
        return len(email_messages)

    def close(self) -> None:
        self._session.close()

    def _ask(self, told: dict[str, Any]) -> None:
        try:
            answer = self._session.post(
                f"{settings.NOTIFY_ADDRESS}/v2/notifications/email",
                json=told,
                headers={"Authorization": f"Bearer {NotifyKey.read(settings.NOTIFY_KEY).token()}"},
                timeout=settings.EMAIL_TIMEOUT,
                allow_redirects=False,
            )
        except requests.ConnectTimeout:
            raise NotTaken from None
        except requests.ConnectionError as error:
            raise (NotTaken if _never_connected(error) else InDoubt) from None
        except requests.RequestException:
            raise InDoubt from None
        _judge(answer)


def _judge(answer: requests.Response) -> None:
    status = answer.status_code
    if status == HTTPStatus.CREATED:
        return
    logger.warning("GOV.UK Notify did not take a message", extra={"tell": {"status": status}})
    if status in LATER | NOT_LET_IN:
        raise NotTaken
    raise Refused if 400 <= status < 500 else InDoubt


def _never_connected(error: requests.ConnectionError) -> bool:
    """Whether nobody answered at all, so that nothing can have been taken."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return type(reason).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")


def _request_of(recipient: str, message: EmailMessage) -> dict[str, Any]:
    made: Parsed = BytesParser(policy=policy.default).parsebytes(message.message().as_bytes())
    body = made.get_body(("plain",))
    told: dict[str, Any] = {
        "email_address": recipient,
        "template_id": settings.NOTIFY_TEMPLATE,
        "personalisation": {"subject": str(made["Subject"] or ""), "body": body.get_content() if body else ""},
        "reference": str(made["Message-ID"] or ""),
    }
    stop = _STOP.search(str(made["List-Unsubscribe"] or ""))
    if stop and made["List-Unsubscribe-Post"]:
        told["one_click_unsubscribe_url"] = stop[1]
    return told
