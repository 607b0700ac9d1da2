from __future__ import annotations

import pytest

from thinking_together.config.bounds import GRACE_SECONDS, SLOWEST, PacedSocket


class Sender:
    """A client that takes ``seconds`` over each piece of ``size`` bytes."""

    def __init__(self, seconds: float, size: int) -> None:
        self.now = 0.0
        self._seconds, self._size = seconds, size

    def recv(self, most: int) -> bytes:
        self.now += self._seconds
        return b"x" * self._size

    def clock(self) -> float:
        return self.now


def pieces(sender: Sender, count: int) -> None:
    line = PacedSocket(sender, sender.clock)
    for _ in range(count):
        line.recv(8192)


def test_a_byte_now_and_then_is_cut_off_soon_after_the_grace() -> None:
    sender = Sender(5, 1)
    with pytest.raises(ConnectionResetError):
        pieces(sender, 100)
    assert sender.now <= GRACE_SECONDS + 5


def test_a_slow_line_that_keeps_its_pace_may_take_as_long_as_it_needs() -> None:
    pieces(Sender(1, SLOWEST), 1000)


def test_what_the_program_does_between_two_reads_does_not_count_and_a_new_request_begins_anew() -> None:
    sender = Sender(5, 1)
    line = PacedSocket(sender, sender.clock)
    for _ in range(20):
        line.begin()
        for _ in range(int(GRACE_SECONDS / 5)):
            line.recv(8192)
            sender.now += 1000
