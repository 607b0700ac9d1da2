"""When what is kept goes: dates counted from the end of the last phase, and the register of what is then deleted.

A room that keeps something of a kind says how it deletes it. What is deleted so stays deleted when an older backup is
restored.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from thinking_together.programmes.models import Programme, Retention, RetentionCode
from thinking_together.programmes.timetable import last_day

Delete = Callable[[Programme], int]

_deleters: dict[RetentionCode, dict[str, Delete]] = {code: {} for code in RetentionCode}


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind with its dates: ``due`` is the day on which it is deleted, nothing while the timetable has no dates.

    What is invented is nobody's, and has no day: an example from the past stays whole.
    """

    code: RetentionCode
    retention: Retention | None
    due: date | None

    @property
    def done(self) -> bool:
        """Deleted on or after the day that counts now; a timetable that was extended makes it due again."""
        held = self.retention
        return bool(held and held.deleted and self.due and held.deleted >= self.due)


def register(code: RetentionCode, room: str, delete: Delete) -> None:
    """``delete(programme)`` removes what the room keeps of this kind; how many records. Twice does no harm."""
    _deleters[code][room] = delete


def delete_of(programme: Programme, code: RetentionCode) -> int:
    """Deletes what every room keeps of this kind; how many records."""
    return sum(delete(programme) for delete in _deleters[code].values())


def kept(programme: Programme) -> tuple[Kept, ...]:
    """Every kind in its order, with its dates; two statements."""
    known = {one.code: one for one in programme.retention.all()}
    last = None if programme.invented else last_day(programme)
    found = []
    for code in RetentionCode:
        held = known.get(code)
        found.append(Kept(code, held, after(last, held.months) if last and held else None))
    return tuple(found)


def after(day: date, months: int) -> date:
    """So many months later; the last day of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
