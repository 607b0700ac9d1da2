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
from thinking_together.bundle.commands import import_folder
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.figures import Unresolved
from thinking_together.evidence.formats import CannotShow, show
from thinking_together.evidence.predicates import judge
from thinking_together.evidence.prose import Binding, parse_prose
from thinking_together.evidence.resolve import Resolver
from thinking_together.report.domain.asked import recommendation_sections
from thinking_together.report.domain.document import TableView
from thinking_together.report.domain.ledger import Ledger
from thinking_together.report.domain.represented import not_represented
from thinking_together.synthesis.queries import recommendations

YEAR = "period=2020/21"
ENGLAND = f"area=X92000001&{YEAR}"
OUTSIDE = "sector=-health"
BY_TWO = "is: at_least 0.25"  # two of the eight agencies and meetings: not a voice by itself
IN_TWO = "is: at_least 0.33"  # two of the six sessions
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
        f"baseline/no_formal_assessment_training | {BY_TWO}",
        "baseline/rec?number=1.14.4&rating=not_met | is: at_least 1",
    ),
    9: (
        "reflection/nhs_systems_unknown?sector=education | is: most",
        "reflection/barrier_to_treatment?sector=education | is: most",
    ),
    10: (
        f"baseline/episode_definition | {BY_TWO}",
        f"baseline/thresholds_not_agreed | {BY_TWO}",
        f"baseline/assessment_capacity | {BY_TWO}",
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
        f"baseline/parental_response | {BY_TWO}",
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
        f"baseline/hidden_harm | {BY_TWO}",
    ),
    15: ("survey/elsa_remit?option=agree | is: most", "reflection/elsa_pressure | is: at_least 0.5"),
    16: (
        "survey/mhst_valued?option=agree | is: above",
        f"reflection/mhst_reach | {IN_TWO}",
        f"baseline/mhst_valued | {BY_TWO}",
        f"baseline/mhst_reach | {BY_TWO}",
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
        f"baseline/disability_adapted | {BY_TWO}",
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
        f"baseline/supervision_ad_hoc | {BY_TWO}",
    ),
    24: (
        "reflection/groups_in_size | is: at_least 0.8",
        "reflection/cancellations?reason=work_pressure | is: most",
        "baseline/meetings | count => 3",
        "baseline/meetings_online | n_of_total => 3 of 3",
        "survey/participation | is: few 0.1",
        "survey/survey_length?option=too_long | is: at_least 0.2",
    ),
    26: ("reflection/bespoke_support?session=* | is: every",),
    27: (
        f"reflection/no_endorsed_resource | {IN_TWO}",
        f"reflection/hard_to_navigate | {IN_TWO}",
        "survey/endorsed_resource?option=yes | is: few",
        "survey/easy_to_navigate?option=disagree | is: most",
        "literature/endorsed | is: none",
    ),
    28: (
        "reflection/collaboration_works | is: most",
        f"reflection/open_dialogue | {IN_TWO}",
        f"baseline/open_dialogue | {BY_TWO}",
        "survey/open_conversations?option=agree | is: most",
    ),
    29: (
        "reflection/education_alone?sector=education | is: most",
        "reflection/pressure_to_stop?sector=health | is: at_least 0.5",
        f"reflection/senior_isolated | {IN_TWO}",
        f"reflection/elsa_turnover | {IN_TWO}",
    ),
    30: ("reflection/space_to_reflect | is: most",),
}


NOT_SHOWN = ("police", "primary_care", "other")
GROUPS = ("Training", "Resources: staffing", "Supervision, process and policy", "Resources: information giving")
# What a programme without the claim shares with one that has it, so that only the rest tells them apart.
SHARED = {
    4: ("survey/training_received?option=mental_health_first_aid",),
    24: ("baseline/meetings | count", "survey/participation", "survey/survey_length"),
}


