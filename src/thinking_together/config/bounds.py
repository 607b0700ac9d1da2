"""How long a client may take to send: one that never ends must not hold a thread for ever."""

from __future__ import annotations

import errno
import socket
import struct
import time
from collections.abc import Callable, Iterable
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from thinking_together.config import environment

SILENCE_SECONDS = environment.number("TT_WEB_SILENCE", 20, least=1)
GRACE_SECONDS = 30
SLOWEST = 2000  # bytes a second over a whole request, after the grace


def bound_sockets(listeners: Iterable[Any]) -> None:
    """What is accepted inherits it: reading and writing end in an error after a silence."""
    longest = struct.pack("ll", SILENCE_SECONDS, 0)
    for listener in listeners:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, longest)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, longest)


class PacedSocket:
    """A connection whose requests must keep up a pace, headers and body alike."""

    def __init__(self, sock: Any, clock: Callable[[], float] = time.monotonic) -> None:
        self._sock = sock
        self._clock = clock
        self.begin()

    def begin(self) -> None:
        """A new request: only the time spent waiting for its bytes counts."""
        self._waited, self._got = 0.0, 0

    def recv(self, *arguments: Any) -> bytes:
        begun = self._clock()
        data: bytes = self._sock.recv(*arguments)
        self._waited += self._clock() - begun
        self._got += len(data)
        if self._waited > GRACE_SECONDS + self._got / SLOWEST:
            raise ConnectionResetError(errno.ECONNRESET, "the request came too slowly")
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class PacedWorker(ThreadWorker):
    """gunicorn's threads, which of themselves wait for a body without end."""

    def handle(self, conn: Any) -> Any:
        if not isinstance(conn.sock, PacedSocket):
            conn.sock = PacedSocket(conn.sock)
        conn.sock.begin()
        return super().handle(conn)
