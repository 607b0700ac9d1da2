"""Reading the timetable: the six phases in the order of their codes, and where it may be a mistake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from thinking_together.analysis.tables import day
from thinking_together.programmes.models import Phase, PhaseCode, Programme

LONG = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Planned:
    """A phase with its days, where it has any."""

    code: PhaseCode
    phase: Phase | None

    @property
    def days(self) -> str:
        return f"{day(self.phase.starts)} to {day(self.phase.ends)}" if self.phase else "No dates yet"


def timetable(programme: Programme) -> tuple[Planned, ...]:
    """All six, with or without days."""
    known = {phase.code: phase for phase in programme.phases.all()}
    return tuple(Planned(code, known.get(code)) for code in PhaseCode)


def last_day(programme: Programme) -> date | None:
    """The last day of the last phase; nothing where no phase has dates."""
    return max((phase.ends for phase in programme.phases.all()), default=None)


def warnings(planned: Sequence[Planned]) -> tuple[str, ...]:
    """What may be meant so, and may be a mistake. Nothing here refuses anything."""
    return tuple(_warnings([p.phase for p in planned if p.phase]))


def _warnings(phases: Sequence[Phase]) -> Iterator[str]:
    for phase in phases:
        if phase.ends - phase.starts > LONG:
            yield f"{phase} takes longer than a year."
    # The network goes on beside everything else.
    in_turn = sorted((p for p in phases if p.code != PhaseCode.NETWORK), key=lambda p: (p.starts, p.ends))
    for at, one in enumerate(in_turn):
        beside = [other for other in in_turn[at + 1 :] if other.starts <= one.ends]
        if beside:
            names = " and ".join(str(other) for other in beside)
            yield f"{one} goes on until {day(one.ends)} and overlaps with: {names}."
    by_code = {phase.code: phase for phase in phases}
    survey, baseline = by_code.get(PhaseCode.SURVEY), by_code.get(PhaseCode.BASELINE)
    if survey and baseline and baseline.ends < survey.starts:
        yield "The baseline assessment ends before the survey begins, so that nothing of the survey can inform it."
