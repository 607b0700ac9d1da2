"""What an installation calls itself, its colours, and whom to turn to where a programme names nobody."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from thinking_together.config import environment
from thinking_together.core.brand import PAGE, SURFACE, Brand
from thinking_together.core.context import SERVICE
from thinking_together.core.contrast import TEXT, contrast, is_colour


def brand() -> Brand:
    """From the environment. ``ImproperlyConfigured`` for a colour that people could not read."""
    return Brand(
        name=environment.text("TT_NAME", SERVICE),
        colour=_colour("TT_BRAND_COLOUR", {"the white words of the header": PAGE}),
        link=_colour("TT_LINK_COLOUR", {"the page": PAGE, "the bar of sections": SURFACE}),
        contact=environment.text("TT_CONTACT"),
        support_line=environment.text("TT_SUPPORT_LINE"),
    )


def _colour(name: str, beside: dict[str, str]) -> str:
    value = environment.text(name).lower()
    if not value:
        return ""
    if not is_colour(value):
        raise ImproperlyConfigured(f"{name} is {value!r}: write it as # and six hexadecimal digits, like #0f5a4a.")
    for what, other in beside.items():
        found = contrast(value, other)
        if found < TEXT:
            told = f"its contrast with {what} is {found:.1f} to 1, and people need at least {TEXT} to 1"
            raise ImproperlyConfigured(f"{name} is {value}: {told}. Choose a darker colour.")
    return value


BRAND = brand()
