"""What comes back: delivery status notifications (RFC 3464) in a mailbox that people keep."""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from uuid import UUID

from thinking_together.core.writes import Actor
from thinking_together.messaging.domain import mark_bounced
from thinking_together.messaging.models import Delivery

_OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
_STATUS = re.compile(r"([245])\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True, slots=True)
class Returned:
    """That a message of ours was given up by a mail server; ``lasting`` where trying again would not help."""

    reference: UUID
    status: str
    lasting: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """How many messages were looked at, and how many deliveries they marked."""

    read: int
    returned: int
    marked: int


def take_bounces(path: Path, *, by: Actor) -> Taken:
    """Marks what came back. The mailbox is only read; taking it again marks nothing twice."""
    read = returned = marked = 0
    for message in messages_in(path):
        read += 1
        found = returned_of(message)
        if found is None:
            continue
        returned += 1
        delivery = Delivery.objects.filter(reference=found.reference).first()
        if delivery is not None:
            before = delivery.state
            note = f"Came back with status {found.status}"
            marked += mark_bounced(delivery=delivery, note=note, lasting=found.lasting, by=by).state != before
    return Taken(read, returned, marked)


def messages_in(path: Path) -> Iterator[Message]:
    """Of a Maildir, an mbox file, or a file that is one message."""
    if path.is_dir():
        with closing(mailbox.Maildir(path, create=False)) as folder:
            yield from folder
        return
    with path.open("rb") as file:
        first = file.read(5)
    if first == b"From ":
        with closing(mailbox.mbox(path, create=False)) as box:
            yield from box
    else:
        yield message_from_bytes(path.read_bytes())


def returned_of(message: Message) -> Returned | None:
    """What a message says came back; nothing where it is no such notice, is only late, or was no message of ours."""
    if message.get_content_type() != "multipart/report":
        return None
    failed, status, reference = False, "", None
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            for block in _blocks(part):
                failed = failed or str(block.get("Action", "")).strip().lower() == "failed"
                told = _STATUS.search(str(block.get("Status", "")))
                status = told[0] if told else status
        elif reference is None and part is not message:
            reference = _reference(part, kind)
    if not failed or reference is None:
        return None
    return Returned(reference, status or "unknown", not status.startswith("4"))


def _blocks(part: Message) -> list[Message]:
    """What a notification tells, block by block; nothing where it is not written as one."""
    told = part.get_payload()
    return [block for block in told if isinstance(block, Message)] if isinstance(told, list) else []


def _reference(part: Message, kind: str) -> UUID | None:
    """By the ``Message-ID`` of the message that is sent along, whole or its headers alone."""
    text = str(part.get("Message-ID", ""))
    if kind == "text/rfc822-headers":
        payload = part.get_payload(decode=True)
        text = payload.decode("ascii", "replace") if isinstance(payload, bytes) else ""
        text = "".join(line for line in text.splitlines() if line.lower().startswith("message-id:"))
    return reference_in(text)


def reference_in(message_id: str) -> UUID | None:
    """Which delivery a ``Message-ID`` is of; nothing of one that is none of ours."""
    found = _OURS.search(message_id)
    return UUID(found[1]) if found else None
