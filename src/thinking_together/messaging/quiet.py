"""Quiet hours by the clock on the wall, on the two odd nights too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from thinking_together.core.dates.zone import Doubled, Missing, local_moment, local_parts
from thinking_together.messaging.models import QUIET_FROM, QUIET_UNTIL, QuietHours
from thinking_together.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Quiet:
    """Quiet from one time until another, over midnight where the second is earlier. None where they are the same."""

    begins: time
    ends: time

    def is_quiet(self, moment: datetime) -> bool:
        at = local_parts(moment)[1].replace(fold=0)
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends

    def next_free(self, moment: datetime) -> datetime:
        """The moment itself where it is not quiet, else the first after it that is not."""
        if not self.is_quiet(moment):
            return moment
        day = local_parts(moment)[0]
        candidates = (self._end_on(day + timedelta(days=ahead), moment) for ahead in (0, 1, 2))
        return next(end for end in candidates if end is not None)

    def _end_on(self, day: date, moment: datetime) -> datetime | None:
        """When it ends on this day, where that is still to come."""
        try:
            ends: tuple[datetime, ...] = (local_moment(day, self.ends),)
        except Missing as missing:
            ends = (local_moment(day, missing.first),)
        except Doubled as doubled:
            ends = (doubled.early, doubled.late)
        return next((end for end in ends if end > moment and not self.is_quiet(end)), None)


def quiet_of(programme: Programme) -> Quiet:
    """As the programme has it; else from eight in the evening until seven."""
    held = QuietHours.objects.filter(programme=programme).first()
    return Quiet(held.begins, held.ends) if held else Quiet(QUIET_FROM, QUIET_UNTIL)
