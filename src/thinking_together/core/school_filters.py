"""The words that filters of schools block: they stand in no address, page title or e-mail subject."""

from __future__ import annotations


def blocked(text: str) -> bool:
    """Whether a filter would block the text, however the words are written or joined."""
    return "selfharm" in "".join(letter for letter in text.lower() if letter.isalnum())


def quiet(text: str, instead: str) -> str:
    """The text, or what stands in its place where a filter would block it."""
    return instead if blocked(text) else text
