"""Open answers, put together from phrases; the passages that an analyst would code are known from the making."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from examples.generator import shares
from examples.generator.chance import Chance, Hand, Plan
from examples.generator.marked import marked
from examples.generator.output import TEXT
from examples.generator.respondents import Respondent

People = Sequence[Respondent]


def answer_open(plan: Plan, people: People) -> None:
    phrases = yaml.safe_load((TEXT / "survey/phrases.yaml").read_text(encoding="utf-8"))
    for sector in shares.responses(plan):
        group = [person for person in people if person.sector == sector]
        _risk_factors(plan.chance("risk", sector), phrases, group, shares.risk_factors(plan, sector))
        _difficulties(plan.chance("hard", sector), phrases, group, shares.difficulties(plan, sector))
        for item, options in (
            ("young_people_named", shares.named_for_young_people(plan, sector)),
            ("parents_named", shares.named_for_parents(plan, sector)),
        ):
            _named(plan.chance(item, sector), phrases[item], group, item, options)
    _anything_else(plan.chance("else"), phrases["anything_else"], [p for p in people if p.second])


def _those(chance: Chance, group: People, answering: float) -> list[Respondent]:
    chosen = chance.some(group, answering)
    return [person for person in group if person in chosen]


def _drawn(chance: Chance, group: People, options: Mapping[str, float]) -> dict[Respondent, list[str]]:
    drawn: dict[Respondent, list[str]] = {person: [] for person in group}
    for option, share in options.items():
        for person in chance.some(group, share) if share else ():
            drawn[person].append(option)
    return drawn


def _risk_factors(chance: Chance, phrases: Any, group: People, options: Mapping[str, float]) -> None:
    words = phrases["risk_factors"]["words"]
    openings = phrases["risk_factors"]["openings"]
    for person, factors in _drawn(chance, _those(chance, group, 0.94), options).items():
        if not factors:
            person.texts["risk_factors"] = marked("I find that hard to say.")
            continue
        factors = factors[:3]
        fitting = [o for o in openings if o.count("{") == len(factors)]
        text = chance.pick(fitting).format(*(chance.pick(words[factor]) for factor in factors))
        person.texts["risk_factors"] = marked(text).capitalised()


def _difficulties(chance: Chance, phrases: Any, group: People, options: Mapping[str, float]) -> None:
    told = phrases["hard_to_support"]
    for person, about in chance.deal(_those(chance, group, 0.9), options).items():
        core = marked(chance.pick(told["cores"][about]))
        answer = core.before(chance.pick(told["openings"])).after(chance.pick(told["closings"]))
        person.texts["hard_to_support"] = answer.capitalised()


def _named(chance: Chance, told: Any, group: People, item: str, options: Mapping[str, float]) -> None:
    for person, names in _drawn(chance, _those(chance, group, 0.86), options).items():
        if not names:
            text = chance.pick(told["none"])
        else:
            words = [told["words"][name] for name in chance.shuffled(names)]
            text = chance.pick(told["openings"]).format(list=", ".join(words))
        person.texts[item] = marked(text).capitalised()


def _anything_else(chance: Chance, told: Sequence[str], group: People) -> None:
    hand: Hand[str] = Hand(chance, told)
    for person in _those(chance, group, 0.3):
        person.texts["anything_else"] = marked(hand.next())
