"""Members of the learning network in a bundle. Its events stand with the gatherings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thinking_together.core.tabular import Code, CsvFile, FolderWriter, Reading, column
from thinking_together.network.models import Member
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import Part


@dataclass(frozen=True, slots=True)
class MemberRow:
    participant: Code = column("The member, by code", unique=True, refers="participant")
    joined: date = column("The day the person joined")
    left: date | None = column("The day the person left; empty for a member", default=None)


MEMBERS = CsvFile("network/members.csv", MemberRow, "Members of the learning network.")


def read(reading: Reading) -> list[MemberRow]:
    rows = reading.rows(MEMBERS)
    for line, row in rows:
        if row.left is not None and row.left < row.joined:
            what = f"the member left on {row.left}, before joining on {row.joined}"
            reading.problems.add(MEMBERS.name, what, "Correct one of the days.", row=line, column="left")
    return [row for _, row in rows]


def save(programme: Programme, rows: list[MemberRow]) -> None:
    if not rows:
        return
    participants = {participant.code: participant for participant in programme.participants.all()}
    Member.objects.bulk_create(
        (
            Member(
                programme=programme,
                participant=participants[row.participant],
                joined=row.joined,
                left=row.left,
                position=at,
            )
            for at, row in enumerate(rows)
        ),
        batch_size=500,
    )


def write(programme: Programme, writer: FolderWriter) -> None:
    members = programme.members.select_related("participant")
    MEMBERS.write(writer, (MemberRow(Code(m.participant.code), m.joined, m.left) for m in members))


PART = Part("network", 20, (MEMBERS,), read, save, write)
