"""The programme's own files in a bundle: place, sectors, partners, phases, participants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thinking_together.core.tabular import Code, CsvFile, FolderWriter, Reading, YamlFile, column
from thinking_together.programmes.models import (
    DutyCode,
    Participant,
    Partner,
    Phase,
    PhaseCode,
    Programme,
    Responsible,
    Retention,
    RetentionCode,
    Sector,
)
from thinking_together.programmes.parts import Part


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    slug: Code = column("Short name of the programme in addresses, lower case", longest=80)
    title: str = column("Title of the programme, as on the report's cover", longest=200)
    place: str = column("Name of the place", longest=120)
    area_code: Code = column("ONS code of the area in local data (X06000001 for an invented one)", longest=12)
    comparator_code: Code = column("ONS code of the area it is compared with (England: E92000001)", longest=12)
    invented: bool = column("yes when place and data are invented; every output then says so")
    as_of: date = column("The day the bundle describes; the clock of its report")
    subtitle: str = column("A line under the title", default="", longest=300)
    lead: str = column("Who leads it, by role, as the report and the survey say it", default="", longest=120)
    contact: str = column("How to reach the programme", default="", longest=200)
    children_number: str = column("Local number for a concern about a child", default="", longest=200)
    local_support: str = column("Local support line for staff and families", default="", longest=300)
    reading_rota: str = column("Who reads free text, and when", default="", longest=500)


@dataclass(frozen=True, slots=True)
class SectorRow:
    code: Code = column("Short name of the sector", unique=True, defines="sector")
    name: str = column("Name as the report prints it", longest=120)
    headcount: int | None = column("How many people work in it; empty when not known", default=None, least=0)
    includes: str = column("Who belongs to it, so that people find themselves", default="", longest=300)


@dataclass(frozen=True, slots=True)
class PartnerRow:
    code: Code = column("Short name of the organisation", unique=True, defines="partner")
    name: str = column("Name as the report prints it", longest=200)
    sector: Code | None = column("Its sector", refers="sector", default=None)


@dataclass(frozen=True, slots=True)
class PhaseRow:
    phase: Code = column("Which phase", unique=True, choices=tuple(PhaseCode.values))
    starts: date = column("First day")
    ends: date = column("Last day")
    summary: str = column("How it was done, in a sentence or two", default="")


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    code: Code = column("A code for the person; never a name or an address", unique=True, defines="participant")
    sector: Code = column("Sector the person works in", refers="sector")
    partner: Code | None = column("Organisation the person works for", refers="partner", default=None)
    role: str = column("Kind of role", default="", longest=120)
    interests: tuple[Code, ...] = column("Interests, parted by |", default=())


@dataclass(frozen=True, slots=True)
class ResponsibleRow:
    duty: Code = column("What the person answers for", unique=True, choices=tuple(DutyCode.values))
    name: str = column("Name of the person", longest=300)
    phone: str = column("Telephone number; an e-mail address never stands in a bundle", default="", longest=60)


@dataclass(frozen=True, slots=True)
class RetentionRow:
    kind: Code = column("What is kept for a time", unique=True, choices=tuple(RetentionCode.values))
    months: int = column("For how many months after the end of the last phase, at most 240", least=1)
    why: str = column("Why so long", longest=300)


MOST_MONTHS = 240
PROGRAMME = YamlFile("programme/programme.yaml", ProgrammeRow, "The programme and its place.", required=True)
SECTORS = CsvFile("programme/sectors.csv", SectorRow, "Parts of the workforce.", required=True)
PARTNERS = CsvFile("programme/partners.csv", PartnerRow, "Organisations that take part.")
PHASES = CsvFile("programme/phases.csv", PhaseRow, "When each phase ran.", required=True)
RESPONSIBLE = CsvFile("programme/responsible.csv", ResponsibleRow, "Who answers for what, safeguarding first of all.")
RETENTION = CsvFile("programme/retention.csv", RetentionRow, "How long things are kept, and why.")
PARTICIPANTS = CsvFile("programme/participants.csv", ParticipantRow, "People who take part, by code.")


@dataclass(frozen=True, slots=True)
class Parsed:
    programme: ProgrammeRow | None
    sectors: list[SectorRow]
    partners: list[PartnerRow]
    phases: list[PhaseRow]
    responsible: list[ResponsibleRow]
    retention: list[RetentionRow]
    participants: list[ParticipantRow]


def read(reading: Reading) -> Parsed:
    programme = reading.mapping(PROGRAMME)
    if programme and programme.invented and not programme.area_code.startswith("X"):
        reading.problems.add(
            PROGRAMME.name,
            f"an invented programme stands under the real area code {programme.area_code}",
            "Give an invented place a code that begins with X, such as X06000001.",
            column="area_code",
        )
    retention = reading.values(RETENTION)
    for row in retention:
        if row.months > MOST_MONTHS:
            reading.problems.add(
                RETENTION.name,
                f"{row.kind} is kept for {row.months} months",
                f"Give at most {MOST_MONTHS} months.",
                column="months",
            )
    return Parsed(
        programme,
        reading.values(SECTORS),
        reading.values(PARTNERS),
        reading.values(PHASES),
        reading.values(RESPONSIBLE),
        retention,
        reading.values(PARTICIPANTS),
    )


def create(row: ProgrammeRow) -> Programme:
    """The programme itself; the import makes it first and hands it to every part."""
    return Programme.objects.create(**{name: getattr(row, name) for name in ProgrammeRow.__slots__})


def save(programme: Programme, parsed: Parsed) -> None:
    sectors = {
        row.code: Sector(
            programme=programme,
            code=row.code,
            name=row.name,
            includes=row.includes,
            headcount=row.headcount,
            position=at,
        )
        for at, row in enumerate(parsed.sectors)
    }
    Sector.objects.bulk_create(sectors.values())
    partners = {
        row.code: Partner(
            programme=programme,
            code=row.code,
            name=row.name,
            sector=sectors[row.sector] if row.sector else None,
            position=at,
        )
        for at, row in enumerate(parsed.partners)
    }
    Partner.objects.bulk_create(partners.values())
    Phase.objects.bulk_create(
        Phase(programme=programme, code=r.phase, starts=r.starts, ends=r.ends, summary=r.summary, position=at)
        for at, r in enumerate(parsed.phases)
    )
    Responsible.objects.bulk_create(
        Responsible(programme=programme, duty=row.duty, name=row.name, phone=row.phone) for row in parsed.responsible
    )
    Retention.objects.bulk_create(
        Retention(programme=programme, code=row.kind, months=row.months, why=row.why) for row in parsed.retention
    )
    Participant.objects.bulk_create(
        Participant(
            programme=programme,
            code=row.code,
            sector=sectors[row.sector],
            partner=partners[row.partner] if row.partner else None,
            role=row.role,
            interests=list(row.interests),
            position=at,
        )
        for at, row in enumerate(parsed.participants)
    )


def write(programme: Programme, writer: FolderWriter) -> None:
    PROGRAMME.write(writer, ProgrammeRow(**{name: getattr(programme, name) for name in ProgrammeRow.__slots__}))
    SECTORS.write(writer, (SectorRow(Code(s.code), s.name, s.headcount, s.includes) for s in programme.sectors.all()))
    PARTNERS.write(
        writer,
        (
            PartnerRow(Code(p.code), p.name, Code(p.sector.code) if p.sector else None)
            for p in programme.partners.select_related("sector")
        ),
    )
    PHASES.write(writer, (PhaseRow(Code(p.code), p.starts, p.ends, p.summary) for p in programme.phases.all()))
    RESPONSIBLE.write(writer, (ResponsibleRow(Code(r.duty), r.name, r.phone) for r in programme.responsible.all()))
    RETENTION.write(writer, (RetentionRow(Code(r.code), r.months, r.why) for r in programme.retention.all()))
    PARTICIPANTS.write(
        writer,
        (
            ParticipantRow(
                Code(p.code),
                Code(p.sector.code),
                Code(p.partner.code) if p.partner else None,
                p.role,
                tuple(Code(i) for i in p.interests),
            )
            for p in programme.participants.select_related("sector", "partner")
        ),
    )


PART = Part(
    "programme", 0, (PROGRAMME, SECTORS, PARTNERS, PHASES, RESPONSIBLE, RETENTION, PARTICIPANTS), read, save, write
)
