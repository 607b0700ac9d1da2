"""How answers are distributed in the invented workforce, by sector.

A claim that is switched off loses what makes it so: its distribution becomes flat, or the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from examples.generator.chance import Plan

RESPONSES = {"health": 36, "education": 52, "council": 30, "voluntary": 18, "police": 9, "other": 9}
# What it would take for every sector to be represented.
ALL_REPRESENTED = RESPONSES | {"police": 14, "primary_care": 12, "other": 12}
ROLES: Mapping[str, Mapping[str, float]] = {
    "health": {"mental_health_professional": 0.7, "other_health": 0.3},
    "education": {"teaching": 0.5, "pastoral": 0.5},
    "council": {"social_care": 0.62, "youth_work": 0.2, "another_role": 0.18},
    "voluntary": {"youth_work": 0.6, "another_role": 0.4},
    "police": {"another_role": 1},
    "primary_care": {"another_role": 1},
    "other": {"another_role": 1},
}
SCHOOL_PHASES = {"primary": 0.35, "secondary": 0.52, "both_or_college": 0.13}
FREQUENCY = ("never", "rarely", "sometimes", "often", "always")
Shares = dict[str, float]


def responses(plan: Plan) -> dict[str, int]:
    """How many of each sector answered."""
    return RESPONSES if plan.on(31) else ALL_REPRESENTED


def training(plan: Plan, sector: str) -> Shares:
    """Training received, but for what goes with training on the job."""
    if sector == "health":
        shares = {"safeguarding": 0.46, "suicide_prevention": 0.4, "professional_qualification": 0.42}
        shares |= {"online_module": 0.28, "on_the_job": 0.72 if plan.on(5) else 0.3}
        return shares
    shares = {"safeguarding": 0.4, "suicide_prevention": 0.2, "professional_qualification": 0.1, "online_module": 0.24}
    if not plan.on(3):
        shares |= {"safeguarding": 0.7}
    return shares | {"on_the_job": 0.64 if plan.on(3) else 0.3}


def beside_on_the_job(plan: Plan, sector: str) -> dict[str, tuple[float, float]]:
    """For two kinds of training: the share among people trained on the job, and among the others."""
    if sector == "health":
        specific = (0.7, 0.0) if plan.on(5) else (0.2, 0.2)
        return {"specific_course": specific, "mental_health_first_aid": (0.42, 0.0)}
    first_aid = (0.68, 0.24) if plan.on(3) else (0.34, 0.34)
    if not plan.on(4):
        first_aid = (0.2, 0.1)
    return {"mental_health_first_aid": first_aid, "specific_course": (0.16, 0.1)}


def first_aid_enough(plan: Plan) -> Shares:
    if not plan.on(4):
        return agreement(0.42, 0.2)
    return {"strongly_disagree": 0.26, "tend_to_disagree": 0.48, "neither": 0.15, "tend_to_agree": 0.11}


def providers(plan: Plan) -> Shares:
    if not plan.on(5):
        return {"own_service": 0.9, "nhs_team": 0.1, "national_charity": 0.1}
    names = ("own_service", "nhs_team", "national_charity", "local_charity", "university", "independent_trainer")
    return dict(zip(names, (0.3, 0.27, 0.3, 0.25, 0.27, 0.25), strict=True))


def assessment_trained(plan: Plan, role: str) -> float:
    if role != "mental_health_professional":
        return 0.5
    return 0.72 if plan.on(8) else 0.3


ASSESSMENT_LEARNING = {"shadowing": 0.74, "team_teaching": 0.46, "in_supervision": 0.4, "formal_course": 0.0}


def priorities(plan: Plan, sector: str) -> Shares:
    rest = {"function": 0.2, "parents": 0.33, "pathways": 0.28, "online_life": 0.24, "neurodiversity": 0.26}
    if not plan.on(6):
        return {"how_to_support": 0.3, "coproduced": 0.22, "bespoke": 0.2, **rest, "online_life": 0.6}
    bespoke = 0.62 if sector in ("council", "education") else 0.22
    return {"how_to_support": 0.68, "coproduced": 0.46, "bespoke": bespoke, **rest}


def education_priorities(plan: Plan, phase: str) -> Shares:
    shares = {"whole_school_policy": 0.24, "exam_stress": 0.2, "psychosocial": 0.5 if plan.on(6) else 0.2}
    shares["gillick"] = {"secondary": 0.67, "primary": 0.14}.get(phase, 0.4) if plan.on(6) else 0.2
    shares["younger_children"] = {"primary": 0.62, "secondary": 0.12}.get(phase, 0.3)
    return shares


def function_neutral(plan: Plan) -> Shares:
    """Share of neutral answers on what self-harm can be for a person."""
    if not plan.on(7):
        return dict.fromkeys(("coping", "relief", "control", "telling", "feeling", "belonging"), 0.3)
    return {"coping": 0.42, "relief": 0.44, "control": 0.46, "telling": 0.43, "feeling": 0.5, "belonging": 0.52}


# Disagreeing and neutral shares; the rest agree.
KNOWLEDGE = {
    "asking": (0.08, 0.12),
    "anyone": (0.04, 0.06),
    "recovery": (0.06, 0.12),
    "pressure": (0.14, 0.16),
    "assessment": (0.46, 0.14),
}
CONFIDENCE = {"begin": (0.2, 0.3), "listen": (0.15, 0.3), "involve_parents": (0.45, 0.3), "refer": (0.4, 0.25)}
CONFIDENCE |= {"plan": (0.35, 0.3)}


def supervision(plan: Plan, sector: str) -> Shares:
    """How regularly staff have supervision."""
    education = (0.26, 0.31, 0.25, 0.18, 0.0)
    shares = {"health": (0.0, 0.0, 0.24, 0.38, 0.38), "education": education}
    rest = (0.14, 0.18, 0.22, 0.28, 0.18)
    return dict(zip(FREQUENCY, shares.get(sector, rest) if plan.on(23) else rest, strict=True))


def supervision_form(plan: Plan, sector: str) -> Shares:
    if not plan.on(23):
        return {"planned": 0.5, "ad_hoc": 0.3, "no_supervision": 0.2}
    if sector == "health":
        return {"planned": 0.8, "ad_hoc": 0.2}
    if sector == "education":
        return {"planned": 0.15, "ad_hoc": 0.52, "no_supervision": 0.33}
    return {"planned": 0.5, "ad_hoc": 0.3, "no_supervision": 0.2}


def collaboration(plan: Plan, sector: str) -> Shares:
    if not plan.on(11):
        return {"more_collaboration": 0.3, "more_resource": 0.2, "as_it_is": 0.4, "cannot_say": 0.1}
    if sector == "education":
        return {"more_collaboration": 0.6, "more_resource": 0.18, "as_it_is": 0.12, "cannot_say": 0.1}
    if sector == "health":
        return {"more_resource": 0.55, "more_collaboration": 0.24, "as_it_is": 0.21}
    return {"more_collaboration": 0.46, "more_resource": 0.3, "as_it_is": 0.24}


def risk_factors(plan: Plan, sector: str) -> Shares:
    if not plan.on(13):
        rest = {"trauma": 0.42, "school_pressure": 0.5, "neurodiversity": 0.4}
        return {"social_media": 0.38, "relationships": 0.26, "home_life": 0.22, "mental_health": 0.2, **rest}
    rest = {"trauma": 0.16, "school_pressure": 0.18, "neurodiversity": 0.12}
    return {"social_media": 0.64, "relationships": 0.44, "home_life": 0.38, "mental_health": 0.34, **rest}


def difficulties(plan: Plan, sector: str) -> Shares:
    """What an answer to "what makes it hard" is about; one thing an answer."""
    education = sector == "education"
    return {
        "parental_response": 0.34 if plan.on(12) else 0.06,
        "hidden_harm": (0.2 if education else 0.06) if plan.on(14) else 0.06,
        "elsa_pressure": (0.14 if plan.on(15) else 0.04) if education else 0.0,
        "mhst_reach": (0.1 if plan.on(16) else 0.04) if education else 0.0,
        "nhs_systems_unknown": 0.04 if sector == "health" else 0.12,
        "thresholds_not_agreed": 0.1,
        "supervision_ad_hoc": 0.02 if sector == "health" else 0.08,
        "assessment_capacity": 0.2 if sector == "health" else 0.0,
        "time": 0.16,
    }


def resources(plan: Plan) -> Shares:
    plans = {"care_plan": 0.54, "safety_plan": 0.6} if plan.on(18) else {"care_plan": 0.3, "safety_plan": 0.3}
    from_outside = {"websites": 0.34, "apps": 0.26} if plan.on(18) else {"websites": 0.6, "apps": 0.48}
    return plans | from_outside | {"leaflets": 0.24, "workbooks": 0.18}


def named_for_young_people(plan: Plan, sector: str) -> Shares:
    """Kooth and YoungMinds everywhere; each other name is missing somewhere."""
    if not plan.on(21):
        return {"youngminds": 0.0 if sector == "council" else 0.4, "kooth": 0.2, "headspace": 0.45}
    shares = {"youngminds": 0.5, "kooth": 0.45}
    elsewhere = {
        "health": {"calm_harm": 0.6, "headspace": 0.2, "shout": 0.2},
        "education": {"calm_harm": 0.5, "the_mix": 0.14, "childline": 0.3},
        "council": {"calm_harm": 0.44, "shout": 0.2, "childline": 0.2},
        "voluntary": {"childline": 0.4},
    }
    return shares | elsewhere.get(sector, {})


def named_for_parents(plan: Plan, sector: str) -> Shares:
    if not plan.on(19):
        return {"youngminds_parents": 0.5, "oxford_guide": 0.1}
    pack = {"parenting_pack": 0.5} if sector == "health" else {}
    return {"oxford_guide": 0.36, "charlie_waller": 0.28, "youngminds_parents": 0.12} | pack


SUPPORT_TEAMS = {"affiliated": 0.52, "not_affiliated": 0.33, "not_sure": 0.15}


def support_team_valued(plan: Plan) -> Shares:
    return agreement(0.0, 0.27) if plan.on(16) else agreement(0.22, 0.32)


def beyond_remit(plan: Plan) -> Shares:
    return agreement(0.14, 0.2) if plan.on(15) else agreement(0.4, 0.22)


def endorsed(plan: Plan) -> Shares:
    if not plan.on(27):
        return {"yes": 0.42, "no": 0.36, "not_sure": 0.22}
    return {"yes": 0.1, "no": 0.6, "not_sure": 0.3}


def navigate(plan: Plan) -> Shares:
    return agreement(0.58, 0.2) if plan.on(27) else agreement(0.38, 0.24)


def open_conversations(plan: Plan) -> Shares:
    return agreement(0.16, 0.2) if plan.on(28) else agreement(0.4, 0.22)


def agreement(low: float, middle: float) -> Shares:
    """Five points of agreement from the shares that disagree and that are neutral."""
    return five(("strongly_disagree", "tend_to_disagree", "neither", "tend_to_agree", "strongly_agree"), low, middle)


def five(points: tuple[str, ...], low: float, middle: float) -> Shares:
    high = 1 - low - middle
    return dict(zip(points, (low * 0.35, low * 0.65, middle, high * 0.65, high * 0.35), strict=True))
