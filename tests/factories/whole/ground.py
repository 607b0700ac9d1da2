"""Place, people, events and the network of any programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from tests.factories.whole.words import (
    cell_of,
    codes,
    days,
    maybe,
    one_or_none,
    picked,
    short_codes,
    some,
)

from thinking_together.core.tabular import Code
from thinking_together.gatherings.arrangements import ArrangementRow
from thinking_together.gatherings.files import AttendanceRow, GatheringRow
from thinking_together.gatherings.models import AbsenceReason, AttendanceState, GatheringKind
from thinking_together.network import rows as network
from thinking_together.network.models import Audience
from thinking_together.programmes.files import (
    ParticipantRow,
    PartnerRow,
    PhaseRow,
    ProgrammeRow,
    ResponsibleRow,
    RetentionRow,
    SectorRow,
)
from thinking_together.programmes.models import DutyCode, PhaseCode, RetentionCode

ASKED = (Code("health"), Code("education"), Code("police"))  # sectors that the questionnaire names
numbers = st.none() | st.integers(0, 2**31 - 1)

programmes = st.builds(
    ProgrammeRow,
    slug=short_codes,
    title=cell_of(200),
    place=cell_of(120),
    area_code=st.just(Code("X06000002")),
    comparator_code=st.just(Code("X92000001")),
    invented=st.booleans(),
    as_of=days,
    subtitle=maybe,
    lead=maybe,
    contact=maybe,
    children_number=maybe,
    local_support=maybe,
    reading_rota=maybe,
)


@st.composite
def sectors(draw: Any) -> list[SectorRow]:
    more = [code for code in draw(some(short_codes)) if code not in ASKED]
    return [
        SectorRow(code, draw(cell_of(120)), draw(numbers), draw(maybe))
        for code in draw(st.permutations([*ASKED, *more]))
    ]


@st.composite
def partners(draw: Any, sectors: list[Code]) -> list[PartnerRow]:
    return [PartnerRow(code, draw(cell_of(200)), draw(one_or_none(sectors))) for code in draw(some(codes))]


@st.composite
def phases(draw: Any) -> list[PhaseRow]:
    return [PhaseRow(Code(code), draw(days), draw(days), draw(maybe)) for code in draw(picked(PhaseCode.values))]


@st.composite
def responsible(draw: Any) -> list[ResponsibleRow]:
    duties = draw(picked(DutyCode.values))
    return [ResponsibleRow(Code(duty), draw(cell_of(300)), draw(cell_of(60))) for duty in duties]


@st.composite
def retention(draw: Any) -> list[RetentionRow]:
    kinds = draw(picked(RetentionCode.values))
    return [RetentionRow(Code(kind), draw(st.integers(1, 240)), draw(cell_of(300))) for kind in kinds]


@st.composite
def participants(draw: Any, sectors: list[Code], partners: list[Code]) -> list[ParticipantRow]:
    return [
        ParticipantRow(
            code,
            draw(st.sampled_from(sectors)),
            draw(one_or_none(partners)),
            draw(maybe),
            tuple(draw(some(codes, most=2))),
        )
        for code in draw(some(codes))
    ]


@st.composite
def gatherings(draw: Any) -> list[GatheringRow]:
    kinds = st.sampled_from(GatheringKind.values).map(Code)
    sizes = st.none() | st.integers(1, 100_000)
    return [
        GatheringRow(code, draw(kinds), draw(cell_of(200)), draw(days), draw(st.booleans()), draw(maybe), draw(sizes))
        for code in draw(some(codes, least=1))
    ]


@st.composite
def arrangements(draw: Any, gatherings: list[GatheringRow]) -> list[ArrangementRow]:
    """Of events that are more than what a folder of before holds."""
    found = []
    for row in draw(picked(gatherings)):
        begins = datetime.combine(row.day, time(draw(st.integers(0, 20)), 30), ZoneInfo("Europe/London"))
        timed, link = draw(st.booleans()), draw(st.sampled_from(["", "https://video.example/1"]))
        found.append(
            ArrangementRow(
                row.code,
                draw(st.sampled_from(["draft", "open", "cancelled"]).map(Code)),
                begins.isoformat(timespec="minutes") if timed else "",
                begins.replace(hour=begins.hour + 2).isoformat(timespec="minutes") if timed else "",
                draw(st.none() | st.integers(1, 2**31 - 1)),
                str(draw(st.uuids())),
                draw(st.integers(0, 99)),
                draw(maybe),
                link,
            )
        )
    return found


@st.composite
def attendance(
    draw: Any, gatherings: list[Code], sectors: list[Code], participants: list[Code], partners: list[Code]
) -> list[AttendanceRow]:
    found = []
    for gathering in draw(picked(gatherings)):
        people = draw(picked(participants))
        for person in [*people, *[None] * draw(st.integers(0, 2))]:
            state = draw(st.sampled_from(AttendanceState.values))
            away = state in (AttendanceState.CANCELLED, AttendanceState.DID_NOT_ATTEND)
            reason = draw(one_or_none([Code(r) for r in AbsenceReason.values])) if away else None
            notice = draw(st.none() | st.integers(0, 1000)) if away else None
            sector, partner = draw(st.sampled_from(sectors)), draw(one_or_none(partners))
            found.append(AttendanceRow(gathering, sector, Code(state), person, partner, reason, notice))
    return found


@dataclass(frozen=True)
class Network:
    """What the network's files hold."""

    page: network.PageRow | None
    consents: list[network.ConsentRow]
    interests: list[network.InterestRow]
    members: list[network.MemberRow]
    updates: list[network.UpdateRow]
    answered: list[network.AnsweredRow]
    evaluations: list[network.EvaluationRow]
    forms: list[network.FormRow]


