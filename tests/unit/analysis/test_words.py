from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.words import words


def test_words_of_a_sentence() -> None:
    text = "The young person’s well-being — 'self-harm' isn't a phase; 10–24 year-olds, e.g. Élodie."
    assert [w.word for w in words(text)] == [
        "the",
        "young",
        "person's",
        "well-being",
        "self-harm",
        "isn't",
        "a",
        "phase",
        "10",
        "24",
        "year-olds",
        "e",
        "g",
        "élodie",
    ]


@given(st.text())
def test_places_are_true_for_any_text(text: str) -> None:
    end = 0
    for word in words(text):
        assert word.start >= end
        assert (
            text[word.start : word.end]
            .lower()
            .replace("’", "'")
            .replace("‘", "'")
            .replace("ʼ", "'")
            .replace("‐", "-")
            .replace("‑", "-")
            == word.word
        )
        end = word.end
