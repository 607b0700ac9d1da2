"""Answers to closed questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from examples.generator import shares
from examples.generator.chance import Chance, Plan
from examples.generator.respondents import Respondent

CONFIDENCE = ("not_at_all", "slightly", "moderately", "very", "extremely")
People = Sequence[Respondent]


def answer_closed(plan: Plan, people: People) -> None:
    """Draws every closed answer, sector by sector, so that each sector has its own distribution."""
    for sector in shares.responses(plan):
        group = [person for person in people if person.sector == sector]
        _about_work(plan, sector, group)
        _training(plan, sector, group)
        _priorities(plan, sector, group)
        _views(plan, sector, group)
        _second(plan, sector, group)
    for health in (True, False):
        went = [p for p in people if "specific_course" in p.answers["training_received"]]
        group = [p for p in went if (p.sector == "health") is health]
        _several(plan.chance("providers", health), group, "course_provider", shares.providers(plan))
    taught = [p for p in people if "mental_health_first_aid" in p.answers["training_received"]]
    _one(plan.chance("mhfa"), taught, "mhfa_enough", shares.first_aid_enough(plan))


def _about_work(plan: Plan, sector: str, group: People) -> None:
    chance = plan.chance("work", sector)
    for person in group:
        person.answers |= {"consent": ("agree",), "sector": (sector,), "role": (person.role,)}
        if person.school_phase:
            person.answers["school_phase"] = (person.school_phase,)
    low = {"health": 0.1, "education": 0.26}.get(sector, 0.3)
    _one(chance, group, "contact_frequency", shares.five(shares.FREQUENCY, low, 0.4))
    form = shares.supervision_form(plan, sector)
    _one(chance, group, "supervision_form", form)
    _one(chance, group, "supervision_regularity", shares.supervision(plan, sector))
    _one(chance, group, "collaboration_need", shares.collaboration(plan, sector))
    _several(chance, group, "resources_used", shares.resources(plan), nothing="nothing")


def _training(plan: Plan, sector: str, group: People) -> None:
    chance = plan.chance("training", sector)
    _several(chance, group, "training_received", shares.training(plan, sector))
    on_the_job = [p for p in group if "on_the_job" in p.answers["training_received"]]
    others = [p for p in group if p not in on_the_job]
    for kind, (beside, apart) in shares.beside_on_the_job(plan, sector).items():
        for person in chance.some(on_the_job, beside) | chance.some(others, apart):
            person.answers["training_received"] += (kind,)
    for person in group:
        person.answers["training_received"] = person.answers["training_received"] or ("no_training",)
    if sector != "health":
        return
    for role in shares.ROLES["health"]:
        staff = [p for p in group if p.role == role]
        trained = shares.assessment_trained(plan, role)
        _one(chance, staff, "psychosocial_training", {"yes": trained, "no": 1 - trained})
    able = [p for p in group if p.answers["psychosocial_training"] == ("yes",)]
    _several(chance, able, "psychosocial_learning", shares.ASSESSMENT_LEARNING, nothing="team_teaching")


def _priorities(plan: Plan, sector: str, group: People) -> None:
    chance = plan.chance("priorities", sector)
    _several(chance, group, "training_priorities", shares.priorities(plan, sector))
    if sector != "education":
        return
    for phase in shares.SCHOOL_PHASES:
        staff = [p for p in group if p.school_phase == phase]
        _several(chance, staff, "education_priorities", shares.education_priorities(plan, phase), nothing="exam_stress")
    _one(chance, group, "mhst_access", shares.SUPPORT_TEAMS)
    affiliated = [p for p in group if p.answers["mhst_access"] == ("affiliated",)]
    _one(chance, affiliated, "mhst_valued", shares.support_team_valued(plan))
    _one(chance, group, "elsa_remit", shares.beyond_remit(plan))


def _views(plan: Plan, sector: str, group: People) -> None:
    chance = plan.chance("views", sector)
    for row, neutral in shares.function_neutral(plan).items():
        _row(chance, group, f"function.{row}", shares.agreement((1 - neutral) * 0.3, neutral))


def _second(plan: Plan, sector: str, group: People) -> None:
    chance = plan.chance("second", sector)
    group = [p for p in group if p.second]
    for row, (low, middle) in shares.CONFIDENCE.items():
        _row(chance, group, f"confidence.{row}", shares.five(CONFIDENCE, low, middle))
    for row, (low, middle) in shares.KNOWLEDGE.items():
        sure = (0.08, 0.1) if row == "assessment" and sector == "health" else (low, middle)
        _row(chance, group, f"knowledge.{row}", shares.agreement(*sure))
    _one(chance, group, "endorsed_resource", shares.endorsed(plan))
    _one(chance, group, "easy_to_navigate", shares.navigate(plan))
    _one(chance, group, "open_conversations", shares.open_conversations(plan))
    unsure = 0.2 if sector == "health" else 0.6
    _one(chance, group, "after_referral", shares.agreement(unsure, 0.2))
    _one(chance, group, "something_for_parents", shares.agreement(0.3 if sector == "health" else 0.6, 0.2))
    _one(chance, group, "enough_time", shares.five(shares.FREQUENCY, 0.5, 0.32))
    _one(chance, group, "person_first", shares.agreement(0.08, 0.18) if plan.on(22) else shares.agreement(0.5, 0.3))
    _one(chance, group, "survey_length", {"too_long": 0.34, "about_right": 0.57, "could_be_longer": 0.09})
    if sector == "education":
        _one(chance, group, "policy_used", shares.agreement(0.54, 0.22))


def _one(chance: Chance, people: People, item: str, options: Mapping[str, float]) -> None:
    """One option for each person."""
    for person, option in chance.deal(people, options).items():
        person.answers[item] = (option,)


def _row(chance: Chance, people: People, item: str, options: Mapping[str, float]) -> None:
    """A row of a battery, which a few people pass over."""
    passing = chance.some(people, 0.02)
    _one(chance, [person for person in people if person not in passing], item, options)


def _several(chance: Chance, people: People, item: str, options: Mapping[str, float], nothing: str = "") -> None:
    """Any number of options for each person; ``nothing`` for those who drew none."""
    for person in people:
        person.answers[item] = ()
    for option, share in options.items():
        for person in chance.some(people, share) if share else ():
            person.answers[item] += (option,)
    for person in people:
        if not person.answers[item] and nothing:
            person.answers[item] = (nothing,)