def _in_four_groups(resolver: Resolver) -> str:
    """Claim 25: the report's own headings, each with recommendations under it that answer findings."""
    asked = recommendations(resolver.programme)
    sections = recommendation_sections(Ledger(resolver), asked)
    headings = tuple(section.heading for section in sections if section.blocks)
    loose = [r.code for r in asked if not r.findings]
    return "" if headings == GROUPS and not loose else f"groups {headings}; answering nothing: {loose}"


def _hidden_for_being_few(resolver: Resolver) -> str:
    """Claim 31: of which sectors no number of answers can be shown."""
    table = resolver.resolve("survey/responses?sector=*")
    hidden = {s.key("sector") for s in table.statistics if s.value is None} if isinstance(table, Table) else set()
    return "" if hidden == set(NOT_SHOWN) else f"too few answers to be shown: {sorted(map(str, hidden))}"


def _without_a_place(resolver: Resolver) -> str:
    table = resolver.resolve("reflection/attendance?sector=*")
    absent = {s.key("sector") for s in table.statistics if s.value == 0} if isinstance(table, Table) else set()
    return "" if absent == {"primary_care", "other"} else f"without a place in a session: {sorted(map(str, absent))}"


def _listed_as_missing(resolver: Resolver) -> str:
    """The table of the limitations section names them, and no other sector."""
    (block,) = not_represented(Ledger(resolver), resolver.programme)
    rows = tuple(row[0].text for row in block.rows) if isinstance(block, TableView) else ()
    return "" if rows == ("Police", "General practice", "Other") else f"listed as missing: {rows}"


Check = str | Callable[[Resolver], str]
COMPUTED: dict[int, tuple[Check, ...]] = {
    **CLAIMS,
    25: (_in_four_groups,),
    31: (_hidden_for_being_few, _without_a_place, _listed_as_missing),
}


def failing(claim: int, resolver: Resolver) -> list[str]:
    """The checks of a claim that do not hold, each with what was found instead."""
    return [found for check in COMPUTED[claim] if (found := _found_instead(check, resolver))]


def _found_instead(check: Check, resolver: Resolver) -> str:
    return _wrong(check, resolver) if isinstance(check, str) else check(resolver)


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


def test_every_claim_is_computed() -> None:
    assert sorted(COMPUTED) == list(range(1, 32))


@pytest.mark.parametrize("claim", COMPUTED)
def test_the_example_shows_the_claim(claim: int, fernshire: Resolver, db: None) -> None:
    assert failing(claim, fernshire) == []


@pytest.mark.parametrize("claim", COMPUTED)
def test_another_seed_shows_the_claim(claim: int, another: Resolver, db: None) -> None:
    assert failing(claim, another) == []


@pytest.mark.parametrize("claim", COMPUTED)
def test_where_the_pattern_is_weaker_or_mixed_no_check_holds(
    claim: int, made_folder: Callable[..., Path], db: None
) -> None:
    """Not one check of many: each by itself tells a programme that has the pattern from one that has not."""
    programme = import_folder(made_folder(without=(claim,)), replace=True, by=SYSTEM)
    resolver = Resolver(programme)
    holding = [c for c in COMPUTED[claim] if not _found_instead(c, resolver)]
    shared = SHARED.get(claim, ())
    assert [c for c in holding if not (isinstance(c, str) and c.startswith(shared))] == []
    assert len(holding) < len(COMPUTED[claim])


@pytest.mark.parametrize("code", ["parental_response", "person_not_phone", "bespoke_support", "elsa_pressure"])
def test_a_pattern_that_is_left_out_is_weaker_and_not_absent(code: str, made_folder: Callable[..., Path]) -> None:
    """The subject still comes up in the notes: what the check finds is how often, not that a word is missing."""
    claim = {"parental_response": 12, "person_not_phone": 22, "bespoke_support": 26, "elsa_pressure": 15}[code]
    told = (made_folder(without=(claim,)) / "synthesis" / "codings.csv").read_text(encoding="utf-8")
    sessions = {
        line.split("/")[1] for line in told.splitlines() if line.startswith("reflection/") and f",{code}," in line
    }
    assert 0 < len(sessions) < 6
