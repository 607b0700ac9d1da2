"""Contrast against published pairs."""

from __future__ import annotations

import pytest

from thinking_together.core.contrast import contrast, is_colour


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),  # the largest there is
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # WebAIM: just under AA
        ("#767676", "#ffffff", 4.54),  # WebAIM: just over it
    ],
)
def test_ratios_are_those_that_are_published(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("text", ["", "#fff", "#FFFFFF", "red", "#12345g", "#123456;}", "#123456\n"])
def test_only_one_spelling_is_a_colour(text: str) -> None:
    assert not is_colour(text)
