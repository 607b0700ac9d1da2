"""How gatherings are arranged, in a bundle: times, places left, what calendars know them by. No joining links."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from thinking_together.core.dates.zone import local_parts, zone
from thinking_together.core.tabular import Code, CsvFile, Reading, column
from thinking_together.gatherings.models import Gathering, GatheringState
from thinking_together.programmes.models import Programme

WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class ArrangementRow:
    gathering: Code = column("The event", refers="gathering", unique=True)
    state: Code = column("Whether people can sign up", choices=tuple(GatheringState.values))
    starts: str = column("When it begins, like 2023-01-18T14:00+00:00", default="", longest=40)
    ends: str = column("When it ends", default="", longest=40)
    capacity: int | None = column("How many places there are; empty for no limit", default=None, least=1)
    uid: str = column("How calendars know it; empty for a new one", default="", longest=36)
    sequence: int = column("How often it was changed since people were told", default=0, least=0)
    about: str = column("What it is about, in Markdown", default="")
    recording_link: str = column("Where its recording is", default="", longest=500)


ARRANGEMENTS = CsvFile(
    "gatherings/arrangements.csv",
    ArrangementRow,
    "When events begin and end, how many fit, and whether one can sign up.",
)


def read(reading: Reading, days: Mapping[str, date]) -> dict[str, ArrangementRow]:
    """By the code of the event, after naming what is wrong."""
    found: dict[str, ArrangementRow] = {}
    for line, row in reading.rows(ARRANGEMENTS):
        for name, what, remedy in _wrong(row, days.get(row.gathering)):
            reading.problems.add(ARRANGEMENTS.name, what, remedy, row=line, column=name)
        found[row.gathering] = row
    return found


def fields_of(row: ArrangementRow | None) -> dict[str, Any]:
    """What the record has of it; nothing where the folder says nothing."""
    if row is None:
        return {}
    told: dict[str, Any] = {name: getattr(row, name) for name in ("state", "capacity", "sequence", "about")}
    told |= {"starts": _moment(row.starts), "ends": _moment(row.ends), "recording_link": row.recording_link}
    return told | ({"uid": uuid.UUID(row.uid)} if row.uid else {})


def rows_of(programme: Programme) -> Iterator[ArrangementRow]:
    """Of events that are more than what the older file holds: those begun here, not those that a folder brought."""
    for one in Gathering.objects.filter(programme=programme):
        if one.starts or one.state != GatheringState.CLOSED or one.capacity or one.about or one.recording_link:
            yield ArrangementRow(
                Code(one.code),
                Code(one.state),
                _printed(one.starts),
                _printed(one.ends),
                one.capacity,
                str(one.uid),
                one.sequence,
                one.about,
                one.recording_link,
            )


def _wrong(row: ArrangementRow, day: date | None) -> Iterator[tuple[str, str, str]]:
    for name in ("starts", "ends"):
        if getattr(row, name) and _moment(getattr(row, name)) is None:
            yield name, f"'{getattr(row, name)}' is no moment", "Write it like 2023-01-18T14:00+00:00, in minutes."
    starts, ends = _moment(row.starts), _moment(row.ends)
    if bool(row.starts) != bool(row.ends):
        yield "ends", "it has a beginning without an end, or an end without a beginning", "Give both or neither."
    if starts and ends and not 0 < (ends - starts).total_seconds() < 86_400:
        yield "ends", "it does not end within a day of its beginning", "Correct one of the two."
    if starts and day and local_parts(starts)[0] != day:
        yield "starts", f"it begins on another day than {day} in gatherings.csv", "Correct one of the two."
    if row.uid and not _is_uuid(row.uid):
        yield "uid", f"'{row.uid}' is no UUID", "Empty the cell: a new one is made."
    if row.recording_link and not row.recording_link.startswith(WEB):
        yield "recording_link", "it is no web address", "Write it in full, with https://."


def _moment(text: str) -> datetime | None:
    """With its offset, to the minute."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None and not found.second and not found.microsecond else None


def _printed(moment: datetime | None) -> str:
    return moment.astimezone(zone()).isoformat(timespec="minutes") if moment else ""


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
