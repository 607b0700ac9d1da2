"""The learning network: its page, what members were told, and how they found the launch."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import yaml
from examples.generator.chance import Chance, Plan
from examples.generator.gatherings import LAUNCH, Seat
from examples.generator.output import TEXT, Output
from examples.generator.place import Person

AS_THEY_STAND = ("page.yaml", "consents.csv", "interests.csv", "you_said.csv")
STATEMENTS = {"useful": 4.3, "clear": 4.1, "take_part": 3.8, "safe": 4.5}  # about what people thought
ANSWERED = 0.45  # of those who came
LEFT_OUT = 0.04
Joined = dict[str, date]


def joined(plan: Plan, members: list[Person]) -> Joined:
    """The day on which each joined: most of them at the launch."""
    chance = plan.chance("members")
    return {p.code: LAUNCH.day + timedelta(chance.whole(0, 90) if chance.below(0.4) else 0) for p in members}


def write_network(plan: Plan, out: Output, members: list[Person], places: list[Seat]) -> None:
    for name in AS_THEY_STAND:
        out.copy(f"network/{name}")
    days = joined(plan, members)
    rows = [(p.code, days[p.code], 1, days[p.code]) for p in members]
    out.rows("network/members.csv", "participant joined consent consented", rows)
    told = yaml.safe_load((TEXT / "network/updates.yaml").read_text(encoding="utf-8"))
    header = "code title body audience sectors interests shown sent sent_to"
    out.rows("network/updates.csv", header, [_update(update, members, days) for update in told])
    _write_evaluation(plan.chance("evaluation"), out, places)


def _update(told: dict[str, Any], members: list[Person], days: Joined) -> tuple[object, ...]:
    sectors, interests = tuple(told.get("sectors", ())), tuple(told.get("interests", ()))
    got = [
        p
        for p in members
        if days[p.code] <= told["sent"]
        and (not sectors or p.sector in sectors)
        and (not interests or set(p.interests) & set(interests))
    ]
    words = (told["code"], told["title"], told["body"], told["audience"])
    return (*words, sectors, interests, told["shown"], told["sent"], len(got))


def _write_evaluation(chance: Chance, out: Output, places: list[Seat]) -> None:
    closed = LAUNCH.day + timedelta(21)
    out.rows("network/evaluations.csv", "event opened closed", [(LAUNCH.code, LAUNCH.day, closed)])
    came = [seat for seat in places if seat[0] == LAUNCH.code and seat[2] == "attended"]
    rows = [
        (LAUNCH.code, form, item, _points(chance, about))
        for form in range(1, round(len(came) * ANSWERED) + 1)
        for item, about in STATEMENTS.items()
        if not chance.below(LEFT_OUT)
    ]
    out.rows("network/evaluation_forms.csv", "event form item points", rows)


def _points(chance: Chance, about: float) -> int:
    return max(1, min(5, round(about + chance.source.uniform(-1.4, 1.2))))
