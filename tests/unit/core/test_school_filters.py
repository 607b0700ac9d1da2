"""Filters of schools block some words in addresses, page titles and subjects."""

from __future__ import annotations

import pytest

from thinking_together.core.school_filters import blocked, quiet


@pytest.mark.parametrize("text", ["self-harm", "About Self harm", "selfharm-in-fernshire", "SELF‑HARM"])
def test_the_words_are_found_however_they_are_joined(text: str) -> None:
    assert blocked(text)
    assert quiet(text, "Thinking together") == "Thinking together"


@pytest.mark.parametrize("text", ["Thinking together in Fernshire", "harm to oneself", ""])
def test_other_words_are_left_alone(text: str) -> None:
    assert not blocked(text)
    assert quiet(text, "instead") == text
