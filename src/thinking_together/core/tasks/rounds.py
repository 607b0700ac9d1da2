"""What rooms have to look after again and again: the keeper beside each worker asks them, a few times a minute."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import DatabaseError

logger = logging.getLogger(__name__)
Round = Callable[[], object]
_rounds: dict[str, Round] = {}


def register(room: str, round: Round) -> None:
    """``round()`` is short and does no harm where several workers' keepers call it at once."""
    _rounds[room] = round


def make_rounds() -> None:
    """What goes wrong in a room must not end the keeper, by whom the worker's job is known to live."""
    for room, round in list(_rounds.items()):
        try:
            round()
        except DatabaseError:
            raise
        except Exception:
            logger.exception("a room's round failed", extra={"tell": {"room": room}})
