"""The tasks of setting up a programme, each with its state, for the task list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from thinking_together.programmes.models import SAFEGUARDING, DutyCode, Programme, RetentionCode
from thinking_together.programmes.readiness import support_is_confirmed
from thinking_together.programmes.retention import kept
from thinking_together.programmes.status import counted
from thinking_together.programmes.timetable import Planned, timetable


class TaskState(StrEnum):
    """The words are those of the page."""

    DONE = "Done"
    TO_DO = "To do"
    LATER = "Cannot start yet"


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the task list; ``address`` is the name of its page, ``hint`` what there is of it."""

    title: str
    address: str
    state: TaskState
    hint: str = ""


def tasks(programme: Programme) -> tuple[Task, ...]:
    """All tasks in the order in which they are best done; a fixed number of statements."""
    return tuple(_tasks(programme))


def done(all_tasks: tuple[Task, ...]) -> int:
    return sum(task.state is TaskState.DONE for task in all_tasks)


def _state(is_done: object) -> TaskState:
    return TaskState.DONE if is_done else TaskState.TO_DO


def _tasks(programme: Programme) -> Iterator[Task]:
    yield Task("Details", "setup_details", _state(programme.contact), _place(programme))
    partners = programme.partners.count()
    yield Task("Organisations that take part", "setup_partners", _state(partners), _many(partners, "organisation"))
    yield _sectors(programme)
    planned = [p for p in timetable(programme) if p.phase]
    yield Task("Timetable", "setup_timetable", _state(len(planned) == 6), f"{len(planned)} of 6 phases have dates")
    duties = set(programme.responsible.values_list("duty", flat=True))
    needed = {DutyCode.LEAD, *SAFEGUARDING}
    yield Task(
        "People responsible", "setup_responsible", _state(needed <= duties), f"{len(duties)} of {len(DutyCode)} named"
    )
    has_numbers = all((programme.children_number, programme.local_support, programme.reading_rota))
    yield Task("Local numbers and reading rota", "setup_numbers", _state(has_numbers))
    yield _support(programme, has_numbers)
    yield _retention(programme, planned)


def _place(programme: Programme) -> str:
    return f"{programme.place}, {programme.area_code}" + ("" if programme.contact else ". A contact is missing")


def _sectors(programme: Programme) -> Task:
    counts = list(programme.sectors.values_list("headcount", flat=True))
    without = sum(count is None for count in counts)
    hint = _many(len(counts), "sector") + (f", {without} without a headcount" if without else "")
    return Task("Sectors and headcounts", "setup_sectors", _state(counts and not without), hint)


def _support(programme: Programme, has_numbers: bool) -> Task:
    if not has_numbers:
        return Task("Support lines", "setup_support", TaskState.LATER, "Give the local numbers first")
    return Task("Support lines", "setup_support", _state(support_is_confirmed(programme)))


def _retention(programme: Programme, planned: Sequence[Planned]) -> Task:
    """Its dates are counted from the timetable."""
    if not planned:
        return Task("How long things are kept", "setup_retention", TaskState.LATER, "Give the timetable first")
    decided = sum(one.retention is not None for one in kept(programme))
    hint = f"{decided} of {len(RetentionCode)} decided"
    return Task("How long things are kept", "setup_retention", _state(decided == len(RetentionCode)), hint)


def _many(count: int, one: str) -> str:
    return counted(count, one, f"{one}s")
