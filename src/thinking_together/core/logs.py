"""Log lines that hold no personal data, whatever is logged.

Words that other packages log may hold an address, a name or what somebody typed, and so may the message of any
exception. So none of these words is written: of an error its class and the places in the code, of a record the place
that made it, of a request its id, its method and the name of its page. Our own loggers write their constant words
and the fields given in ``extra={"tell": {...}}``, which must be codes, names of things and numbers.
"""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

OWN = "thinking_together"
MOST_FRAMES = 25
# What these say is about the process itself, and they say it in constant words.
CONSTANT_WORDS = frozenset({"gunicorn.error", "django_tasks_db"})
SENDER = " from ip="  # of a request that cannot be read: then whose it is, and a part of it


@dataclass(slots=True)
class CurrentRequest:
    """What a log line may say about the request that is being answered."""

    id: str
    method: str
    page: str = ""


CURRENT: ContextVar[CurrentRequest | None] = ContextVar("current_request", default=None)


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        own = record.name == OWN or record.name.startswith(OWN + ".")
        if own or record.name in CONSTANT_WORDS:
            said = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
            line["event"] = said if own else said.partition(SENDER)[0]
        else:
            line["at"] = f"{_short(record.pathname)}:{record.lineno}"
        if own:
            line |= getattr(record, "tell", {})
        status = getattr(record, "status_code", None)
        if isinstance(status, int):
            line["status"] = status
        current = CURRENT.get()
        if current is not None:
            line |= {"request": current.id, "method": current.method, "page": current.page}
        if record.exc_info and record.exc_info[1] is not None:
            line["exceptions"] = told_exceptions(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=lambda value: type(value).__name__)


def told_exceptions(error: BaseException) -> list[dict[str, Any]]:
    """The exception and what it came from: class and places, never the message."""
    found: list[dict[str, Any]] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        kind = type(current)
        found.append({"class": f"{kind.__module__}.{kind.__qualname__}", "frames": _frames(current.__traceback__)})
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return found


def _frames(traceback: TracebackType | None) -> list[str]:
    found = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        found.append(f"{_short(code.co_filename)}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return found[-MOST_FRAMES:]


def _short(filename: str) -> str:
    """The last folders of a path: enough to find it, and no machine's own layout."""
    parts = Path(filename).parts
    for anchor in ("site-packages", "src"):
        if anchor in parts:
            return "/".join(parts[parts.index(anchor) + 1 :])
    return "/".join(parts[-3:])
