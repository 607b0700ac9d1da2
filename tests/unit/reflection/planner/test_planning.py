"""The planner: plans keep the rules, place as many as can be placed, and leave what is locked where it is."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thinking_together.reflection.planner.exact import solve
from thinking_together.reflection.planner.explain import remedies, unplaced
from thinking_together.reflection.planner.families import FAMILIES, instance_of
from thinking_together.reflection.planner.greedy import greedy
from thinking_together.reflection.planner.instance import Instance, Person, Plan, Rules
from thinking_together.reflection.planner.rules import Rule, broken_rules, said

SMALL = Rules(smallest=2, largest=3, sectors=2, one_organisation=1)


def person(code: str, sector: str, sessions: str, organisation: str = "", apart: str = "") -> Person:
    return Person(code, sector, organisation or f"of {code}", frozenset(sessions.split()), frozenset(apart.split()))


@st.composite
def instances(draw: st.DrawFn) -> Instance:
    """Small enough to try every plan."""
    codes = [f"p{at}" for at in range(draw(st.integers(0, 6)))]
    sessions = ("a", "b")
    people = tuple(
        Person(
            code,
            draw(st.sampled_from(["education", "health", "police"])),
            draw(st.sampled_from(["", "x", "y", "z"])),
            frozenset(draw(st.sets(st.sampled_from(sessions)))),
            frozenset(draw(st.sets(st.sampled_from(codes), max_size=1))) - {code},
        )
        for code in codes
    )
    return Instance(people, sessions, SMALL)


def best_by_trying(instance: Instance) -> int:
    """The most people that any plan within the rules places: every one of them is looked at."""
    best = 0
    for choice in product(*[(None, *instance.may(one)) for one in instance.people]):
        places = {one.code: where for one, where in zip(instance.people, choice, strict=True) if where}
        if len(places) > best and not broken_rules(instance, Plan(places)):
            best = len(places)
    return best


@settings(max_examples=40, deadline=None)
@given(instances())
def test_no_other_plan_within_the_rules_places_more(instance: Instance) -> None:
    solution = solve(instance, seconds=20)
    assert solution.optimal
    assert not broken_rules(instance, solution.plan)
    assert solution.plan.placed == solution.bound == best_by_trying(instance)


@settings(max_examples=150, deadline=None)
@given(instances())
def test_the_greedy_plan_keeps_every_rule(instance: Instance) -> None:
    plan = greedy(instance)
    assert not broken_rules(instance, plan)
    assert plan.placed <= best_by_trying(instance)


@pytest.mark.parametrize("name", ["everyday", "balanced"])
def test_a_family_is_planned_within_the_rules_and_to_its_limit(name: str) -> None:
    instance = instance_of(FAMILIES[name])
    first = greedy(instance)
    solution = solve(instance, seconds=60, start=first)
    assert not broken_rules(instance, first) and not broken_rules(instance, solution.plan)
    assert first.placed <= solution.plan.placed == solution.bound
    assert solution.optimal


def test_families_are_the_same_from_the_same_seed_and_others_from_another() -> None:
    for family in FAMILIES.values():
        assert instance_of(family, 3) == instance_of(family, 3)
        assert instance_of(family, 3) != instance_of(family, 4)


def test_locked_places_stay_even_where_they_break_a_rule_and_the_rule_is_told() -> None:
    people = (
        person("p1", "education", "a", "school"),
        person("p2", "education", "a", "school"),
        person("p3", "health", "a b"),
        person("p4", "education", "a", "school"),
    )
    instance = Instance(people, ("a", "b"), SMALL, {"p1": "a", "p2": "a"})
    solution = solve(instance, seconds=20)
    assert solution.plan.places["p1"] == solution.plan.places["p2"] == "a"
    assert "p4" not in solution.plan.places  # the rule gives way for what is locked, and no further
    broken = broken_rules(instance, solution.plan)
    assert [one.rule for one in broken] == [Rule.ORGANISATION]
    assert said(broken[0]) == "2 people from school, more than 1"


def test_a_locked_person_alone_is_still_planned() -> None:
    instance = Instance((person("p1", "education", "a"),), ("a",), SMALL, {"p1": "a"})
    plan = solve(instance, seconds=20).plan
    assert plan.places == {"p1": "a"}
    assert {one.rule for one in broken_rules(instance, plan)} == {Rule.SMALLEST, Rule.SECTORS}


def test_those_kept_apart_do_not_meet_and_the_warning_names_neither() -> None:
    people = (person("p1", "education", "a", apart="p2"), person("p2", "health", "a"), person("p3", "police", "a"))
    instance = Instance(people, ("a",), SMALL)
    solution = solve(instance, seconds=20)
    assert solution.plan.placed == 2 and not {"p1", "p2"} <= set(solution.plan.places)
    by_hand = broken_rules(instance, Plan({"p1": "a", "p2": "a", "p3": "a"}))
    assert [one.rule for one in by_hand] == [Rule.APART]
    assert "p1" not in said(by_hand[0]) and "p2" not in said(by_hand[0])


def test_somebody_moved_to_a_time_they_did_not_offer_is_told() -> None:
    people = (person("p1", "education", "b"), person("p2", "health", "a"))
    broken = broken_rules(Instance(people, ("a", "b"), SMALL), Plan({"p1": "a", "p2": "a"}))
    assert [(one.rule, one.about) for one in broken] == [(Rule.TIMES, "p1")]


def test_what_would_help_is_what_was_tried() -> None:
    people = tuple(person(f"p{at}", "education", "a") for at in range(3))
    instance = Instance(people, ("a",), SMALL)
    solution = solve(instance, seconds=20)
    assert solution.plan.placed == 0
    assert len(unplaced(instance, solution)) == 3
    (remedy,) = remedies(instance, solution)
    assert (remedy.rule, remedy.to, remedy.more, remedy.proven) == (Rule.SECTORS, 1, 3, True)
    relaxed = replace(instance, rules=replace(SMALL, sectors=1))
    assert solve(relaxed, seconds=20).plan.placed == 3


def test_where_everybody_has_a_place_nothing_would_help() -> None:
    people = (person("p1", "education", "a"), person("p2", "health", "a"))
    instance = Instance(people, ("a",), SMALL)
    assert remedies(instance, solve(instance, seconds=20)) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Rules(smallest=8, largest=7),
        lambda: Rules(sectors=0),
        lambda: Rules(one_organisation=0),
        lambda: Instance((person("p1", "x", "a"), person("p1", "x", "a")), ("a",)),
        lambda: Instance((), ("a",), locked={"p9": "a"}),
    ],
)
def test_an_instance_that_makes_no_sense_is_refused(wrong) -> None:
    with pytest.raises(ValueError):
        wrong()
