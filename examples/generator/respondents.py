"""Who answered: a random key, a sector, a role and the day; answers are added item by item."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from examples.generator import shares
from examples.generator.chance import Chance, Plan
from examples.generator.marked import Marked

OPENS = date(2023, 2, 6)
DAYS = 40


@dataclass(eq=False)
class Respondent:
    """One anonymous answer."""

    key: str
    day: date
    sector: str
    role: str
    school_phase: str = ""
    second: bool = True
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, Marked] = field(default_factory=dict)


def respondents(plan: Plan) -> list[Respondent]:
    """Everybody who answered, in the order of their random keys."""
    chance = plan.chance("respondents")
    found = [person for sector, many in shares.responses(plan).items() for person in _sector(chance, sector, many)]
    second = chance.some(found, 0.72)
    for person in found:
        person.second = person in second
    return sorted(found, key=lambda person: person.key)


def _sector(chance: Chance, sector: str, many: int) -> list[Respondent]:
    made = [
        Respondent(f"{chance.source.getrandbits(40):010x}", OPENS + timedelta(chance.whole(0, DAYS)), sector, "")
        for _ in range(many)
    ]
    for person, role in chance.deal(made, shares.ROLES[sector]).items():
        person.role = role
    if sector == "education":
        for person, phase in chance.deal(made, shares.SCHOOL_PHASES).items():
            person.school_phase = phase
    return made
