"""Texts as anybody may write them, hard ones first."""

from __future__ import annotations

from hypothesis import strategies as st

from thinking_together.core.tabular.textstream import FORBIDDEN

_HARD = (
    "\ufeff",
    "\x85",
    "\u2028",
    "'=1+1",
    "=1+1",
    "'",
    '"',
    "|",
    "ß",
    "İ",
    "e\u0301",
    "\U0001f9e0",
    "- a",
    "~",
    "#",
    ": ",
)
_LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\r").filter(lambda c: not FORBIDDEN.match(c))


def plain_texts(*, min_size: int = 0, max_size: int = 40) -> st.SearchStrategy[str]:
    """Any text that a plain file can hold; line ends are ``\\n``. One that is needed holds more than blanks."""
    pieces = st.lists(st.sampled_from(_HARD) | st.text(_LETTERS, max_size=8), max_size=5).map("".join)
    whole = pieces | st.text(_LETTERS, max_size=max_size)
    fits = whole.map(lambda text: text[:max_size]).filter(lambda text: len(text) >= min_size)
    return fits.filter(lambda text: bool(text.strip())) if min_size else fits
