"""Events and who came to them: the launch, six reflective sessions, three baseline meetings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from examples.generator.chance import Chance, Plan
from examples.generator.output import Output
from examples.generator.place import Person

Seat = tuple[str, str, str, str, str, str, int | None]


@dataclass(frozen=True)
class Event:
    code: str
    kind: str
    title: str
    day: date
    online: bool
    place: str
    planned: int


SESSIONS = tuple(
    Event(f"rs{n}", "reflective_session", f"Reflective session {n}", day, False, place, 8)
    for n, (day, place) in enumerate(
        (
            (date(2023, 5, 9), "Fernshire town hall"),
            (date(2023, 5, 18), "Northmere library"),
            (date(2023, 5, 25), "Fernshire town hall"),
            (date(2023, 6, 8), "Southey community centre"),
            (date(2023, 6, 20), "Northmere library"),
            (date(2023, 6, 29), "Fernshire town hall"),
        ),
        start=1,
    )
)
MEETINGS = tuple(
    Event(f"bm{n}", "baseline_meeting", f"Baseline meeting {n}", day, True, "", 12)
    for n, day in enumerate((date(2023, 6, 13), date(2023, 6, 27), date(2023, 7, 18)), start=1)
)
# Without claim 24 the second meeting has a room.
IN_A_ROOM = replace(MEETINGS[1], online=False, place="Fernshire town hall")
LAUNCH = Event("launch", "webinar", "Launch webinar", date(2023, 1, 18), True, "", 150)
# Who sits in a session: mixed, at most two of one organisation, schools never named.
TABLE = {"education": 3, "health": 2, "council": 1, "voluntary": 1}
POLICE_COMES = ("rs1", "rs2", "rs3", "rs4", "rs5")


def seats(plan: Plan, members: list[Person]) -> list[Seat]:
    """Every place at every event, with how it ended."""
    chance = plan.chance("gatherings")
    found = _launch(chance, members)
    used: set[str] = set()
    for at, event in enumerate(SESSIONS):
        found += _session(plan, chance, event, at, members, used)
    for event in meetings(plan):
        found += _meeting(chance, event, members)
    return found


def meetings(plan: Plan) -> tuple[Event, ...]:
    return MEETINGS if plan.on(24) else (MEETINGS[0], IN_A_ROOM, MEETINGS[2])


def _launch(chance: Chance, members: list[Person]) -> list[Seat]:
    come = [p for p in members if chance.below(0.55)]
    return [_seat(LAUNCH, p, "attended") for p in come]


def _session(plan: Plan, chance: Chance, event: Event, at: int, members: list[Person], used: set[str]) -> list[Seat]:
    table = dict(TABLE)
    if event.code in POLICE_COMES:
        table |= {"police": 1, "education": 2}
    if at % 3 == 2:
        table["health"] = 1
    if not plan.on(24) and at % 2:
        table = {"education": 2, "health": 2}
    if not plan.on(31):
        table |= {"primary_care": 1, "other": 1}
    places = [_seat(event, p, "attended") for p in _people(chance, members, table, used)]
    late = _people(chance, members, {"education": 1, "health": 1} if at % 2 else {"education": 1, "council": 1}, used)
    for number, person in enumerate(late):
        pressed = not (at == 4 and number == 0) if plan.on(24) else number == 0
        reason = "work_pressure" if pressed else "clash"
        places.append(_seat(event, person, "cancelled", reason, chance.whole(0, 2) if plan.on(24) else 9))
    reserve = _people(chance, members, {"voluntary": 1}, used)
    return places + [_seat(event, person, "reserve") for person in reserve]


def _people(chance: Chance, members: list[Person], table: dict[str, int], used: set[str]) -> list[Person]:
    chosen: list[Person] = []
    for sector, many in table.items():
        free = [p for p in members if p.sector == sector and p.code not in used]
        chosen += chance.source.sample(free, min(many, len(free)))
        used.update(p.code for p in chosen)
    return chosen


def _meeting(chance: Chance, event: Event, members: list[Person]) -> list[Seat]:
    table = {"health": 4, "council": 2, "education": 2, "voluntary": 1}
    leads = _people(chance, members, table, set())
    return [_seat(event, p, "attended") for p in leads]


def _seat(event: Event, person: Person, state: str, reason: str = "", notice: int | None = None) -> Seat:
    return event.code, person.sector, state, person.code, person.partner, reason, notice


def sectors_at(places: list[Seat], event: Event) -> list[str]:
    """Sectors of the people who came, once each."""
    return list(dict.fromkeys(seat[1] for seat in places if seat[0] == event.code and seat[2] == "attended"))


def write_gatherings(plan: Plan, out: Output, places: list[Seat]) -> None:
    out.rows(
        "gatherings/gatherings.csv",
        "code kind title day online place planned_size",
        [(e.code, e.kind, e.title, e.day, e.online, e.place, e.planned) for e in (LAUNCH, *SESSIONS, *meetings(plan))],
    )
    out.rows("gatherings/attendance.csv", "gathering sector state participant partner reason notice_days", places)
