"""A token of an open answer leads back to its response for whoever has the secret, and tells nobody else anything."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.survey.results.tokens import key_in, token_of

KEYS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,79}", fullmatch=True)


@given(KEYS, st.text(max_size=60))
def test_it_leads_back_to_the_key_for_the_same_question_alone(key: str, item: str) -> None:
    token = token_of(item, key)
    assert token == token_of(item, key) and key_in(item, token) == key
    assert key_in(f"{item}2", token) is None


@given(st.lists(KEYS, min_size=2, max_size=6, unique=True))
def test_tokens_are_alike_in_length_and_in_nothing_else(keys: list[str]) -> None:
    """Neither two questions to one person nor two people with alike keys show in them."""
    tokens = [token_of(item, key) for item in ("websites", "helps") for key in keys]
    assert {len(token) for token in tokens} == {128}
    for one, other in combinations(tokens, 2):
        assert sum(a == b for a, b in zip(one, other, strict=True)) < 20


@pytest.mark.parametrize("wrong", ["", "r0", "A" * 128, "é" * 128, "=" * 128, "A" * 127 + "!"])
def test_what_was_not_made_here_is_no_token(wrong: str) -> None:
    assert key_in("websites", wrong) is None


@given(st.integers(0, 127))
def test_a_changed_letter_makes_it_none(place: int) -> None:
    token = token_of("websites", "r0")
    other = "A" if token[place] != "A" else "B"
    assert key_in("websites", token[:place] + other + token[place + 1 :]) is None


def test_it_is_made_with_the_secret_of_the_installation(settings: Any) -> None:
    token = token_of("websites", "r0")
    settings.SECRET_KEY = "another secret"
    assert key_in("websites", token) is None and token_of("websites", "r0") != token