_stays = (
    st.lists(days, min_size=1, max_size=2).map(sorted).map(lambda stay: (stay[0], stay[1] if len(stay) > 1 else None))
)
pages = st.none() | st.builds(network.PageRow, why=cell_of(300), taking_part=cell_of(300), open=st.booleans())


@st.composite
def networks(draw: Any, sectors: list[Code], participants: list[Code], gatherings: list[Code]) -> Network:
    numbers = draw(st.lists(st.integers(1, 9), unique=True, max_size=2).map(sorted))
    evaluations = [network.EvaluationRow(code, *draw(_stays)) for code in draw(picked(gatherings))]
    return Network(
        draw(pages),
        [network.ConsentRow(number, draw(days), draw(cell_of(300))) for number in numbers],
        [network.InterestRow(code, draw(cell_of(120))) for code in draw(some(codes, most=2))],
        draw(members(participants, numbers)),
        [draw(_updates(code, sectors)) for code in draw(some(codes, most=2))],
        [
            network.AnsweredRow(code, draw(days), draw(cell_of(300)), draw(cell_of(300)), draw(st.booleans()))
            for code in draw(some(codes, most=2))
        ],
        evaluations,
        [
            network.FormRow(row.event, form, item, draw(st.integers(1, 5)))
            for row in evaluations
            for form in (1, 2)
            for item in draw(some(codes, most=2))
        ],
    )


@st.composite
def _updates(draw: Any, code: Code, sectors: list[Code]) -> network.UpdateRow:
    audience = Code(draw(st.sampled_from(Audience.values)))
    sent = draw(st.none() | days)
    return network.UpdateRow(
        code,
        draw(cell_of(120)),
        draw(cell_of(300)),
        audience,
        (draw(st.sampled_from(sectors)),) if audience == Audience.SECTOR else (),
        (draw(codes),) if audience == Audience.INTEREST else (),
        draw(st.booleans()),
        sent,
        draw(st.integers(0, 500)) if sent else None,
    )


@st.composite
def members(draw: Any, participants: list[Code], consents: list[int]) -> list[network.MemberRow]:
    found = []
    for code in draw(picked(participants)):
        joined, left = draw(_stays)
        agreed = draw(one_or_none(consents))
        found.append(network.MemberRow(code, joined, left, agreed, draw(days) if agreed is not None else None))
    return found
