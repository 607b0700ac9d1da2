"""Whether two colours can be told apart, as the Web Content Accessibility Guidelines 2.2 measure it."""

from __future__ import annotations

import re

_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")
TEXT = 4.5  # the least contrast of text at level AA


def is_colour(text: str) -> bool:
    """Whether it is spelled ``#rrggbb`` in small letters."""
    return _COLOUR.match(text) is not None


def contrast(one: str, other: str) -> float:
    """The contrast ratio, from 1 to 21, of two colours spelled ``#rrggbb``. Source: WCAG 2.2, *contrast ratio*."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, from 0 to 1. Source: WCAG 2.2, *relative luminance*."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
