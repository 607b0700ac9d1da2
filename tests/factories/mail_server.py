"""A mail server on this machine that takes what it is given, or behaves as badly as it is told to."""

from __future__ import annotations

import asyncio
import random
import socket
import threading
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope


@dataclass
class MailServer:
    """``taken`` holds the recipient of each message whose content arrived whole, whatever was answered.

    The odds are of a hundred: of an answer that says *later* or *never*, and of a line that breaks before the content
    or after it.
    """

    chance: random.Random
    later: int = 0
    never: int = 0
    breaks_before: int = 0
    breaks_after: int = 0
    takes_seconds: float = 0.0
    taken: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Envelope, address: str, options: Any) -> str:
        if self._happens(self.breaks_before):
            server.transport.abort()
        if self._happens(self.later):
            return "451 later"
        envelope.rcpt_tos.append(address)
        return "250 yes"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:
        await asyncio.sleep(self.takes_seconds)
        to = str(message_from_bytes(bytes(envelope.content or b""))["To"])
        if self._happens(self.later):
            return "451 later"
        if self._happens(self.never):
            with self._lock:
                self.refused.append(to)
            return "554 never"
        with self._lock:
            self.taken.append(to)
        if self._happens(self.breaks_after):
            server.transport.abort()
        return "250 taken"

    def _happens(self, odds: int) -> bool:
        return self.chance.randrange(100) < odds


class RunningMailServer(Controller):
    """In a thread of its own, at ``port``, which was free a moment ago."""

    def __init__(self, behaviour: MailServer) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        super().__init__(behaviour, hostname="127.0.0.1", port=port)
