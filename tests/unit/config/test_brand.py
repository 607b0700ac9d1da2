"""An installation's own name and colours, refused where people could not read them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from thinking_together.config.brand import brand


def test_nothing_is_chosen_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    found = brand()
    assert (found.name, found.style) == ("Thinking Together", "")


def test_colours_are_given_to_the_variables_of_the_design(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TT_BRAND_COLOUR", "#0F5A4A")
    monkeypatch.setenv("TT_LINK_COLOUR", "#0b4f6c")
    style = brand().style
    assert "--govuk-brand-colour:#0f5a4a" in style and ".govuk-generic-header{background:#0f5a4a}" in style
    assert "--govuk-link-colour:#0b4f6c" in style


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("TT_BRAND_COLOUR", "#ffdd00", "white words of the header"),
        ("TT_BRAND_COLOUR", "green", "six hexadecimal digits"),
        ("TT_BRAND_COLOUR", "#000000}body{display:none", "six hexadecimal digits"),
        ("TT_LINK_COLOUR", "#777777", "contrast with the page is 4.5 to 1"),
        ("TT_LINK_COLOUR", "#767676", "bar of sections"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=told) as refused:
        brand()
    assert name in str(refused.value)
