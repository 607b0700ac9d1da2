from __future__ import annotations

from pathlib import Path

import pytest

from thinking_together.content.checked import ContentError
from thinking_together.content.network import NETWORK, network_words, read_network_words


def test_the_shipped_words_name_the_place_and_say_how_one_leaves() -> None:
    words = network_words()
    assert "Fernshire" in words.why_in("Fernshire") and "{place}" not in words.why_in("Fernshire")
    assert "{place}" not in words.taking_part_in("Fernshire")
    assert "leave at any time" in words.consent
    assert len(words.interests) >= 3 and len(words.evaluation) >= 3


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [("{place}", "here", "why"), ("code: training", "code: Training days", "interests/0/code")],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, place: str) -> None:
    text = NETWORK.read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError, match=place):
        read_network_words(wrong)
