"""The questionnaire that ships: what it asks of whom, in which words, and how long that takes."""

from __future__ import annotations

import re

import pytest

from thinking_together.content.programme_template import self_harm_template
from thinking_together.survey.form.conditions import refers_to
from thinking_together.survey.form.length import BUDGET, path_lengths
from thinking_together.survey.form.paths import belongings
from thinking_together.survey.form.questionnaire import Item, ItemKind, Part, Role
from thinking_together.survey.form.reachability import reachable_items
from thinking_together.survey.form.routing import Router
from thinking_together.survey.form.scales import APART, normal
from thinking_together.survey.form.shipped import self_harm_workforce
from thinking_together.survey.lint import lint

ASKED, DOCUMENT = self_harm_workforce()
PATHS = {belonging.name: reachable_items(ASKED, belonging) for belonging in belongings(ASKED)}
IN_SCHOOLS = {name for name in PATHS if name.startswith("education/")}
# What the reference programme found in its survey, by the number of the claim: the item that asks for it, and the
# choices, rows or resources by which it can be told.
CLAIMS: dict[int, tuple[tuple[str, tuple[str, ...]], ...]] = {
    3: (("training_received", ("on_the_job", "mental_health_first_aid")),),
    4: (("training_received", ("mental_health_first_aid",)), ("mhfa_enough", ("definitely_not", "probably_not"))),
    5: (("training_received", ("on_the_job", "self_harm_course")), ("course_provider", ("national_charity",))),
    6: (
        ("training_wanted", ("how_to_support", "coproduced", "bespoke", "assessment")),
        ("gillick_training", ("very",)),
    ),
    7: (("function", ("coping", "control", "telling", "neither")),),
    8: (("assessment_training", ("yes",)), ("assessment_learning", ("shadowing", "formal_course"))),
    11: (("collaboration_wanted", ("more_collaboration", "more_resource")),),
    12: (("parents_response", ("very_difficult",)),),
    13: (("risk_factors", ("social_media", "relationships", "home_life", "mental_health")),),
    14: (("hidden_harm", ("often", "always")),),
    15: (("elsa_demand", ("more",)),),
    16: (("mhst_access", ("yes", "no")), ("mhst_helpful", ("very",))),
    18: (("resources_used", ("care_plan", "safety_plan")),),
    19: (("parents_named", ("oxford_guide", "charlie_waller", "parenting_pack")),),
    21: (("young_people_named", ("youngminds", "kooth", "calm_harm")),),
    23: (("supervision_regularity", ("never", "monthly")), ("supervision_kind", ("ad_hoc",))),
    27: (("endorsed_resource", ("yes", "no")), ("resource_ease", ("very_difficult",))),
    28: (("works_well", ()),),
}


def codes(item: Item) -> set[str]:
    shown = item.scale.shown if item.scale else ()
    return {one.code for one in (*item.choices, *item.rows, *shown, *item.mentions)}


def test_the_linter_finds_nothing() -> None:
    assert lint(ASKED, DOCUMENT) == ()


@pytest.mark.parametrize("claim", CLAIMS)
def test_what_the_reference_programme_found_can_be_found_again(claim: int) -> None:
    for code, told_by in CLAIMS[claim]:
        assert set(told_by) <= codes(ASKED.item(code)), code


def test_there_are_enough_items_and_every_path_is_short() -> None:
    assert len(ASKED.items) >= 50
    over = [(path.belonging.name, path.part, path.minutes) for path in path_lengths(ASKED) if path.over_budget]
    assert over == [] and BUDGET == {Part.CORE: 5, Part.SECOND: 3}


def test_the_sectors_are_those_a_programme_begins_with_and_their_staff_groups_are_told_apart() -> None:
    assert list(ASKED.sectors) == [sector.code for sector in self_harm_template().sectors]
    groups = {item.audience: {choice.code for choice in item.choices} for item in ASKED.group_items}
    assert "mental_health" in groups["health",]
    assert {"primary", "secondary", "special", "college"} <= groups["education",]
    assert {"social_care", "youth", "early_help", "youth_justice"} <= groups["council",]


