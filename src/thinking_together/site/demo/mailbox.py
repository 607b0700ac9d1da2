"""The messages of the demonstration: kept as files on this machine, read on a page, sent to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Message:
    """A message as its reader would see it."""

    to: str
    subject: str
    at: datetime | None
    text: str


def messages() -> tuple[Message, ...]:
    """The newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), reverse=True)[:SHOWN] if folder.is_dir() else []
    return tuple(_message(path.read_bytes()) for path in files)


def _message(raw: bytes) -> Message:
    read = BytesParser(policy=policy.default).parsebytes(raw.split(b"\n" + b"-" * 79)[0])
    body = read.get_body(("plain",))
    text = body.get_content() if body else ""
    at = parsedate_to_datetime(str(read["Date"])) if read["Date"] else None
    if at is not None and at.tzinfo is None:  # "-0000": in UTC, from nowhere in particular
        at = at.replace(tzinfo=UTC)
    return Message(str(read["To"] or ""), str(read["Subject"] or ""), at, text.strip())
