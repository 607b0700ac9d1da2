"""What rooms have to look after again and again: the keeper beside each worker asks them, a few times a minute."""

from __future__ import annotations

from collections.abc import Callable

Round = Callable[[], object]
_rounds: dict[str, Round] = {}


def register(room: str, round: Round) -> None:
    """``round()`` is short and does no harm where several workers' keepers call it at once."""
    _rounds[room] = round


def make_rounds() -> None:
    for round in list(_rounds.values()):
        round()