def test_what_belongs_to_some_is_asked_of_them_alone() -> None:
    def asked(code: str) -> set[str]:
        return {name for name, items in PATHS.items() if code in items}

    for code in ("gillick_confidence", "gillick_training"):
        assert asked(code) == {"education/secondary"}
    for code in ("mhst_access", "mhst_helpful", "elsa_demand"):
        assert asked(code) == IN_SCHOOLS
    for code in ("assessment_training", "assessment_learning", "assessment_time"):
        assert asked(code) == {"health/mental_health"}
    assert asked("assessment_known") == set(PATHS) - {"health/mental_health"}


EVERYBODY = {
    "contact",
    "confidence",
    "function",
    "training_received",
    "training_wanted",
    "referral_clear",
    "collaboration_wanted",
    "supervision_regularity",
    "supervision_kind",
    "supervision_enough",
    "policy",
    "knowledge",
    "resources_used",
    "young_people_named",
    "parents_named",
    "friends_resource",
    "risk_factors",
    "hidden_harm",
    "parents_response",
    "works_well",
    "helps_most",
}


@pytest.mark.parametrize("path", PATHS)
def test_every_path_meets_every_subject(path: str) -> None:
    assert PATHS[path] >= EVERYBODY
    role = "education_role" if path in IN_SCHOOLS else "role"
    assert role in PATHS[path]


def test_a_person_who_says_nothing_but_the_consent_is_asked_what_all_are_asked() -> None:
    assert EVERYBODY - {"supervision_enough"} <= set(Router(ASKED).asked({"consent": ("agree",)}, second=True))


def scales() -> list[Item]:
    return [item for item in ASKED.items if item.scale]


@pytest.mark.parametrize("item", scales(), ids=lambda item: item.code)
def test_scales_are_whole_and_say_every_point_in_words(item: Item) -> None:
    assert item.scale
    points = [normal(point.label) for point in item.scale.points]
    assert 4 <= len(points) <= 5 and not set(points) & APART
    assert not any(re.fullmatch(r"[0-9]+", point) for point in points)


def test_scales_with_two_poles_have_as_many_points_on_both_sides_and_both_are_in_the_question() -> None:
    for item in scales():
        assert item.scale
        words = " ".join(normal(point.label) for point in item.scale.points)
        poles = [("disagree", "agree"), ("difficult", "easy")]
        for low, high in (pair for pair in poles if pair[0] in words):
            half = len(item.scale.points) // 2
            assert all(low in normal(point.label) for point in item.scale.points[:half])
            assert all(high in normal(point.label) for point in item.scale.points[-half:])
            if item.kind is ItemKind.BATTERY or low == "difficult":
                assert f"{low}" in item.text and high in item.text, item.code


DOUBLE = re.compile(r"\b(and|or)\b", re.IGNORECASE)
ONE_THING = {  # pairs of words that name one thing
    "parents and carers",
    "parents or carers",
    "parent or carer",
    "children and young people",
    "child or young person",
    "easy or difficult",
    "agree or disagree",
    "training and learning",
    "policy or guidance",
    "apps or other resources",
    "you and other services",
}


@pytest.mark.parametrize("item", ASKED.items, ids=lambda item: item.code)
def test_a_question_asks_one_thing_in_few_words(item: Item) -> None:
    for text in (item.text, *(row.label for row in item.rows)):
        bare = text
        for pair in ONE_THING:
            bare = bare.replace(pair, "")
        assert item.role is Role.CONSENT or not DOUBLE.search(bare), text
        assert len(text.split()) <= 25 and text[-1] != "!"
    assert item.title, "the heading over its results"


def test_choices_that_rule_out_others_stand_alone() -> None:
    for item in ASKED.items:
        if item.kind is ItemKind.MULTIPLE:
            excluding = {c.code for c in item.choices if c.code in ("none", "dont_know")}
            assert excluding == set(item.alone), item.code
            assert (f"up to {item.at_most}" in item.hint) if item.at_most else "all that apply" in item.hint


def test_open_questions_keep_away_from_single_children() -> None:
    told = [item for item in ASKED.items if item.kind is ItemKind.TEXT]
    assert len(told) == 4
    for item in told:
        assert "never about one child" in item.hint or item.hint.startswith("Their names are enough."), item.code


def test_the_title_can_pass_a_school_filter_and_no_condition_looks_at_who_somebody_is() -> None:
    assert "self-harm" not in ASKED.title.casefold()
    belongs = {item.code for item in ASKED.items if item.role}
    assert all(not refers_to(item.when) & belongs for item in ASKED.items)
