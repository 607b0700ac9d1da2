"""Which errors are a condition of the machine that passes, rather than a fault in the program."""

from __future__ import annotations

import errno
from enum import StrEnum

from django.db import InterfaceError, OperationalError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL_WORDS = ("disk is full", "no space left", "disk full", "could not extend file")
_RETRY = 30


class Fault(StrEnum):
    """What the page says: try again soon, or nothing can be kept until somebody makes room."""

    BUSY = "busy"
    FULL = "full"


def fault_of(error: BaseException | None) -> Fault | None:
    """The condition that an error, or what it came from, tells of."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return Fault.FULL
        if isinstance(error, OperationalError | InterfaceError):
            words = str(error).lower()
            return Fault.FULL if any(word in words for word in _FULL_WORDS) else Fault.BUSY
        error = error.__cause__ or error.__context__
    return None


def retry_after(fault: Fault) -> int:
    """Seconds until it is worth trying again."""
    return _RETRY if fault is Fault.BUSY else _RETRY * 20
