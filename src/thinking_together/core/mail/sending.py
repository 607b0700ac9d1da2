"""Sending one message of the installation: tried again while the server is away, never sent twice in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from thinking_together.core.mail.handing import InDoubt, Line, NotTaken
from thinking_together.core.mail.models import OutgoingMail
from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.running import Running

ATTEMPTS = 10  # over about six hours


@job("mail.send", label="An e-mail", repeatable=True, attempts=ATTEMPTS, passing=(NotTaken,))
def send_mail(running: Running, *, mail: int) -> str:
    """Sends the message and forgets it. The reason of a failure is a class of its own, without an address in it."""
    kept = OutgoingMail.objects.filter(pk=mail).first()
    if kept is None:
        return "sent"
    if kept.handed_at is not None:
        raise InDoubt
    with Line() as line:
        line.open()
        with transaction.atomic():
            running.hold()
            OutgoingMail.objects.filter(pk=mail).update(handed_at=timezone.now())
        try:
            line.hand_over(_AsKept(kept))
        except NotTaken:
            OutgoingMail.objects.filter(pk=mail).update(handed_at=None)
            raise
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
