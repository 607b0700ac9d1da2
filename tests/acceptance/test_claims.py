"""What the reference programme found, found again in the example by the system's own analysis.

Each claim is a list of checks in the words of a report's prose: a reference with a predicate, or with a format and the
text it must give. They hold for the committed example and for another seed, and fail where the generator is told to
leave the claim out.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from thinking_together.analysis.tables import Table
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.figures import Unresolved
from thinking_together.evidence.formats import CannotShow, show
from thinking_together.evidence.predicates import judge
from thinking_together.evidence.prose import Binding, parse_prose
from thinking_together.evidence.resolve import Resolver

YEAR = "period=2020/21"
ENGLAND = f"area=X92000001&{YEAR}"
OUTSIDE = "sector=-health"
RAISED = "is: at_least 0.01"
CLAIMS: dict[int, tuple[str, ...]] = {
    1: (
        f"local_data/21001?measure=count&{YEAR} | count => 215",
        f"local_data/90813?of=21001&{YEAR} | percent => 67%",
    ),
    2: (
        f"local_data/92796?age=10-14&{YEAR} | rate => 491.8 per 100,000",
        f"local_data/92796?age=15-19&{YEAR} | rate => 1,113.3 per 100,000",
        f"local_data/92796?age=10-14&{YEAR} | is: higher_than local_data/92796?age=10-14&{ENGLAND}",
        f"local_data/92796?age=15-19&{YEAR} | is: higher_than local_data/92796?age=15-19&{ENGLAND}",
        f"local_data/21001?{YEAR} | is: similar_to local_data/21001?{ENGLAND}",
    ),
    3: (
        f"survey/training_received?option=on_the_job&{OUTSIDE} | is: first",
        f"survey/training_received?option=on_the_job&{OUTSIDE}&with=mental_health_first_aid | is: first with",
    ),
    4: (
        f"survey/training_received?option=mental_health_first_aid&{OUTSIDE} | is: first 2",
        "survey/mhfa_enough?option=disagree | is: above",
    ),
    5: (
        "survey/training_received?option=on_the_job&sector=health | is: first",
        "survey/training_received?option=on_the_job&sector=health&with=specific_course | is: first with",
        "survey/course_provider?option=*&sector=health | is: few 0.5",
    ),
    6: (
        "survey/training_priorities?option=how_to_support | is: first",
        "survey/training_priorities?option=coproduced | is: first 3",
        "survey/training_priorities?option=bespoke&sector=council,education | is: first 2",
        "survey/education_priorities?option=gillick&school_phase=secondary | is: first",
        "survey/education_priorities?option=psychosocial&sector=education | is: first 2",
    ),
    7: ("survey/neutral_items?construct=function_of_self_harm&item=* | is: above 0.3",),
    8: (
        "survey/psychosocial_training?option=yes&role=mental_health_professional | is: most",
        f"baseline/no_formal_assessment_training | {RAISED}",
        "baseline/rec?number=1.14.4&rating=not_met | is: at_least 1",
    ),
    9: (
        "reflection/nhs_systems_unknown?sector=education | is: most",
        "reflection/barrier_to_treatment?sector=education | is: most",
    ),
    10: (
        f"baseline/episode_definition | {RAISED}",
        f"baseline/thresholds_not_agreed | {RAISED}",
        f"baseline/assessment_capacity | {RAISED}",
        "baseline/rec?number=1.5.1&rating=met | is: none",
        "baseline/rec?number=1.7.3&rating=met | is: none",
    ),
    11: (
        "survey/collaboration_need?option=more_collaboration&sector=education | is: first",
        "survey/collaboration_need?option=more_resource&sector=health | is: first",
    ),
    12: (
        "survey/parental_response | is: at_least 0.1",
        "reflection/parental_response?session=* | is: every",
        f"baseline/parental_response | {RAISED}",
        "literature/audience?audience=parents | is: first",
    ),
    13: (
        "survey/mentions.risk_factors?resource=social_media&sector=* | is: first",
        "survey/mentions.risk_factors?resource=relationships | is: first 4",
        "survey/mentions.risk_factors?resource=home_life | is: first 4",
        "survey/mentions.risk_factors?resource=mental_health | is: first 4",
    ),
    14: (
        "reflection/hidden_harm?sector=education | is: most",
        "reflection/hidden_harm?sector=education | is: more_than reflection/hidden_harm?sector=health",
        "survey/hidden_harm?sector=education | is: at_least 0.1",
        f"baseline/hidden_harm | {RAISED}",
    ),
    15: ("survey/elsa_remit?option=agree | is: most", "reflection/elsa_pressure | is: at_least 0.5"),
    16: (
        "survey/mhst_valued?option=agree | is: above",
        f"reflection/mhst_reach | {RAISED}",
        f"baseline/mhst_valued | {RAISED}",
        f"baseline/mhst_reach | {RAISED}",
    ),
    17: ("reflection/primary_age | is: most",),
    18: (
        "survey/resources_used?option=safety_plan | is: first 2",
        "survey/resources_used?option=care_plan | is: first 2",
    ),
    19: (
        "survey/mentions.parents_named?resource=oxford_guide | is: first",
        "survey/mentions.parents_named?resource=charlie_waller | is: first 2",
        "survey/mentions.parents_named?resource=parenting_pack&sector=health | is: first 2",
    ),
    20: (
        "literature/audience?audience=parents | is: first 2",
        "literature/audience?audience=professionals | is: first 2",
        "literature/audience?audience=friends | is: few 0.1",
        "literature/audience?audience=disability | is: few 0.1",
        f"baseline/disability_adapted | {RAISED}",
    ),
    21: (
        "survey/mentions.young_people_named?resource=kooth,youngminds&sector=* | is: only_every",
        "survey/mentions.young_people_named?resource=calm_harm | is: more_than "
        "survey/mentions.young_people_named?resource=headspace",
    ),
    22: ("reflection/person_not_phone?session=* | is: every",),
    23: (
        "survey/supervision_regularity?option=regularly&sector=education | is: lower_than "
        "survey/supervision_regularity?option=regularly&sector=-education",
        "survey/supervision_form?option=ad_hoc&sector=education | is: first",
        f"baseline/supervision_ad_hoc | {RAISED}",
    ),
    24: (
        "reflection/groups_in_size | is: at_least 0.8",
        "reflection/cancellations?reason=work_pressure | is: most",
        "baseline/meetings | count => 3",
        "baseline/meetings_online | n_of_total => 3 of 3",
    ),
    26: ("reflection/bespoke_support?session=* | is: every",),
    27: (
        f"reflection/no_endorsed_resource | {RAISED}",
        f"reflection/hard_to_navigate | {RAISED}",
        "survey/endorsed_resource?option=yes | is: few",
        "survey/easy_to_navigate?option=disagree | is: most",
        "literature/endorsed | is: none",
    ),
    28: (
        "reflection/collaboration_works | is: most",
        f"reflection/open_dialogue | {RAISED}",
        f"baseline/open_dialogue | {RAISED}",
        "survey/open_conversations?option=agree | is: most",
    ),
    29: (
        "reflection/education_alone?sector=education | is: most",
        "reflection/pressure_to_stop?sector=health | is: at_least 0.5",
        f"reflection/senior_isolated | {RAISED}",
        f"reflection/elsa_turnover | {RAISED}",
    ),
    30: ("reflection/space_to_reflect | is: most",),
}


def failing(claim: int, resolver: Resolver) -> list[str]:
    """The checks of a claim that do not hold, each with what was found instead."""
    return [found for check in CLAIMS[claim] if (found := _wrong(check, resolver))]


def _wrong(check: str, resolver: Resolver) -> str:
    binding, _, wanted = check.partition(" => ")
    (statement,) = parse_prose("{{ " + binding + " }}").statements()
    (bound,) = statement.bindings()
    if bound.format == "is":
        verdict = judge(bound, resolver)
        return "" if verdict.holds else f"{check}: {verdict.detail}"
    found = _shown(bound, resolver)
    return "" if found == wanted else f"{check}: {found}"


def _shown(bound: Binding, resolver: Resolver) -> str:
    answer = resolver.resolve(bound.reference)
    if isinstance(answer, Unresolved):
        return answer.detail
    try:
        return show(answer, bound.format, bound.argument)
    except CannotShow as error:
        return str(error)


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_example_shows_the_claim(claim: int, fernshire: Resolver, db: None) -> None:
    assert failing(claim, fernshire) == []


@pytest.mark.parametrize("claim", CLAIMS)
def test_another_seed_shows_the_claim(claim: int, another: Resolver, db: None) -> None:
    assert failing(claim, another) == []


@pytest.mark.parametrize("claim", CLAIMS)
def test_without_what_makes_it_so_the_check_fails(claim: int, made_folder: Callable[..., Path], db: None) -> None:
    from thinking_together.bundle.commands import import_folder

    programme = import_folder(made_folder(without=(claim,)), replace=True, by=SYSTEM)
    assert failing(claim, Resolver(programme))


def test_sectors_too_small_to_be_shown_are_not(fernshire: Resolver, db: None) -> None:
    """Claim 31: who was not represented can be told from the figures themselves."""
    responses = fernshire.resolve("survey/responses?sector=*")
    attendance = fernshire.resolve("reflection/attendance?sector=*")
    assert isinstance(responses, Table) and isinstance(attendance, Table)
    hidden = {s.key("sector") for s in responses.statistics if s.value is None}
    assert hidden == {"police", "primary_care", "other"}
    assert {s.key("sector") for s in attendance.statistics if s.value == 0} == {"primary_care", "other"}


def test_recommendations_stand_in_four_groups(fernshire: Resolver, db: None) -> None:
    """Claim 25."""
    from thinking_together.synthesis.queries import recommendations

    asked = recommendations(fernshire.programme)
    assert {r.group for r in asked} == {"training", "staffing", "supervision_process_policy", "information"}
    assert any(r.owner and r.due for r in asked) and any(not r.owner for r in asked)
    assert all(r.findings for r in asked)
