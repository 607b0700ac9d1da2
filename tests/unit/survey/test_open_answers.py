"""What is pointed out in an open answer, and which groups may be named beside one."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.survey.held.identifiers import parts
from thinking_together.survey.results.labels import NOT_SAID, Group, named, named_in_views

FEWEST = 10


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask kim.reed@trust.example now", {"e-mail address": "kim.reed@trust.example"}),
        ("ring 01344 555 123.", {"telephone number": "01344 555 123"}),
        ("or +44 7700 900123", {"telephone number": "+44 7700 900123"}),
        ("NHS no 943 476 5919", {"NHS number": "943 476 5919"}),
        ("her number is 943 476 5918", {}),  # the check digit is wrong, and it begins like no telephone
        ("lives in RG12 1AQ", {"postcode": "RG12 1AQ"}),
        ("Mrs Okafor was kind", {"name": "Mrs Okafor"}),
        ("Samaritans 116 123, Shout 85258, NG225 1.4", {}),
    ],
)
def test_what_may_tell_who_somebody_is_has_a_mark(text: str, found: dict[str, str]) -> None:
    told = parts(text)
    assert {part.kind: part.words for part in told if part.kind} == found
    assert "".join(part.words for part in told) == text


@given(st.text(max_size=80) | st.from_regex(r"[A-Z]{2}\d \d[A-Z]{2}|\d{10}|a@b\.example", fullmatch=True))
def test_pieces_give_the_text_back(text: str) -> None:
    assert "".join(part.words for part in parts(text)) == text


Sectors = st.dictionaries(st.tuples(st.sampled_from("abcdef"), st.integers(-1, 2)), st.integers(1, 40), max_size=9)


@given(Sectors)
def test_a_group_that_is_not_named_is_never_told_by_being_the_only_one(people: dict[tuple[str, int], int]) -> None:
    shown = named(people, FEWEST)
    rest = sum(many for group, many in people.items() if group not in shown)
    assert all(people[group] >= FEWEST for group in shown)
    assert rest == 0 or rest >= FEWEST or not shown


def test_large_groups_are_named_where_nobody_is_hidden_by_it() -> None:
    large = {("health", -1): 40, ("education", -1): 12}
    assert named(large, FEWEST) == set(large)
    assert named(large | {("police", -1): 3}, FEWEST) == {("health", -1)}
    assert named(large | {("police", -1): 3, ("other", -1): 8}, FEWEST) == set(large)


Answered = st.integers(-1, 2)
Parted = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.tuples(Answered, Answered)), st.integers(1, 30), max_size=14
)


@given(Parted)
def test_whoever_looks_in_every_way_knows_nothing_of_fewer_than_ten(people: dict[Group, int]) -> None:
    views = named_in_views(people, FEWEST)
    known = Counter[tuple[object, ...]]()
    for (sector, said), many in people.items():
        known[tuple(one if may else None for one, may in zip((sector, *said), views[sector, said], strict=True))] += (
            many
        )
    assert sum(people.values()) < FEWEST or min(known.values()) >= FEWEST
    assert all(views[group][0] or not any(views[group]) for group in people)


def test_two_large_groups_do_not_name_the_few_who_belong_to_both() -> None:
    heads, helpers, primary, special = 0, 1, 0, 1
    people = {
        ("education", (heads, primary)): 30,
        ("education", (helpers, primary)): 30,
        ("education", (helpers, special)): 20,
        ("education", (heads, special)): 2,
        ("health", (NOT_SAID, NOT_SAID)): 40,
    }
    views = named_in_views(people, FEWEST)
    assert views["education", (heads, special)] == (True, True, False)
    assert views["education", (heads, primary)] == (True, True, False)  # else the two would be told by what is left
    assert views["education", (helpers, special)] == (True, True, True)
    assert views["health", (NOT_SAID, NOT_SAID)] == (True, True, True)
