"""Gatherings and attendance in a bundle. People stand there by code, or by sector alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thinking_together.core.tabular import Code, CsvFile, FolderWriter, Reading, column
from thinking_together.gatherings import arrangements
from thinking_together.gatherings.arrangements import ARRANGEMENTS, ArrangementRow
from thinking_together.gatherings.models import (
    AbsenceReason,
    Attendance,
    AttendanceState,
    Gathering,
    GatheringKind,
)
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import Part

LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class GatheringRow:
    code: Code = column("Short name of the event", unique=True, defines="gathering")
    kind: Code = column("What kind of event it is", choices=tuple(GatheringKind.values))
    title: str = column("Title as people know it", longest=200)
    day: date = column("The day it takes place")
    online: bool = column("yes when it is online")
    place: str = column("Where it is; empty when online", default="", longest=200)
    planned_size: int | None = column("How many people it is planned for", default=None)


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    gathering: Code = column("The event", refers="gathering")
    sector: Code = column("Sector the person works in", refers="sector")
    state: Code = column("Whether the person came", choices=tuple(AttendanceState.values))
    participant: Code | None = column("The person, by code", refers="participant", default=None)
    partner: Code | None = column("Organisation the person works for", refers="partner", default=None)
    reason: Code | None = column("Why not", choices=tuple(AbsenceReason.values), default=None)
    notice_days: int | None = column("Days of notice given; 0 on the day itself", default=None)


GATHERINGS = CsvFile("gatherings/gatherings.csv", GatheringRow, "Events, sessions and meetings.")
ATTENDANCE = CsvFile("gatherings/attendance.csv", AttendanceRow, "Who came, cancelled or was in reserve.")


@dataclass(frozen=True, slots=True)
class Parsed:
    gatherings: list[GatheringRow]
    attendance: list[AttendanceRow]
    arrangements: dict[str, ArrangementRow]


def read(reading: Reading) -> Parsed:
    gatherings = reading.rows(GATHERINGS)
    for line, row in gatherings:
        if row.planned_size is not None and not 1 <= row.planned_size <= LARGEST:
            reading.problems.add(
                GATHERINGS.name,
                f"{row.planned_size} is no size of an event",
                "Write how many people it is planned for, or leave it empty.",
                row=line,
                column="planned_size",
            )
    attendance = reading.rows(ATTENDANCE)
    seen: dict[tuple[str, str], int] = {}
    for line, seat in attendance:
        _check(reading, line, seat)
        if seat.participant is not None:
            _check_once(reading, line, seat, seen)
    arranged = arrangements.read(reading, {row.code: row.day for _, row in gatherings})
    return Parsed([row for _, row in gatherings], [seat for _, seat in attendance], arranged)


def _check(reading: Reading, line: int, row: AttendanceRow) -> None:
    came_or_waits = row.state in (AttendanceState.ATTENDED, AttendanceState.RESERVE)
    for name, value in (("reason", row.reason), ("notice_days", row.notice_days)):
        if came_or_waits and value is not None:
            reading.problems.add(
                ATTENDANCE.name,
                f"a {name} stands beside '{row.state}'",
                "Only those who cancelled or did not attend have one; empty the cell or correct the state.",
                row=line,
                column=name,
            )
    if row.notice_days is not None and not 0 <= row.notice_days <= 1000:
        reading.problems.add(
            ATTENDANCE.name,
            f"{row.notice_days} is no number of days' notice",
            "Write 0 for the day itself, 1 for the day before and so on.",
            row=line,
            column="notice_days",
        )


def _check_once(reading: Reading, line: int, row: AttendanceRow, seen: dict[tuple[str, str], int]) -> None:
    first = seen.setdefault((row.gathering, str(row.participant)), line)
    if first != line:
        reading.problems.add(
            ATTENDANCE.name,
            f"'{row.participant}' has a place at '{row.gathering}' on line {first} already",
            "Keep the row that says how it ended.",
            row=line,
            column="participant",
        )


def save(programme: Programme, parsed: Parsed) -> None:
    gatherings = {
        row.code: Gathering(
            programme=programme,
            position=at,
            **{name: getattr(row, name) for name in GatheringRow.__slots__},
            **arrangements.fields_of(parsed.arrangements.get(row.code)),
        )
        for at, row in enumerate(parsed.gatherings)
    }
    Gathering.objects.bulk_create(gatherings.values())
    if not parsed.attendance:
        return
    sectors = {sector.code: sector for sector in programme.sectors.all()}
    partners = {partner.code: partner for partner in programme.partners.all()}
    participants = {participant.code: participant for participant in programme.participants.all()}
    Attendance.objects.bulk_create(
        (
            Attendance(
                gathering=gatherings[row.gathering],
                participant=participants[row.participant] if row.participant else None,
                sector=sectors[row.sector],
                partner=partners[row.partner] if row.partner else None,
                state=row.state,
                reason=row.reason or "",
                notice_days=row.notice_days,
                position=at,
            )
            for at, row in enumerate(parsed.attendance)
        ),
        batch_size=500,
    )


def write(programme: Programme, writer: FolderWriter) -> None:
    GATHERINGS.write(
        writer,
        (
            GatheringRow(Code(g.code), Code(g.kind), g.title, g.day, g.online, g.place, g.planned_size)
            for g in programme.gatherings.all()
        ),
    )
    ARRANGEMENTS.write(writer, arrangements.rows_of(programme))
    places = Attendance.objects.filter(gathering__programme=programme)
    ATTENDANCE.write(
        writer,
        (_row(a) for a in places.select_related("gathering", "sector", "participant", "partner")),
    )


def _row(place: Attendance) -> AttendanceRow:
    return AttendanceRow(
        gathering=Code(place.gathering.code),
        sector=Code(place.sector.code),
        participant=Code(place.participant.code) if place.participant else None,
        partner=Code(place.partner.code) if place.partner else None,
        state=Code(place.state),
        reason=Code(place.reason) if place.reason else None,
        notice_days=place.notice_days,
    )


PART = Part("gatherings", 10, (GATHERINGS, ARRANGEMENTS, ATTENDANCE), read, save, write)
